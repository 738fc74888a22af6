import { type Manifest, valueAt } from '../../base';
import { CALICO_GROUP } from '../../calico';
import { type EventSource, PRODUCERS } from '../../events';
import { isSet, type Neighbors, Topic } from '../../kind';

/** What the fields of an alert's events depend on; nothing of an alert that runs a detector. */
interface KnownAlert {
  readonly source?: EventSource;
}

const ALERTS = new Topic(CALICO_GROUP, 'GlobalAlert', readAlert);
/** Only the names of inspections are of interest. */
const INSPECTIONS = new Topic(CALICO_GROUP, 'DeepPacketInspection', () => true);

/** The objects whose events exceptions are about. */
export const PRODUCER_TOPICS = [ALERTS, INSPECTIONS] as const;

const INSPECTION_PREFIX = PRODUCERS.inspection.originPrefix;

/** Alerts with such names are installed by Calico, not by the files. */
const CALICO_PREFIX = 'tigera.io.';

/** The origins of events that no object in the files has. */
const FIXED_ORIGINS: readonly string[] = [
  PRODUCERS.addressFeed.origin,
  PRODUCERS.domainFeed.origin,
  PRODUCERS.firewall.origin,
];

/** What raises events, among the objects that are checked together. */
export interface Origins {
  /** `GlobalAlert` or `DeepPacketInspection`. */
  readonly kind: string;
  /** The origins of their events. */
  readonly origins: readonly string[];
}

/** The objects that could have an origin; undefined if they need not be among the files. */
export function originsLike(origin: string, neighbors: Neighbors): Origins | undefined {
  if (FIXED_ORIGINS.includes(origin) || origin.startsWith(CALICO_PREFIX)) {
    return undefined;
  }
  return origin.startsWith(INSPECTION_PREFIX)
    ? { kind: INSPECTIONS.kind, origins: inspectionOrigins(neighbors) }
    : { kind: ALERTS.kind, origins: neighbors.all(ALERTS).map(({ name }) => name) };
}

/** The alerts with a name, each with its file. */
export function alertsNamed(name: string, neighbors: Neighbors): readonly { file: string; source?: EventSource }[] {
  return neighbors.named(ALERTS, name).map(({ file, value }) => ({ file, source: value.source }));
}

/** An inspection without a namespace gets the one that is set when it is applied, so its origin is unknown. */
export function inspectionOrigins(neighbors: Neighbors): string[] {
  return neighbors
    .all(INSPECTIONS)
    .flatMap(({ name, namespace }) => (namespace === undefined ? [] : [`${INSPECTION_PREFIX}${namespace}/${name}`]));
}

function readAlert(alert: Manifest): KnownAlert {
  const field = (name: string) => valueAt(alert, 'spec', name);
  const [name, dataSet, severity, aggregateBy] = [
    valueAt(alert, 'metadata', 'name'),
    field('dataSet'),
    field('severity'),
    field('aggregateBy'),
  ];
  if (typeof name !== 'string' || typeof dataSet !== 'string' || field('type') === 'AnomalyDetection') {
    return {};
  }
  return {
    source: {
      name,
      dataSet,
      severity: Number(severity),
      aggregateBy: (Array.isArray(aggregateBy) ? aggregateBy : []).filter((item) => typeof item === 'string'),
      hasMetric: isSet(field('metric')),
    },
  };
}
