export { LOG_SETTINGS_KIND } from './kind';
export { ThreatDefenseLogSettings, type ThreatDefenseLogSettingsProps } from './threat-defense-log-settings';
