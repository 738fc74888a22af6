/**
 * What raises events, and what they carry. All of it is observed up to 3.23; the documentation only has the types and
 * some of the origins.
 */
export interface EventProducer {
  /** As messages name it, such as `the alert network.ssh`. */
  readonly title: string;
  readonly type: string;
  /** The origin of all of its events; undefined if it has several. */
  readonly origin?: string;
  /** How the origin of its events begins. */
  readonly originPrefix?: string;
  /** The severity of all of its events, if it is known. */
  readonly severity?: number;
  /** The fields about the two ends of a connection that its events can have; undefined if they are not known. */
  readonly ends?: ReadonlySet<string>;
}

/** The fields about the ends of a connection, and the node. All other fields may be in any event. */
export const END_FIELDS: ReadonlySet<string> = new Set([
  'host',
  ...['source', 'dest'].flatMap((end) =>
    ['ip', 'name', 'name_aggr', 'namespace', 'port'].map((part) => `${end}_${part}`),
  ),
]);

const WITHOUT_PREFIXES = new Set([...END_FIELDS].filter((field) => !field.endsWith('_aggr')));

/** What raises events of one type, apart from alerts. */
export const PRODUCERS = {
  addressFeed: {
    title: 'a threat feed of addresses',
    type: 'gtf_suspicious_flow',
    origin: 'Suspicious Flow',
    severity: 100,
    ends: END_FIELDS,
  },
  domainFeed: {
    title: 'a threat feed of domain names',
    type: 'gtf_suspicious_dns_query',
    origin: 'Suspicious DNS Query',
    severity: 100,
  },
  inspection: {
    title: 'deep packet inspection',
    type: 'deep_packet_inspection',
    originPrefix: 'dpi.',
    severity: 100,
    ends: WITHOUT_PREFIXES,
  },
  firewall: {
    title: 'the web application firewall',
    type: 'waf',
    origin: 'Web Application Firewall',
    severity: 80,
  },
} as const satisfies Readonly<Record<string, EventProducer>>;

/** What raises the events of a type; undefined for alerts, whose events differ, and for types about which nothing is known. */
export function producerOf(type: string): EventProducer | undefined {
  return Object.values<EventProducer>(PRODUCERS).find((producer) => producer.type === type);
}

/** What the events of an alert depend on. */
export interface EventSource {
  readonly name: string;
  readonly severity: number;
  readonly dataSet: string;
  readonly aggregateBy: readonly string[];
  /** Whether the alert computes a metric; without one, and without groups, there is an event for each record. */
  readonly hasMetric: boolean;
}

/** The type of the events of rule-based alerts. */
export const ALERT_TYPE = 'global_alert';

/** A rule-based alert, whose events have only the fields of its groups. */
export function alertProducer(alert: EventSource): EventProducer {
  const { name, severity } = alert;
  return { title: `the alert ${name}`, type: ALERT_TYPE, origin: name, severity, ends: endsOf(alert) };
}

function endsOf({ dataSet, aggregateBy, hasMetric }: EventSource): ReadonlySet<string> | undefined {
  const eventField = EVENT_FIELD_OF.get(dataSet);
  // Without groups and metric, an event has the fields of a whole record.
  if (eventField === undefined || (aggregateBy.length === 0 && !hasMetric)) {
    return undefined;
  }
  return new Set(aggregateBy.map(eventField).filter((field) => END_FIELDS.has(field)));
}

/**
 * The field of an event that has the value of a field of a record, by data set. For L7 logs it is not known whether
 * events rename `src_*`, so no field is reported that may be there; nothing is known about the other data sets.
 */
const EVENT_FIELD_OF: ReadonlyMap<string, (field: string) => string> = new Map([
  ['flows', (field: string) => field],
  ['dns', (field: string) => field.replace(/^client_/, 'source_')],
  ['audit', (field: string) => field.replace(/^objectRef\.(?=(?:name|namespace)$)/, 'source_')],
  ['l7', (field: string) => field.replace(/^src_/, 'source_')],
]);

/** The field of an event that has the value of a field of a record; undefined if no event has it. */
export function eventFieldFor(field: string): string | undefined {
  return [...EVENT_FIELD_OF.values()].map((rename) => rename(field)).find((renamed) => END_FIELDS.has(renamed));
}
