import { CONFIG_RULES } from './config-checks';
import { CONSUMER_RULES } from './consumer-checks';
import { CREDENTIAL_RULES } from './credential-checks';
import { METADATA_RULES } from './metadata-checks';
import { NAME_RULES } from './name-questions';
import { PRODUCER_RULES } from './producer-questions';
import { QUERY_CHECK_RULES } from './query-checks';
import { REFERENCE_RULES } from './reference-questions';
import { URL_RULES } from './url-checks';
import { WEBHOOK_RULES } from './webhook-checks';
import { WEBHOOK_FIELDS_RULES } from './webhook-fields';

/** The rules of this folder. */
export const SECURITY_EVENT_WEBHOOK_RULES = [
  ...WEBHOOK_RULES,
  ...METADATA_RULES,
  ...WEBHOOK_FIELDS_RULES,
  ...CONSUMER_RULES,
  ...QUERY_CHECK_RULES,
  ...CONFIG_RULES,
  ...URL_RULES,
  ...CREDENTIAL_RULES,
  ...REFERENCE_RULES,
  ...PRODUCER_RULES,
  ...NAME_RULES,
] as const;
