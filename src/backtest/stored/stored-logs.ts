import { isMap, valueAt } from '../../base';
import {
  type AlertPlan,
  countsOf,
  countsRequest,
  DEFAULT_DELAY,
  type GroupPartial,
  isEachRecord,
  NEVER_SEEN,
  partialOf,
  partialsRequest,
  type RecordCounts,
  rowsOf,
  rowsRequest,
  type SlotOfRows,
  timesOf,
} from '../../evaluation';
import { LogStoreFailure } from '../../log-store';
import type { BacktestOptions } from '../backtest-options';
import type { DataSetRuns } from '../data-set-runs';
import type { LogProblems } from '../reading';
import type { LogsRead } from '../result';
import { type AlertRun, FORM_FIELDS, timeFieldsOf } from '../running';
import type { LogStoreAccess } from './access';
import { allBuckets, countsAnswer, hasNoIndices, requireSlots } from './buckets';
import { clustersIn, fieldProblems, fieldsOf } from './field-checks';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const ONE_SECOND = 1_000;

/** So many rows of a slice are looked at, to see in which form they are. */
const SAMPLED = 50;

interface Reading {
  readonly runs: DataSetRuns;
  readonly problems: LogProblems;
  readonly access: LogStoreAccess;
  readonly options: BacktestOptions;
}

/** A stretch of time of the logs of an alert. */
interface Slice {
  readonly run: AlertRun;
  readonly index: string;
  /** The rows after this time, up to `to`, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** What the log store says about a slice. */
interface SliceContent {
  readonly counts: RecordCounts;
  readonly samples: readonly unknown[];
  readonly rows: readonly SlotOfRows[];
  readonly partials: readonly GroupPartial[];
}

/** Reads the partials of alerts from a log store, slice by slice. Each slice is taken as a whole, so it can be repeated. */
export class StoredLogs {
  private readonly read = { files: 0, rows: 0 };

  constructor(private readonly reading: Reading) {}

  /** @throws LogStoreFailure when the log store cannot be asked */
  async readAll(): Promise<Omit<LogsRead, 'problems'>> {
    const { runs, access, options } = this.reading;
    for (const dataSet of runs.dataSets) {
      for (const run of runs.of(dataSet)) {
        try {
          await this.readRun(run, access.indexOf(dataSet));
        } catch (error) {
          if (options.signal?.aborted !== true) {
            throw error;
          }
        }
      }
    }
    return { place: access.store.name, ...this.read, bytes: access.store.bytes, others: {} };
  }

  private async readRun(run: AlertRun, index: string): Promise<void> {
    const { access, options } = this.reading;
    if (!(await this.hasFields(run.plan, index))) {
      return;
    }
    const { from, to, now = Date.now() } = options;
    const answer = countsAnswer(access.store, await access.store.search(index, countsRequest(run.plan, { now })));
    const times = timesOf(answer);
    const timeless = withoutTimes(run.plan, countsOf(run.plan, answer));
    run.addCounts(timeless);
    this.read.rows += this.isFirst(run) ? timeless.records : 0;
    if (times === undefined) {
      return;
    }
    const first = Math.max(times.first, from === undefined ? times.first : from - run.plan.model.lookback);
    const last = Math.min(times.last, to ?? times.last);
    let width = DAY;
    for (let start = first - ONE_SECOND; start < last; ) {
      options.signal?.throwIfAborted();
      const end = Math.min(start + width, last);
      // Clocks jump: where there is nothing, larger steps lead to what comes next.
      width = (await this.readSlice({ run, index, from: start, to: end })) === 0 ? 2 * width : DAY;
      start = end;
    }
  }

  /** Reads a slice, or, where that is too much for the log store, its halves; returns the number of its rows. */
  private async readSlice(slice: Slice): Promise<number> {
    let content: SliceContent;
    try {
      content = await this.contentOf(slice);
    } catch (error) {
      const length = slice.to - slice.from;
      if (!(error instanceof LogStoreFailure) || !error.isTemporary || length <= HOUR) {
        throw error;
      }
      const middle = slice.from + Math.floor(length / 2 / ONE_SECOND) * ONE_SECOND;
      return (await this.readSlice({ ...slice, to: middle })) + (await this.readSlice({ ...slice, from: middle }));
    }
    this.take(slice, content);
    return content.counts.records;
  }

