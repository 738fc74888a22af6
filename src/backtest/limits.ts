import { countText, numberText } from './reporters';
import type { AlertResult } from './result';

/** What a user allows an alert to raise. */
export interface EventLimits {
  /** The most events a day, in every phase. */
  readonly atMostPerDay?: number;
  /** The fewest events, in every phase. */
  readonly atLeast?: number;
}

/** Which limits an alert breaks in some phase, in words. */
export function brokenLimits({ outcome }: AlertResult, { atMostPerDay, atLeast }: EventLimits): string[] {
  if (outcome?.span === undefined) {
    return [];
  }
  const { events, days } = outcome;
  const broken: string[] = [];
  if (atMostPerDay !== undefined && events.max / days > atMostPerDay) {
    broken.push(
      `raises up to ${countText(events.max, 'event')} in ${countText(days, 'day')}, which is more than ${numberText(atMostPerDay)} a day`,
    );
  }
  if (atLeast !== undefined && events.min < atLeast) {
    broken.push(
      `raises only ${countText(events.min, 'event')} in some phases, but at least ${numberText(atLeast)} are required`,
    );
  }
  return broken;
}
