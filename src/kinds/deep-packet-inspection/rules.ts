import { COMPONENT_RESOURCES_RULES } from './component-resources';
import { INSPECTION_SETTINGS_RULES } from './deep-packet-inspection-settings';
import { INSPECTION_FIELDS_RULES } from './inspection-fields';
import { METADATA_RULES } from './metadata-rules';
import { NAME_RULES } from './name-questions';
import { RESOURCE_RULES } from './resource-questions';
import { SELECTION_RULES } from './selection-rules';
import { SETTINGS_RULES } from './settings-checks';
import { SETTINGS_FIELD_RULES } from './settings-fields';
import { SNORT_RULES_RULES } from './snort-rules-checks';
import { TENANT_RULES } from './tenant-questions';

/** The rules of this folder. */
export const DEEP_PACKET_INSPECTION_RULES = [
  ...METADATA_RULES,
  ...INSPECTION_FIELDS_RULES,
  ...NAME_RULES,
  ...SELECTION_RULES,
  ...RESOURCE_RULES,
  ...TENANT_RULES,
  ...SETTINGS_RULES,
  ...SETTINGS_FIELD_RULES,
  ...COMPONENT_RESOURCES_RULES,
  ...SNORT_RULES_RULES,
  ...INSPECTION_SETTINGS_RULES,
] as const;
