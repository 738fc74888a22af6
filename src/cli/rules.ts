import { ALERT_READING_RULES } from './alert-reading';
import { CLUSTER_COMMAND_RULES } from './cluster-command';
import { CLUSTER_OPTIONS_RULES } from './cluster-options';
import { CONVERT_COMMAND_RULES } from './convert-command';
import { EVENT_FILE_RULES } from './event-file';
import { LOG_SETTINGS_OPTION_RULES } from './log-settings-option';
import { LOG_STORE_OPTION_RULES } from './log-store-option';
import { NOW_OPTION_RULES } from './now-option';
import { OUTPUT_FILE_RULES } from './output-file';
import { RULES_COMMAND_RULES } from './rules-command';
import { UPGRADE_RELEASES_RULES } from './upgrade-releases';

/** The rules of this room. */
export const CLI_RULES = [
  ...ALERT_READING_RULES,
  ...CLUSTER_COMMAND_RULES,
  ...CLUSTER_OPTIONS_RULES,
  ...LOG_SETTINGS_OPTION_RULES,
  ...NOW_OPTION_RULES,
  ...EVENT_FILE_RULES,
  ...LOG_STORE_OPTION_RULES,
  ...UPGRADE_RELEASES_RULES,
  ...OUTPUT_FILE_RULES,
  ...CONVERT_COMMAND_RULES,
  ...RULES_COMMAND_RULES,
] as const;
