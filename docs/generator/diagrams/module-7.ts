import { ApiObject, App } from 'cdk8s';
import { AnomalyDetectionChart, type CalicoCluster } from '../../../src';
import type { Manifest } from '../../../src/manifest';
import {
  alertReads,
  allowedTraffic,
  peersOf,
  policyTargets,
  type Relation,
  scanRelations,
  serviceRelations,
} from './relations';
import { type Thing, thingOf } from './things';

/** Module 7 on one cluster: its objects, what they refer to, and what they have to do with each other. */
export interface ModuleSeven {
  readonly cluster: CalicoCluster;
  /** Namespace of scanner and target. */
  readonly scanned: string;
  readonly things: readonly Thing[];
  readonly relations: readonly Relation[];
}

/** Where Calico keeps what it sees; no object of the module makes it. */
export const ELASTICSEARCH = 'Elasticsearch';
export const EVENTS = 'Elasticsearch/events';

export function moduleSeven(cluster: CalicoCluster): ModuleSeven {
  const chart = moduleChart(cluster);
  const made = objectsOf(chart).map(thingOf);
  const peers = peersOf(made);
  const things = [...made, ...peers, ...STORED];
  const { scanner } = chart;
  return {
    cluster,
    scanned: scanner.namespace,
    things,
    relations: [
      ...scanRelations(things, { name: scanner.scannerName, target: scanner.target, ports: scanner.ports }),
      ...serviceRelations(things),
      ...policyTargets(things),
      ...allowedTraffic(things),
      ...alertReads(things, (dataSet) => `${ELASTICSEARCH}/${dataSet}`),
      ...howCalicoWorks(things, scanner.namespace),
    ],
  };
}

/** The chart of the module, without the notices and warnings that whoever runs it gets to see. */
export function moduleChart(cluster: CalicoCluster): AnomalyDetectionChart {
  const write = process.stderr.write;
  process.stderr.write = () => true;
  try {
    return new AnomalyDetectionChart(new App(), 'anomaly-detection', { cluster });
  } finally {
    process.stderr.write = write;
  }
}

/** The objects of a chart as they are written. */
export function objectsOf(chart: AnomalyDetectionChart): Manifest[] {
  return chart.node
    .findAll()
    .filter((child): child is ApiObject => ApiObject.isApiObject(child))
    .map((object) => object.toJson() as Manifest);
}

const STORED: readonly Thing[] = [
  {
    id: `${ELASTICSEARCH}/flows`,
    role: 'data',
    kind: 'Data set flows',
    name: 'Flow logs',
    made: false,
    details: ['a row for each connection', 'that a pod tried'],
  },
  {
    id: EVENTS,
    role: 'data',
    kind: 'What Calico shows',
    name: 'Security events',
    made: false,
    details: ['in the manager, under', 'Threat Defense'],
  },
];

/** What no object says, in the order of the story. */
function howCalicoWorks(things: readonly Thing[], scanned: string): Relation[] {
  const alerts = things.filter(({ kind }) => kind === 'GlobalAlert');
  const gates = gatesOf(things);
  return [
    {
      from: `Namespace/${scanned}`,
      to: `${ELASTICSEARCH}/flows`,
      label: 'Calico logs each flow',
      derived: false,
      evidence:
        'Calico logs the flows of all pods and stores the logs in Elasticsearch; no object of the module asks for it.',
    },
    ...alerts.map(({ id, name }) => ({
      from: id,
      to: EVENTS,
      label: 'raises',
      derived: false,
      evidence: `When its condition is met, Calico raises a security event for the alert ${name}.`,
    })),
    ...gates.map(({ id, name }) => ({
      from: id,
      to: ELASTICSEARCH,
      label: 'logs in, events out',
      derived: false,
      evidence: `Through ${name} the AD jobs read flow logs and raise security events.`,
    })),
  ];
}

/** Pods that are not ours but that a policy of ours opens: the way to Elasticsearch. */
export function gatesOf(things: readonly Thing[]): Thing[] {
  return things.filter(
    ({ made, namespace, podLabels }) =>
      !made && podLabels !== undefined && things.some((policy) => policy.made && policy.namespace === namespace),
  );
}
