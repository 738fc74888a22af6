import { FlowAggregation, type LogSettings, levelOf } from '../../calico';
import type { LogRecord } from '../../evaluation';
import { type Connection, DataSet, type FlowEnd, type FlowRow, flowRows } from '../../logs';
import { ScanRunKind } from '../scan-run';
import { type ProbeAction, ProbeActionKind } from './probe-action';
import { type ProbeTarget, ProbeTargetKind } from './probe-target';

/** What is known of a probe before it runs. */
export interface ProbeFacts {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly run: ScanRunKind;
  readonly action: ProbeAction;
  readonly times: number;
}

/** The records of one data set that a probe leaves. Fields that are not known have any value, so groups can be counted. */
export interface Trace {
  readonly dataSet: DataSet;
  /** Fields whose value is known, or known to be missing. */
  readonly known: ReadonlySet<string>;
  /** Fields with several values, of which others may not be known. */
  readonly partlyKnown: ReadonlySet<string>;
  /** Values of which one is that of a field, where only its beginning is known: they stand for all others. */
  readonly alternatives: Readonly<Record<string, readonly string[]>>;
  /** Seconds between two flushes. */
  readonly interval: number;
  /** The records of a probe that begins at a time, in seconds since 1970, and lasts some seconds. */
  rowsFrom(start: number, seconds: number): LogRecord[];
}

/** What a probe leaves in the logs. */
export function tracesOf(facts: ProbeFacts, settings: LogSettings): Trace[] {
  const { target, domain } = facts.action;
  const name = domain ?? (target?.kind === ProbeTargetKind.HOST ? target.hostName : undefined);
  return [
    ...(name === undefined ? [] : [lookupTrace(facts, name, settings)]),
    ...(target === undefined ? [] : [flowTrace(facts, target, settings)]),
  ];
}

/**
 * The data sets in which a probe can leave records besides: the connections to the DNS server, the lookup of the name of a
 * Service, and requests where the cluster collects L7 logs.
 */
export function possibleDataSets({ kind, target }: ProbeAction): DataSet[] {
  return [
    ...(target === undefined ? [DataSet.FLOWS] : []),
    ...(target?.kind === ProbeTargetKind.SERVICE ? [DataSet.DNS] : []),
    ...(kind === ProbeActionKind.REQUEST ? [DataSet.L7] : []),
  ];
}

/** When each of the attempts happens, evenly over the time. */
function attempts({ times }: ProbeFacts, start: number, seconds: number): number[] {
  return Array.from({ length: times }, (_, index) => start + (index * seconds) / times);
}

function lookupTrace(facts: ProbeFacts, qname: string, settings: LogSettings): Trace {
  const interval = settings.dnsLogsFlushInterval.toSeconds();
  const { name, nameAggr } = podOf(facts);
  const labels = Object.keys(facts.labels).map((key) => `client_labels.${key}`);
  const perPod = settings.dnsPerPod;
  const known = ['client_namespace', 'qname', 'qtype', 'qclass', 'type', 'count', ...labels];
  return {
    dataSet: DataSet.DNS,
    interval,
    known: new Set([
      ...known,
      ...(isNameKnown(facts) ? ['client_name_aggr'] : []),
      ...(perPod && facts.run !== ScanRunKind.POD ? [] : ['client_name']),
    ]),
    partlyKnown: new Set(),
    alternatives: {},
    rowsFrom: (start, seconds) =>
      counted(attempts(facts, start, seconds), interval).map(([from, count]) => ({
        start_time: from,
        end_time: from + interval,
        type: 'LOG',
        count,
        client_name: perPod ? name : '-',
        client_name_aggr: nameAggr,
        client_namespace: facts.namespace,
        client_labels: facts.labels,
        qname,
        qtype: 'A',
        qclass: 'IN',
        rcode: 'NoError',
      })),
  };
}

/** How many of some times are in each interval, by its start. */
function counted(times: readonly number[], interval: number): [number, number][] {
  const counts = new Map<number, number>();
  for (const time of times) {
    const start = Math.floor(time / interval) * interval;
    counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  return [...counts];
}

/** Fields of every flow that are known. */
const FLOW_FIELDS = ['action', 'reporter', 'proto', 'num_flows', 'source_type', 'source_namespace'];

function flowTrace(facts: ProbeFacts, target: ProbeTarget, settings: LogSettings): Trace {
  const isPing = facts.action.kind === ProbeActionKind.PING;
  const level = levelOf(settings.allowedFlows);
  const byPrefix = level >= levelOf(FlowAggregation.BY_POD_PREFIX);
  const withoutSource = level >= levelOf(FlowAggregation.BY_SOURCE);
  const isAddress = target.kind === ProbeTargetKind.ADDRESS;
  return {
    dataSet: DataSet.FLOWS,
    interval: settings.flowLogsFlushInterval.toSeconds(),
    known: new Set([
      ...FLOW_FIELDS,
      ...(isNameKnown(facts) ? ['source_name_aggr'] : []),
      ...(byPrefix || facts.run === ScanRunKind.POD ? ['source_name'] : []),
      ...(withoutSource ? ['source_port'] : []),
      ...(byPrefix ? ['source_ip'] : []),
      ...(isPing ? [] : ['dest_port']),
      ...(target.kind === ProbeTargetKind.SERVICE ? ['dest_type', 'dest_namespace'] : []),
      ...(isAddress || byPrefix ? ['dest_ip'] : []),
    ]),
    alternatives: target.podNamePrefix === undefined ? {} : { dest_name_aggr: namesOf(target.podNamePrefix) },
    partlyKnown: new Set(['source_labels.labels', ...(target.podLabels === undefined ? [] : ['dest_labels.labels'])]),
    rowsFrom: (start, seconds) =>
      flowRows(connections(facts, target, attempts(facts, start, seconds)), settings)
        .filter(({ reporter }) => target.kind === ProbeTargetKind.SERVICE || reporter === 'src')
        .map((row) => completed(row, facts, target)),
  };
}

function connections(facts: ProbeFacts, target: ProbeTarget, times: readonly number[]): Connection[] {
  const isPing = facts.action.kind === ProbeActionKind.PING;
  return times.map((at, index) => ({
    at,
    source: { ...podOf(facts), namespace: facts.namespace, ip: '10.1.1.1', node: 'node-1' },
    sourcePort: isPing ? 0 : 40_000 + (index % 20_000),
    dest: destOf(target),
    destPort: isPing ? 0 : target.podPort,
    proto: isPing ? 'icmp' : 'tcp',
    action: 'allow',
  }));
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

/** The pods of a Job have its name and a suffix; those of a CronJob have another number in between. */
function podOf({ name, run }: ProbeFacts): Pick<FlowEnd, 'name' | 'nameAggr'> {
  return run === ScanRunKind.POD ? { name, nameAggr: name } : { name: `${name}-x7k2p`, nameAggr: `${name}-*` };
}

function isNameKnown({ run }: ProbeFacts): boolean {
  return run === ScanRunKind.POD || run === ScanRunKind.ONCE;
}
