import type { LogRecord } from '../../evaluation';
import type { DataSet, FlowEnd } from '../../logs';
import { ScanRunKind } from '../scan-run';
import type { ProbeAction } from './probe-action';

/** What is known of a probe before it runs. */
export interface ProbeFacts {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly run: ScanRunKind;
  readonly action: ProbeAction;
  readonly times: number;
}

/** Records of one data set that a probe leaves. Fields that are not known have any value, so groups can be counted. */
export interface Trace {
  readonly dataSet: DataSet;
  /** What leaves the records, if they are not certain: `the connection to the DNS server`. */
  readonly possible?: string;
  /** Whether they are left instead of those that are certain. */
  readonly isInstead?: boolean;
  /** Fields whose value is known, or known to be missing. */
  readonly known: ReadonlySet<string>;
  /** Fields with several values, of which others may not be known. */
  readonly partlyKnown: ReadonlySet<string>;
  /** Values of which one is that of a field, such as all endings where only the beginning is known. */
  readonly alternatives: Readonly<Record<string, readonly (string | number)[]>>;
  /** What the values of fields begin with, of which nothing else is known. */
  readonly beginnings?: Readonly<Record<string, string>>;
  /** Seconds between two flushes. */
  readonly interval: number;
  /** The records of a probe that begins at a time, in seconds since 1970, and lasts some seconds. */
  rowsFrom(start: number, seconds: number): LogRecord[];
}

/** When each of the attempts happens, evenly over the time. */
export function attempts({ times }: ProbeFacts, start: number, seconds: number): number[] {
  return Array.from({ length: times }, (_, index) => start + (index * seconds) / times);
}

/** The pods of a Job have its name and a suffix; those of a CronJob have another number in between. */
export function podOf({ name, run }: ProbeFacts): Pick<FlowEnd, 'name' | 'nameAggr'> {
  return run === ScanRunKind.POD ? { name, nameAggr: name } : { name: `${name}-x7k2p`, nameAggr: `${name}-*` };
}

export function isNameKnown({ run }: ProbeFacts): boolean {
  return run === ScanRunKind.POD || run === ScanRunKind.ONCE;
}

/** The same records, which are computed once for each time: many attempts leave many of them. */
export function withRememberedRows(trace: Trace): Trace {
  const known = new Map<string, LogRecord[]>();
  const rowsFrom = (start: number, seconds: number) => {
    const key = `${start} ${seconds}`;
    const rows = known.get(key) ?? trace.rowsFrom(start, seconds);
    known.set(key, rows);
    return rows;
  };
  return { ...trace, rowsFrom };
}
