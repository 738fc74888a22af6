import type { LogSettings } from '../../calico';
import type { LogRecord } from '../../evaluation';
import { DataSet } from '../../logs';
import { ScanRunKind } from '../scan-run';
import { ProbeTargetKind } from './probe-target';
import { attempts, isNameKnown, type ProbeFacts, podOf, type Trace } from './trace';

type AddressType = 'A' | 'AAAA';

const BOTH = ['A', 'AAAA'] as const;

interface Lookup {
  readonly qname: string;
  readonly qtype: AddressType;
}

/** The DNS logs that a probe leaves, and may leave. */
export function lookupTraces(facts: ProbeFacts, settings: LogSettings): Trace[] {
  const { target, domain } = facts.action;
  const certain = (qname: string) => traceOf(facts, settings, [{ qname, qtype: 'A' }]);
  if (domain !== undefined) {
    return [certain(domain)];
  }
  switch (target?.kind) {
    case ProbeTargetKind.HOST:
      return [certain(target.hostName), ...others(facts, settings, target.hostName, ['AAAA'])];
    case ProbeTargetKind.SERVICE:
      return others(facts, settings, target.hostName, BOTH);
    default:
      return [];
  }
}

/**
 * Programs other than dig also ask for IPv6 addresses, and first try the search domains of `/etc/resolv.conf`, which are
 * those of Kubernetes, and may be others as well.
 */
function others(facts: ProbeFacts, settings: LogSettings, name: string, types: readonly AddressType[]): Trace[] {
  const possible = 'lookups for IPv6 addresses and with search domains';
  const domains = [`${facts.namespace}.svc.cluster.local`, 'svc.cluster.local', 'cluster.local'];
  const names = domains.map((domain) => `${name}.${domain}`);
  const bySearch = traceOf(
    facts,
    settings,
    names.flatMap((qname) => BOTH.map((qtype) => ({ qname, qtype }))),
  );
  return [
    {
      ...traceOf(
        facts,
        settings,
        types.map((qtype) => ({ qname: name, qtype })),
      ),
      possible,
    },
    {
      ...bySearch,
      possible,
      known: new Set([...bySearch.known].filter((key) => key !== 'qname')),
      beginnings: { qname: `${name}.` },
    },
  ];
}

function traceOf(facts: ProbeFacts, settings: LogSettings, lookups: readonly Lookup[]): Trace {
  const interval = settings.dnsLogsFlushInterval.toSeconds();
  const perPod = settings.dnsPerPod;
  const labels = Object.keys(facts.labels).map((key) => `client_labels.${key}`);
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
      counted(attempts(facts, start, seconds), interval).flatMap(([from, count]) =>
        lookups.map((lookup) => rowOf(facts, { from, until: from + interval, count, perPod, lookup })),
      ),
  };
}

interface LoggedLookup {
  readonly from: number;
  readonly until: number;
  readonly count: number;
  readonly perPod: boolean;
  readonly lookup: Lookup;
}

function rowOf(facts: ProbeFacts, { from, until, count, perPod, lookup }: LoggedLookup): LogRecord {
  const { name, nameAggr } = podOf(facts);
  return {
    start_time: from,
    end_time: until,
    type: 'LOG',
    count,
    client_name: perPod ? name : '-',
    client_name_aggr: nameAggr,
    client_namespace: facts.namespace,
    client_labels: facts.labels,
    ...lookup,
    qclass: 'IN',
    rcode: 'NoError',
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
