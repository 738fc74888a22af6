import { type AlertPlan, type ComparedValue, closeness, type Raise } from '../../evaluation';
import { GroupTallies } from './group-tallies';
import { PhaseCounts } from './phase-counts';
import { RunCounts } from './run-counts';
import type { ChunkVisitor } from './run-walks';
import { ThresholdCurve } from './threshold-curve';

/** Counts what runs raise, chunk by chunk, in every phase. */
export class Tally implements ChunkVisitor {
  events: PhaseCounts;
  readonly runs: RunCounts;
  readonly groups: GroupTallies;
  readonly curve: ThresholdCurve;
  lost = { group: 0, metric: 0 };
  /** The raise of the earliest run, and that of the latest. */
  first: Raise | undefined;
  last: Raise | undefined;
  closest: ComparedValue | undefined;

  constructor(
    private readonly plan: AlertPlan,
    { slot, phases }: { readonly slot: number; readonly phases: number },
  ) {
    this.events = new PhaseCounts(phases);
    this.runs = new RunCounts(slot, phases);
    this.groups = new GroupTallies(plan, phases);
    this.curve = new ThresholdCurve(plan, phases);
  }

  raise(raised: Raise): void {
    const { first, last, events } = raised;
    this.events.add(first, last, events);
    this.runs.add(first, last, events);
    this.groups.raise(raised);
    if (this.first === undefined || first < this.first.first) {
      this.first = raised;
    }
    if (this.last === undefined || last > this.last.last) {
      this.last = raised;
    }
  }

  compare(compared: ComparedValue): void {
    this.curve.compare(compared);
    if (this.closest === undefined || this.isCloser(compared, this.closest)) {
      this.closest = compared;
    }
  }

  startLargeChunk(): () => void {
    const { first, last, closest } = this;
    const [events, lost] = [this.events.copy, { ...this.lost }];
    const [forgetGroups, forgetCurve] = [this.groups.startLargeChunk(), this.curve.checkpoint()];
    return () => {
      Object.assign(this, { first, last, closest, events, lost });
      this.runs.forgetChunk();
      forgetGroups();
      forgetCurve();
    };
  }

  endChunk(): void {
    this.runs.endChunk();
  }

  /** Of those that are equally close, the earliest one; so it does not matter how runs are cut into chunks. */
  private isCloser({ value, run }: ComparedValue, than: ComparedValue): boolean {
    const [one, other] = [closeness(this.plan, value), closeness(this.plan, than.value)];
    return one > other || (one === other && run < than.run);
  }

  lose(what: 'group' | 'metric'): void {
    this.lost[what] += 1;
  }
}
