import { type LogSettings, levelOf } from '../../calico';
import type { LogRecord } from '../../evaluation';
import { durationWords, flushIntervalOf } from '../../explain';

/** A setting of the logs, as the rows show it, and as the result assumes it. */
export interface SeenForm {
  /** The field of FelixConfiguration. */
  readonly setting: string;
  readonly seen: string;
  readonly assumed: string;
  readonly differs: boolean;
}

/** The form of rows. */
export interface CountedForm {
  /** In milliseconds. */
  readonly length: number;
  readonly action: string | undefined;
  readonly level: number | undefined;
}

/** What was counted of forms, as plain data. */
export interface FormsState {
  readonly intervals: readonly (readonly [length: number, rows: number])[];
  readonly levels: { readonly allow: readonly number[]; readonly deny: readonly number[] };
  readonly dns: { readonly perPod: number; readonly aggregated: number };
}

/** The fields from which the form of a row is known, besides its times. */
export const FORM_FIELDS: readonly string[] = [
  'action',
  'proto',
  'source_type',
  'source_name',
  'source_port',
  'dest_port',
  'client_name',
];

/** More intervals than a setting can leave. */
const MOST_INTERVALS = 1_000;

/** Counts in which form rows are written. */
export class SeenForms {
  private readonly intervals = new Map<number, number>();
  private readonly levels = { allow: [0, 0, 0, 0], deny: [0, 0, 0, 0] };
  private readonly dns = { perPod: 0, aggregated: 0 };

  constructor(private readonly dataSet: string) {}

  /** @param length in milliseconds; only those of intervals count */
  addLength(length: number, rows = 1): void {
    if (length > 0) {
      const counted = this.intervals.get(length);
      if (counted !== undefined || this.intervals.size < MOST_INTERVALS) {
        this.intervals.set(length, (counted ?? 0) + rows);
      }
    }
  }

  /** Takes the aggregation of a row, of which all fields must be known. */
  addAggregation(row: LogRecord): void {
    if (this.dataSet === 'flows') {
      this.addFlow(row);
    } else if (this.dataSet === 'dns') {
      this.addDns(row['client_name']);
    }
  }

  /** Takes rows of the same form that were counted elsewhere. */
  addCounted({ length, action, level }: CountedForm, rows: number): void {
    this.addLength(length, rows);
    if (this.dataSet === 'dns' && level !== undefined) {
      this.dns[level === 1 ? 'aggregated' : 'perPod'] += rows;
    } else if ((action === 'allow' || action === 'deny') && level !== undefined && level in this.levels[action]) {
      const counts = this.levels[action];
      counts[level] = (counts[level] ?? 0) + rows;
    }
  }

  /** What was counted, to be added to what others counted. */
  get state(): FormsState {
    const { allow, deny } = this.levels;
    return { intervals: [...this.intervals], levels: { allow, deny }, dns: this.dns };
  }

  absorb({ intervals, levels, dns }: FormsState): void {
    for (const [length, rows] of intervals) {
      this.addLength(length, rows);
    }
    for (const action of ['allow', 'deny'] as const) {
      this.levels[action] = this.levels[action].map((rows, level) => rows + (levels[action][level] ?? 0));
    }
    this.dns.perPod += dns.perPod;
    this.dns.aggregated += dns.aggregated;
  }

  /** The most frequent length of the rows, in milliseconds; undefined if they have none. */
  get interval(): number | undefined {
    return mostFrequent(this.intervals);
  }

  /** What the rows show, beside what settings say. */
  compare(settings: LogSettings): SeenForm[] {
    const forms: SeenForm[] = [];
    const flush = flushIntervalOf(this.dataSet, settings);
    if (this.interval !== undefined && flush !== undefined) {
      forms.push(formOf(flush.setting, durationWords(this.interval), durationWords(flush.millis)));
    }
    for (const [action, name, level] of [
      ['allow', 'Allowed', settings.allowedFlows],
      ['deny', 'Denied', settings.deniedFlows],
    ] as const) {
      const seen = mostFrequent(new Map(this.levels[action].entries()));
      if (seen !== undefined) {
        forms.push(formOf(`flowLogsFileAggregationKindFor${name}`, String(seen), String(levelOf(level))));
      }
    }
    if (this.dns.perPod + this.dns.aggregated > 0) {
      const seen = this.dns.perPod > this.dns.aggregated ? '0' : '1';
      forms.push(formOf('dnsLogsFileAggregationKind', seen, settings.dnsPerPod ? '0' : '1'));
    }
    return forms;
  }

  /** A row without a name, as of a client that is not a pod, shows nothing. */
  private addDns(clientName: unknown): void {
    if (isSet(clientName)) {
      this.dns[clientName === '-' ? 'aggregated' : 'perPod'] += 1;
    }
  }

  private addFlow(row: LogRecord): void {
    const action = row['action'];
    const level = flowLevel(row);
    if ((action === 'allow' || action === 'deny') && level !== undefined) {
      const counts = this.levels[action];
      counts[level] = (counts[level] ?? 0) + 1;
    }
  }
}

function formOf(setting: string, seen: string, assumed: string): SeenForm {
  return { setting, seen, assumed, differs: seen !== assumed };
}

/** The aggregation of a flow between pods: other ends have no names on any level, and ICMP has no ports. */
function flowLevel(row: LogRecord): number | undefined {
  const { proto, source_type: type, source_name: name } = row;
  if (type !== 'wep' || (proto !== 'tcp' && proto !== 'udp')) {
    return undefined;
  }
  if (isSet(row['source_port'])) {
    return 0;
  }
  if (isSet(name) && name !== '-') {
    return 1;
  }
  return isSet(row['dest_port']) ? 2 : 3;
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && value !== 0 && value !== '';
}

function mostFrequent(counts: ReadonlyMap<number, number>): number | undefined {
  let [best, most]: [number | undefined, number] = [undefined, 0];
  for (const [value, count] of counts) {
    if (count > most || (count === most && value < (best ?? value))) {
      [best, most] = [value, count];
    }
  }
  return best;
}
