import { App } from 'cdk8s';
import { AnomalyDetectionChart, CalicoCluster, CalicoRelease, type NetshootScanner } from '../../../src';
import { valueAt } from '../../../src/base';
import { selects } from '../../../src/drill/selectors';
import { Detector } from '../../../src/kinds/global-alert';
import { quietly } from '../quietly';
import { labelsIn, rulesOf, type Thing, thingOf } from './things';

/** An arrow of the picture. */
export interface Relation {
  readonly from: Thing;
  readonly to: Thing;
  readonly label: string;
  /** Whether it follows from the objects; otherwise it is how Calico works. */
  readonly derived: boolean;
}

const STORED = { place: 'Elasticsearch', style: 'planned' };
const FLOWS = ['a row for each connection', 'that a pod tried'];
const EVENTS = ['in the manager, under', 'Threat Defense'];
const GROUP = { style: 'group planned', details: [] };

/** Module 7 on a managed cluster with a release of Calico Enterprise. */
export function moduleSeven(release: string): { groups: Thing[]; relations: Relation[] } {
  const { made, scanner } = objectsOf(release);
  const things: Thing[] = [
    ...made,
    ...made.flatMap(({ spec }) => rulesOf(spec, 'egress')).map(({ receiver }) => receiver),
    { id: 'Elasticsearch/events', kind: 'What Calico shows', name: 'Security events', details: EVENTS, ...STORED },
    { id: 'Elasticsearch/flows', kind: 'Data set flows', name: 'Flow logs', details: FLOWS, ...STORED },
    { id: 'Elasticsearch', kind: 'In the management cluster', name: 'Elasticsearch', ...GROUP },
    { id: 'The cluster', kind: 'Cluster-scoped', name: 'The cluster', ...GROUP },
  ];
  const groups = [...new Set(things.flatMap(({ place }) => place ?? []))].map((id) => {
    const namespace = { id, kind: 'Namespace', name: id.replace('Namespace/', ''), ...GROUP };
    const { kind, details, ...group } = things.find((thing) => thing.id === id) ?? namespace;
    const members = things.filter(({ place }) => place === id);
    return { ...group, kind: [kind, ...details].join(': '), details: [], members };
  });
  return { groups, relations: things.flatMap((thing) => relationsFrom(thing, things, scanner)) };
}

/** The objects that the chart of the module makes, and its scanner. */
export function objectsOf(version: string): { made: Thing[]; scanner: NetshootScanner } {
  const cluster = CalicoCluster.managed({ name: 'acme.docs', release: CalicoRelease.enterprise(version) });
  const chart = quietly(() => new AnomalyDetectionChart(new App(), 'anomaly-detection', { cluster }));
  return { made: chart.toJson().map(thingOf), scanner: chart.scanner };
}

function relationsFrom(from: Thing, things: readonly Thing[], { target, ports }: NetshootScanner) {
  const { kind, place, spec } = from;
  const withId = (wanted: string) => things.filter(({ id }) => id === wanted);
  const podsWith = (matchLabels: unknown) =>
    things.filter((to) => to.place === place && selects({ matchLabels }, to.podLabels ?? {}));
  switch (kind) {
    case 'Namespace':
      return arrows(from, withId('Elasticsearch/flows'), 'Calico logs each flow', false);
    case 'Pod': {
      const called = things.filter((to) => to.kind === 'Service' && JSON.stringify(spec).includes(`http://${to.name}`));
      return [...arrows(from, podsWith(target.labels), `scans ports ${ports}`), ...arrows(from, called, 'curl')];
    }
    case 'Service':
      return arrows(from, podsWith(valueAt(spec, 'selector')), `port ${valueAt(spec, 'ports', 0, 'targetPort')}`);
    case 'NetworkPolicy': {
      const pods = podsWith(labelsIn(valueAt(spec, 'selector')));
      const rules = rulesOf(spec, 'egress');
      // Pods that are already there and that the module opens to AD jobs are their way to Elasticsearch.
      const opened = pods.filter((one) => one.spec === undefined);
      return [
        ...arrows(from, pods, valueAt(spec, 'selector')),
        ...pods.flatMap((one) => rules.flatMap(({ receiver, ports }) => arrows(one, [receiver], ports))),
        ...opened.flatMap((one) => arrows(one, withId('Elasticsearch'), 'logs in, events out', false)),
      ];
    }
    case 'GlobalAlert': {
      const detector = valueAt(spec, 'detector', 'name');
      const dataSet = detector ? Detector.of(String(detector)).dataSet : valueAt(spec, 'dataSet');
      const read = arrows(from, withId(`Elasticsearch/${dataSet}`), `reads ${dataSet}`);
      return [...read, ...arrows(from, withId('Elasticsearch/events'), 'raises', false)];
    }
    default:
      return [];
  }
}

function arrows(from: Thing, to: readonly Thing[], label: unknown, derived = true): Relation[] {
  return to.map((thing) => ({ from, to: thing, label: String(label), derived }));
}
