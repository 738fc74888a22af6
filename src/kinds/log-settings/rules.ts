import { FELIX_RULES } from '../../calico';
import { FELIX_CONFIGURATION_RULES } from './felix-configuration-checks';
import { SEVERAL_RULES } from './several';
import { THREAT_DEFENSE_LOG_SETTINGS_RULES } from './threat-defense-log-settings';

/** The rules of this folder, and those of the values, which programs have as well. */
export const LOG_SETTINGS_RULES = [
  ...FELIX_RULES,
  ...FELIX_CONFIGURATION_RULES,
  ...SEVERAL_RULES,
  ...THREAT_DEFENSE_LOG_SETTINGS_RULES,
] as const;
