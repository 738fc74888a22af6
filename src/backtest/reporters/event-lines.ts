import { isMap, parsedJson, printableLines } from '../../base';
import type { BacktestResult } from '../result';

/** The events of a typical phase of each alert, as JSON, one per line; times are strings. It ends soon after an interruption. */
export async function* eventLines({ alerts, interruption }: BacktestResult): AsyncGenerator<string> {
  for (const { outcome } of alerts) {
    for await (const event of interruption.through(outcome?.eventSteps() ?? [])) {
      yield `${printableLines(JSON.stringify({ ...event, time: new Date(event.time).toISOString() }))}\n`;
    }
  }
}

/** The fields of an event, in their order. */
const FIELDS = ['type', 'time', 'origin', 'severity', 'text', 'record'];

/** Whether a line is one of these, and not an event of a cluster, which has other fields. */
export function isEventLine(line: string): boolean {
  const event = parsedJson(line);
  return isMap(event) && Object.keys(event).join() === FIELDS.join();
}
