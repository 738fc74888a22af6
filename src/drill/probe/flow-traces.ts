import { FlowAggregation, type LogSettings, levelOf } from '../../calico';
import type { LogRecord } from '../../evaluation';
import { type Connection, DataSet, type FlowEnd, type FlowRow, flowRows } from '../../logs';
import { isPublic } from '../address';
import { ScanRunKind } from '../scan-run';
import { ProbeActionKind } from './probe-action';
import { type ProbeTarget, ProbeTargetKind } from './probe-target';
import { attempts, isNameKnown, type ProbeFacts, podOf, type Trace } from './trace';

/** The flow logs that a probe leaves, and may leave. */
export function flowTraces(facts: ProbeFacts, settings: LogSettings): Trace[] {
  const { target } = facts.action;
  const ofServer = target?.kind === ProbeTargetKind.ADDRESS ? [] : serverTraces(facts, settings);
  return target === undefined ? ofServer : [...targetTraces({ facts, target, settings }), ...ofServer];
}

interface Flows {
  readonly facts: ProbeFacts;
  readonly target: ProbeTarget;
  readonly settings: LogSettings;
}

/** The connections to the target. A policy can deny them at either end, and an address can be that of a pod. */
function targetTraces(flows: Flows): Trace[] {
  const { kind, hostName } = flows.target;
  const allowed = targetTrace(flows, 'allow');
  const denied = targetTrace(flows, 'deny');
  const isInside = kind === ProbeTargetKind.SERVICE;
  const mayBeInside = kind === ProbeTargetKind.ADDRESS && !isPublic(hostName);
  const ends = (own: Trace): Trace => (isInside || mayBeInside ? { ...own, rowsFrom: bothEnds(own) } : own);
  return [
    isInside ? ends(allowed) : allowed,
    ...(mayBeInside
      ? [{ ...allowed, rowsFrom: otherEnd(allowed), possible: 'the destination, if it is in the cluster' }]
      : []),
    { ...ends(denied), possible: DENIED, isInstead: true },
  ];
}

const DENIED = 'connections that a policy denies';

type Rows = Trace['rowsFrom'];

function otherEnd({ rowsFrom }: Trace): Rows {
  return (start, seconds) => rowsFrom(start, seconds).map((row) => ({ ...row, reporter: 'dst' }));
}

function bothEnds(trace: Trace): Rows {
  return (start, seconds) => [...trace.rowsFrom(start, seconds), ...otherEnd(trace)(start, seconds)];
}

/** Fields of every flow that are known. */
const FLOW_FIELDS = ['action', 'reporter', 'proto', 'num_flows', 'source_type', 'source_namespace'];

/** What the source reports of the connections to the target. */
function targetTrace({ facts, target, settings }: Flows, action: Connection['action']): Trace {
  const isPing = facts.action.kind === ProbeActionKind.PING;
  const isAddress = target.kind === ProbeTargetKind.ADDRESS;
  const level = levelOf(action === 'allow' ? settings.allowedFlows : settings.deniedFlows);
  const byPrefix = level >= levelOf(FlowAggregation.BY_POD_PREFIX);
  const connection = (at: number, index: number): Connection => ({
    at,
    source: sourceOf(facts),
    sourcePort: isPing ? 0 : 40_000 + (index % 20_000),
    dest: destOf(target),
    destPort: isPing ? 0 : target.podPort,
    proto: isPing ? 'icmp' : 'tcp',
    action,
  });
  return {
    dataSet: DataSet.FLOWS,
    interval: settings.flowLogsFlushInterval.toSeconds(),
    known: new Set([
      ...FLOW_FIELDS,
      ...sourceFields(facts, level),
      ...(isPing ? [] : ['dest_port']),
      ...(target.kind === ProbeTargetKind.SERVICE ? ['dest_type', 'dest_namespace'] : []),
      ...(isAddress || byPrefix ? ['dest_ip'] : []),
    ]),
    alternatives: target.podNamePrefix === undefined ? {} : { dest_name_aggr: namesOf(target.podNamePrefix) },
    partlyKnown: new Set(['source_labels.labels', ...(target.podLabels === undefined ? [] : ['dest_labels.labels'])]),
    rowsFrom: (start, seconds) =>
      flowRows(attempts(facts, start, seconds).map(connection), settings)
        .filter(({ reporter }) => reporter === 'src')
        .map((row) => completed(row, facts, target)),
  };
}

