import { printableLines } from '../../base';
import type { BacktestResult } from '../result';

/** The events of a typical phase of each alert, as JSON, one per line; times are strings. */
export function* eventLines({ alerts }: BacktestResult): Generator<string> {
  for (const { outcome } of alerts) {
    for (const event of outcome?.eventsOfPhase() ?? []) {
      yield `${printableLines(JSON.stringify({ ...event, time: new Date(event.time).toISOString() }))}\n`;
    }
  }
}