  private async contentOf({ run: { plan }, index, from, to }: Slice): Promise<SliceContent> {
    const { access, options } = this.reading;
    const { delay = DEFAULT_DELAY, now = Date.now() } = options;
    const { store } = access;
    const { dataSet } = plan.model;
    const counting = { ...countsRequest(plan, { from, to, now }), size: SAMPLED };
    const source = [...timeFieldsOf(dataSet), ...FORM_FIELDS];
    const counted = await store.search(index, { ...counting, _source: source });
    const answer = countsAnswer(store, counted);
    if (answer.hits.total.value === 0) {
      return { counts: countsOf(plan, answer), samples: [], rows: [], partials: [] };
    }
    const until = Math.min(to, now);
    const rows = await allBuckets(store, index, (after) => rowsRequest(plan, { from, to: until, delay, after }));
    const buckets = await allBuckets(store, index, (after) => partialsRequest(plan, { from, to: until, delay, after }));
    const partials = buckets.flatMap((bucket) => partialOf(plan, bucket, delay) ?? []);
    const unseen = sumOf(buckets.map(({ doc_count }) => doc_count)) - sumOf(partials.map(({ n }) => n));
    const hits = valueAt(counted, 'hits', 'hits');
    const samples = Array.isArray(hits) ? hits.map((hit) => valueAt(hit, '_source')) : [];
    const slots = rows.map((bucket) => rowsOf(plan, bucket, delay));
    requireSlots(store, [...partials, ...slots.map(({ runs }) => runs)]);
    return { counts: seen(countsOf(plan, answer), unseen, slots), samples, rows: slots, partials };
  }

  private take({ run }: Slice, { counts, samples, rows, partials }: SliceContent): void {
    const { runs, access, options } = this.reading;
    const { dataSet } = run.plan.model;
    const logs = runs.logsOf(dataSet);
    run.addCounts(counts);
    run.addPartials(partials);
    const isFirst = this.isFirst(run);
    for (const { start, end, runs: seenBy } of rows) {
      if (seenBy.first <= seenBy.last) {
        run.addRuns(seenBy);
      }
      if (isFirst) {
        logs?.addTimes(start, end);
      }
    }
    if (isFirst) {
      for (const sample of samples.filter(isMap)) {
        logs?.addForm(sample);
      }
      this.read.rows += counts.records;
    }
    options.onProgress?.({ ...this.read, bytes: access.store.bytes, totalBytes: undefined, totalFiles: 0 });
  }

  /** What is the same for all alerts of a data set is taken from one of them. */
  private isFirst(run: AlertRun): boolean {
    return this.reading.runs.of(run.plan.model.dataSet)[0] === run;
  }

  /** Reports what is wrong with the fields of the indices. */
  private async hasFields(plan: AlertPlan, index: string): Promise<boolean> {
    const { access, problems } = this.reading;
    const place = `${access.store.name} ${index}`;
    const answer = await access.store.fields(index, fieldsOf(plan));
    const indices = answer['indices'];
    if (hasNoIndices(answer) || (Array.isArray(indices) && indices.length === 0)) {
      problems.fatal(place, 'matches no index; pass the name or the pattern of the indices with --index');
      return false;
    }
    const { fatal, warnings } = fieldProblems(plan, answer);
    for (const message of fatal) {
      problems.fatal(place, message);
    }
    for (const message of fatal.length > 0 ? [] : warnings) {
      problems.warn(place, message);
    }
    const clusters = clustersIn(answer);
    if (clusters.length > 1) {
      problems.warn(
        place,
        `contains the logs of ${clusters.length} clusters, and an alert only sees those of its own: pass the indices of one with --index, as in --index 'tigera_secure_ee_${plan.model.dataSet}.${clusters[0]}.*'`,
      );
    }
    if (isEachRecord(plan)) {
      problems.warn(
        place,
        `the events of ${plan.model.name} have no values in their text, because rows are only counted`,
      );
    }
    return fatal.length === 0;
  }
}

/** The rows that no slice has, because they have no time of the window. */
function withoutTimes({ window }: AlertPlan, { dropped, hasGenerated }: RecordCounts): RecordCounts {
  const own = dropped.filter(({ reason }) => reason.startsWith(`has no ${window.field}, so no run`));
  const records = sumOf(own.map(({ count }) => count));
  return { records, matched: 0, grouped: 0, dropped: own, hasGenerated: records > 0 && hasGenerated };
}

/** Does not count the matches that can only be found when no run sees them any more. */
function seen(counts: RecordCounts, unseen: number, slots: readonly SlotOfRows[]): RecordCounts {
  const late = sumOf(slots.filter(({ runs }) => runs.first > runs.last).map(({ rows }) => rows));
  return late === 0
    ? counts
    : {
        ...counts,
        matched: counts.matched - unseen,
        grouped: counts.grouped - unseen,
        dropped: [...counts.dropped, { reason: NEVER_SEEN, count: late, isUnusable: false }],
      };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
