import { type Manifest, nearestWord, valueAt } from '../base';
import { CALICO_GROUP } from '../calico';
import { type EventSource, PRODUCERS } from '../events';
import { isSet } from './field-checks';
import { type Neighbors, Topic } from './question';

/** What the fields of an alert's events depend on; nothing of an alert that runs a detector. */
export interface KnownAlert {
  readonly source?: EventSource;
}

const ALERTS = new Topic(CALICO_GROUP, 'GlobalAlert', readAlert);
/** Only the names of inspections are of interest. */
const INSPECTIONS = new Topic(CALICO_GROUP, 'DeepPacketInspection', () => true);

/** The objects whose events queries are about. */
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

/** A kind of objects that raise events. */
type ProducerKind = 'GlobalAlert' | 'DeepPacketInspection';

/** With more objects, comparing each exception with each of them would take too long. */
const MOST_COMPARED = 1_000;

/** The kind that an origin belongs to; undefined if the object need not be among the files. */
export function kindOfOrigin(origin: string): ProducerKind | undefined {
  if (FIXED_ORIGINS.includes(origin) || origin.startsWith(CALICO_PREFIX)) {
    return undefined;
  }
  return origin.startsWith(INSPECTION_PREFIX) ? 'DeepPacketInspection' : 'GlobalAlert';
}

/** Whether an object among the files has an origin, or there are none of its kind. */
export function mayBeOrigin(origin: string, kind: ProducerKind, neighbors: Neighbors): boolean {
  if (kind === 'GlobalAlert') {
    return neighbors.named(ALERTS, origin).length > 0 || neighbors.all(ALERTS).length === 0;
  }
  return isInspection(origin, neighbors) || neighbors.all(INSPECTIONS).length === 0;
}

/** The origin that was probably meant by one that no object has. */
export function intendedOrigin(origin: string, kind: ProducerKind, neighbors: Neighbors): string | undefined {
  const ofInspection = `${INSPECTION_PREFIX}${origin}`;
  if (isInspection(ofInspection, neighbors)) {
    return ofInspection;
  }
  const objects = kind === 'GlobalAlert' ? neighbors.all(ALERTS) : neighbors.all(INSPECTIONS);
  if (objects.length > MOST_COMPARED) {
    return undefined;
  }
  const origins = objects.map(({ name, namespace }) =>
    kind === 'GlobalAlert' ? name : `${INSPECTION_PREFIX}${namespace}/${name}`,
  );
  return nearestWord(origin, origins);
}

/** An inspection without a namespace gets the one that is set when it is applied, so it may be any. */
function isInspection(origin: string, neighbors: Neighbors): boolean {
  const [namespace, name = '', ...rest] = origin.slice(INSPECTION_PREFIX.length).split('/');
  return (
    rest.length === 0 &&
    neighbors.named(INSPECTIONS, name).some((object) => (object.namespace ?? namespace) === namespace)
  );
}

/** The alerts with a name, each with its file; none if there are too many to look at. */
export function alertsNamed(name: string, neighbors: Neighbors): readonly { file: string; source?: EventSource }[] {
  const found = neighbors.named(ALERTS, name);
  return found.length > MOST_COMPARED ? [] : found.map(({ file, value }) => ({ file, source: value.source }));
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
