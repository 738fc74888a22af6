import { CALICO_GROUP, type History, OLDEST } from '../../calico';
import { always, type MapSchema, namedValueSchema, type ObjectType, objectSchema } from '../../kind';

/** Releases with the fields mode, description and feedType, whose schema lists the values of fields. */
export const HAS_MODE: History<boolean> = [
  [OLDEST, false],
  ['3.15.0', true],
];

/** The longest description. The schema counts characters, the API server bytes. */
export const LONGEST_DESCRIPTION = 256;

const NETWORK_SET: MapSchema = { title: 'a network set', fields: { labels: { type: 'string map' } } };

const CSV: MapSchema = {
  title: 'a CSV format',
  fields: {
    fieldNum: { type: 'integer' },
    fieldName: { type: 'string' },
    header: { type: 'boolean' },
    columnDelimiter: { type: 'string' },
    commentDelimiter: { type: 'string' },
    recordSize: { type: 'integer' },
    disableRecordSizeValidation: { type: 'boolean' },
  },
};

const FORMAT: MapSchema = {
  title: 'a format',
  fields: {
    newlineDelimited: { type: 'map', of: { title: 'the format newlineDelimited', fields: {} } },
    json: { type: 'map', of: { title: 'a JSON format', fields: { path: { type: 'string' } } } },
    csv: { type: 'map', of: CSV },
  },
};

const HEADER = namedValueSchema('a header');

const HTTP: MapSchema = {
  title: 'an HTTP source',
  fields: {
    url: { type: 'string' },
    format: { type: 'map', of: FORMAT },
    headers: { type: 'maps', of: HEADER },
  },
  required: ['url'],
};

const PULL: MapSchema = {
  title: 'pull',
  fields: { period: { type: 'string' }, http: { type: 'map', of: HTTP } },
  required: ['http'],
};

/** The spec of a feed. */
// biome-ignore format: a table is read by its columns
const SPEC: MapSchema = {
  title: 'a feed',
  fields: {
    content:          { type: 'string', values: always(['IPSet', 'DomainNameSet']), refusesEmpty: HAS_MODE },
    mode:             { type: 'string', isIn: HAS_MODE, values: always(['Enabled', 'Disabled']), refusesEmpty: HAS_MODE },
    description:      { type: 'string', isIn: HAS_MODE, maxLength: [['3.15.0', LONGEST_DESCRIPTION]] },
    feedType:         { type: 'string', isIn: HAS_MODE, values: always(['Builtin', 'Custom']), refusesEmpty: HAS_MODE },
    globalNetworkSet: { type: 'map', of: NETWORK_SET },
    pull:             { type: 'map', of: PULL },
  },
};

/** The type of this folder. */
export const THREAT_FEED_TYPES: readonly ObjectType[] = [
  {
    group: CALICO_GROUP,
    kind: 'GlobalThreatFeed',
    plural: 'globalthreatfeeds',
    isNamespaced: false,
    schema: objectSchema('a GlobalThreatFeed', SPEC, { hasStatus: true }),
  },
];
