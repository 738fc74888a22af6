import { type EventRecord, eventText, textOf } from './event-text';
import type { Partials } from './partials';
import type { RunSpan } from './record-times';
import { type Raise, walkSteps } from './run-walk';
import { sortInSteps } from './sort-in-steps';

/** An event, as Calico stores it. */
export interface AlertEvent {
  readonly type: 'global_alert';
  /** When the run raised it, in milliseconds since 1970. */
  readonly time: number;
  /** The name of the alert. */
  readonly origin: string;
  readonly severity: number;
  readonly text: string;
  /** The values of the group, and the metric. */
  readonly record: EventRecord;
}

/**
 * The events of all runs of one phase, in the order of time.
 *
 * @param phase the run, counted in slots, modulo the number of phases
 */
export function eventsInPhase(partials: Partials, span: RunSpan, phase: number): AlertEvent[] {
  return [...eventsOfPhase(partials, span, phase)].filter((event) => event !== undefined);
}

/**
 * The same one by one: there can be far more of them than partials, where an alert raises events about nothing. It is undefined
 * after each step on the way to the next event.
 */
export function* eventsOfPhase(partials: Partials, span: RunSpan, phase: number): Generator<AlertEvent | undefined> {
  const { phases, slot } = partials.times;
  const raises = yield* raisesInPhase(partials, span, phase);
  let open: PhaseRaise[] = [];
  let next = 0;
  for (let run = Number.NEGATIVE_INFINITY; open.length > 0 || next < raises.length; ) {
    // Runs of a phase are whole periods apart; where nothing is raised, they are skipped.
    run = open.length > 0 ? run + phases : (raises[next]?.start ?? run);
    const begun = next;
    while (raises[next]?.start === run) {
      next += 1;
    }
    open = yield* sortInSteps([...open, ...raises.slice(begun, next)], (left, right) => left.order - right.order);
    for (const raised of open) {
      const event = eventOf(partials, raised);
      for (let repeated = 0; repeated < raised.events; repeated += 1) {
        yield { ...event, time: run * slot };
      }
    }
    const following = run + phases;
    open = open.filter(({ last }) => last >= following);
  }
}

/** A raise that a run of a phase sees, with the first of these runs. */
interface PhaseRaise extends Raise {
  readonly start: number;
  /** Its place in the order of the log store. */
  readonly order: number;
}

/** The raises of a phase, by their first run. */
function* raisesInPhase(partials: Partials, span: RunSpan, phase: number): Generator<undefined, PhaseRaise[]> {
  const { phases } = partials.times;
  const raises: PhaseRaise[] = [];
  yield* walkSteps(partials, span, {
    raise: (raised) => {
      const start = raised.first + modulo(phase - raised.first, phases);
      if (start <= raised.last) {
        raises.push({ ...raised, start, order: raises.length });
      }
    },
  });
  return yield* sortInSteps(raises, (left, right) => left.start - right.start || left.order - right.order);
}

/** The remainder that is never negative. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

/** The event that runs raise, at the first of them. */
export function eventOf(
  { plan: { model }, groupNames, times: { slot } }: Pick<Partials, 'plan' | 'groupNames' | 'times'>,
  { group, value, first }: Raise,
): AlertEvent {
  const values = groupNames.map((name, index) => [name, group[index] ?? null] as const);
  const metric = model.metric === undefined || value === undefined ? [] : [[model.metric, value] as const];
  const record: EventRecord = Object.fromEntries([...values.filter(([, known]) => known !== null), ...metric]);
  return {
    type: 'global_alert',
    time: first * slot,
    origin: model.name,
    severity: model.severity,
    text: eventText(textOf(model).text, record),
    record,
  };
}
