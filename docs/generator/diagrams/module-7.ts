import { ApiObject, App } from 'cdk8s';
import { AnomalyDetectionChart, type CalicoCluster, CalicoTopology } from '../../../src';
import type { Manifest } from '../../../src/base';
import { derivedRelations, type Relation } from './relations';
import { peersOf, type Thing, thingOf } from './things';

/** A namespace, or another place. */
export interface Group extends Thing {
  readonly members: readonly Thing[];
  /** Its name is at its bottom: arrows cross only its top. */
  readonly namedBelow: boolean;
}

/** Module 7 on one cluster. */
export interface ModuleSeven {
  readonly groups: readonly Group[];
  readonly relations: readonly Relation[];
}

const STORED: readonly Thing[] = [
  ['events', 'What Calico shows', 'Security events', 'in the manager, under', 'Threat Defense'],
  ['flows', 'Data set flows', 'Flow logs', 'a row for each connection', 'that a pod tried'],
].map(([id, kind = '', name = '', ...details]) => {
  return { id: `Elasticsearch/${id}`, role: 'data', kind, name, made: false, details };
});

export function moduleSeven(cluster: CalicoCluster): ModuleSeven {
  const chart = moduleChart(cluster);
  const made = objectsOf(chart).map(thingOf);
  const things = [...made, ...peersOf(made), ...STORED];
  const derived = derivedRelations(things, chart.scanner);
  const relations = [...derived, ...howCalicoWorks(things, derived)];
  return { groups: groupsOf(things, relations, cluster), relations };
}

/** The chart of the module, without its notices and warnings on standard error. */
export function moduleChart(cluster: CalicoCluster): AnomalyDetectionChart {
  const write = process.stderr.write;
  process.stderr.write = () => true;
  try {
    return new AnomalyDetectionChart(new App(), 'anomaly-detection', { cluster });
  } finally {
    process.stderr.write = write;
  }
}

export function objectsOf(chart: AnomalyDetectionChart): Manifest[] {
  return chart.node.findAll().flatMap((child) => (ApiObject.isApiObject(child) ? [child.toJson()] : []));
}

function groupsOf(things: readonly Thing[], relations: readonly Relation[], { topology }: CalicoCluster): Group[] {
  const groupOf = (id: string, kind: string, members: readonly Thing[]): Group => {
    const name = id.replace(/.*\//, '');
    const made = things.some((thing) => thing.id === id);
    const has = (end: string) => members.some((member) => member.id === end);
    const pointedTo = relations.some(({ from, to }) => has(to) && !has(from) && !from.startsWith('Namespace/'));
    const namedBelow = !made && !pointedTo;
    return { id, role: 'group', kind, name, made, details: [], members, namedBelow };
  };
  const namespaces = [...new Set(things.flatMap(({ namespace }) => namespace ?? []))].map((name) => {
    const labels = things.find(({ id }) => id === `Namespace/${name}`)?.details ?? [];
    const members = things.filter(({ namespace }) => namespace === name);
    return groupOf(`Namespace/${name}`, ['Namespace', ...labels].join(': '), members);
  });
  const place = topology === CalicoTopology.MANAGED ? 'In the management cluster' : 'Filled by Calico';
  const alerts = things.filter(({ role }) => role === 'alert');
  return [
    ...namespaces,
    groupOf('Elasticsearch', place, STORED),
    groupOf('The cluster', 'Cluster-scoped', alerts),
  ].filter(({ members }) => members.length > 0);
}

/** What follows from no object. The way of AD jobs to Elasticsearch is through pods that a policy of the module opens. */
function howCalicoWorks(things: readonly Thing[], derived: readonly Relation[]): Relation[] {
  const opened = ({ id, made }: Thing) =>
    !made && derived.some(({ from, to }) => to === id && from.startsWith('NetworkPolicy/'));
  const relation = (to: string, label: string) => (from: Thing) => ({ from: from.id, to, label, derived: false });
  return [
    ...things.filter(({ kind }) => kind === 'Namespace').map(relation('Elasticsearch/flows', 'Calico logs each flow')),
    ...things.filter(({ role }) => role === 'alert').map(relation('Elasticsearch/events', 'raises')),
    ...things.filter(opened).map(relation('Elasticsearch', 'logs in, events out')),
  ];
}
