import { CONTENT_RULES } from './content-checks';
import { CSV_RULES } from './csv-checks';
import { FEED_FIELDS_RULES } from './feed-fields';
import { FORMAT_RULES } from './format-checks';
import { HEADER_RULES } from './header-checks';
import { METADATA_RULES } from './metadata-checks';
import { NAME_RULES } from './name-questions';
import { NETWORK_SET_RULES } from './network-set-checks';
import { PULL_RULES } from './pull-checks';
import { REFERENCE_RULES } from './reference-questions';
import { URL_RULES } from './url-checks';

/** The rules of this folder. */
export const THREAT_FEED_RULES = [
  ...METADATA_RULES,
  ...FEED_FIELDS_RULES,
  ...NETWORK_SET_RULES,
  ...PULL_RULES,
  ...URL_RULES,
  ...FORMAT_RULES,
  ...CSV_RULES,
  ...HEADER_RULES,
  ...NAME_RULES,
  ...REFERENCE_RULES,
  ...CONTENT_RULES,
] as const;
