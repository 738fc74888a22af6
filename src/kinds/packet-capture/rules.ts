import { CAPTURE_FIELDS_RULES } from './capture-fields';
import { CAPTURE_FILTER_RULES } from './capture-filter';
import { FILTER_RULES } from './filter-checks';
import { METADATA_RULES } from './metadata-rules';
import { NAME_RULES } from './name-questions';
import { PACKET_CAPTURE_ROLE_RULES } from './packet-capture-role';
import { PORT_RULES } from './port-checks';
import { SELECTION_RULES } from './selection-rules';
import { TIME_RULES } from './time-checks';

/** The rules of this folder. */
export const PACKET_CAPTURE_RULES = [
  ...METADATA_RULES,
  ...CAPTURE_FIELDS_RULES,
  ...NAME_RULES,
  ...SELECTION_RULES,
  ...FILTER_RULES,
  ...PORT_RULES,
  ...TIME_RULES,
  ...CAPTURE_FILTER_RULES,
  ...PACKET_CAPTURE_ROLE_RULES,
] as const;
