import { CONSTRUCT_RULES } from './alert-exception';
import { EXCEPTION_FIELDS_RULES } from './exception-fields';
import { METADATA_RULES } from './metadata-checks';
import { NAME_RULES } from './name-questions';
import { PRODUCER_RULES } from './producer-questions';
import { QUERY_RULES } from './query-checks';
import { TIME_RULES } from './time-checks';
import { WIDTH_RULES } from './width-checks';

/** The rules of this folder. */
export const ALERT_EXCEPTION_RULES = [
  ...METADATA_RULES,
  ...EXCEPTION_FIELDS_RULES,
  ...QUERY_RULES,
  ...WIDTH_RULES,
  ...PRODUCER_RULES,
  ...NAME_RULES,
  ...TIME_RULES,
  ...CONSTRUCT_RULES,
] as const;
