import { type EventRecord, eventText, textOf } from './event-text';
import type { Partials } from './partials';
import type { RunSpan } from './record-times';
import { type Raise, walkRuns } from './run-walk';

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
  const { phases, slot } = partials.times;
  const events: AlertEvent[] = [];
  walkRuns(partials, span, {
    raise: (raised) => {
      const event = eventOf(partials, raised);
      const start = raised.first + modulo(phase - raised.first, phases);
      for (let run = start; run <= raised.last; run += phases) {
        for (let repeated = 0; repeated < raised.events; repeated += 1) {
          events.push({ ...event, time: run * slot });
        }
      }
    },
  });
  return events.sort((left, right) => left.time - right.time);
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