/** Fields of the source that are known. */
function sourceFields(facts: ProbeFacts, level: number): string[] {
  const byPrefix = level >= levelOf(FlowAggregation.BY_POD_PREFIX);
  return [
    ...(isNameKnown(facts) ? ['source_name_aggr'] : []),
    ...(byPrefix || facts.run === ScanRunKind.POD ? ['source_name'] : []),
    ...(level >= levelOf(FlowAggregation.BY_SOURCE) ? ['source_port'] : []),
    ...(byPrefix ? ['source_ip'] : []),
  ];
}

function sourceOf(facts: ProbeFacts): FlowEnd {
  return { ...podOf(facts), namespace: facts.namespace, ip: '10.1.1.1', node: 'node-1' };
}

function destOf({ kind, hostName: host, namespace = '-' }: ProbeTarget): FlowEnd {
  const ip = kind === ProbeTargetKind.ADDRESS ? host : '10.1.2.1';
  return { namespace, name: 'target-0', nameAggr: 'target-*', ip, node: 'node-2' };
}

/** Pods of a Deployment have a suffix before the one that is replaced, those of a DaemonSet have not. */
function namesOf(prefix: string): string[] {
  return [`${prefix}-7d9f6c5b4-*`, `${prefix}-*`];
}

/** Labels, and what is not a pod at the other end. */
function completed(row: FlowRow, { labels }: ProbeFacts, { kind, podLabels }: ProbeTarget): LogRecord {
  return {
    ...row,
    source_labels: { labels: pairs(labels) },
    ...(podLabels === undefined ? {} : { dest_labels: { labels: pairs(podLabels) } }),
    ...(kind === ProbeTargetKind.SERVICE ? {} : { dest_type: 'net' }),
  };
}

function pairs(labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`);
}

/** As many lookups as a name with the three search domains of Kubernetes can need, each from a port of its own. */
const LOOKUPS = 8;

/** The DNS server of most clusters; others are on the nodes or outside. */
const SERVER: FlowEnd = {
  namespace: 'kube-system',
  name: 'coredns-0',
  nameAggr: 'coredns-*',
  ip: '10.1.3.1',
  node: 'node-3',
};

/** The connections to the DNS server, which a policy can deny as well. */
function serverTraces(facts: ProbeFacts, settings: LogSettings): Trace[] {
  const denied = serverTrace(facts, settings, 'deny');
  const alternatives = { ...denied.alternatives, reporter: ['src', 'dst'] };
  return [
    { ...serverTrace(facts, settings, 'allow'), possible: 'the connection to the DNS server' },
    { ...denied, alternatives, possible: DENIED, isInstead: true },
  ];
}

function serverTrace(facts: ProbeFacts, settings: LogSettings, action: Connection['action']): Trace {
  const level = levelOf(action === 'allow' ? settings.allowedFlows : settings.deniedFlows);
  const lookups = facts.action.domain === undefined ? LOOKUPS : 1;
  const connections = (at: number, index: number): Connection[] =>
    Array.from({ length: lookups }, (_, lookup) => ({
      at,
      source: sourceOf(facts),
      sourcePort: 40_000 + ((index * lookups + lookup) % 20_000),
      dest: SERVER,
      destPort: 53,
      proto: 'udp',
      action,
    }));
  return {
    dataSet: DataSet.FLOWS,
    interval: settings.flowLogsFlushInterval.toSeconds(),
    known: new Set(['source_type', 'source_namespace', 'action', 'reporter', ...sourceFields(facts, level)]),
    partlyKnown: new Set(['source_labels.labels']),
    alternatives: {
      proto: ['udp', 'tcp'],
      // Of pods that are no root, as on OpenShift, it is another port.
      dest_port: [53, 5353],
      dest_type: ['wep', 'hep', 'net'],
      dest_namespace: ['kube-system', 'openshift-dns', '-'],
      dest_name_aggr: ['coredns-*', 'kube-dns-*', 'dns-default-*', 'node-local-dns-*', 'pub', 'pvt'],
    },
    rowsFrom: (start, seconds) =>
      flowRows(attempts(facts, start, seconds).flatMap(connections), settings).map((row) => ({
        ...row,
        source_labels: { labels: pairs(facts.labels) },
      })),
  };
}
