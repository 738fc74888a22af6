import type { ExplainedAlert } from '../explain';

type Named = Pick<ExplainedAlert, 'file' | 'object' | 'line'>;

/**
 * Titles of alerts that differ within a file: alerts of the same name, or whose names are generated, have their line, and those on
 * the same line their number.
 */
export function distinctTitles(alerts: readonly Named[]): string[] {
  const withLines = distinct(alerts, ({ object, line }) => `${object} (line ${line})`);
  const named = alerts.map((alert, index) => ({ ...alert, object: withLines[index] ?? '' }));
  return distinct(named, ({ object }, number) => `${object}, number ${number}`);
}

/** The titles, and longer ones for alerts of a file that have the same. */
function distinct(alerts: readonly Named[], longerOf: (alert: Named, number: number) => string): string[] {
  const numbers = new Map<string, number[]>();
  const keyOf = (alert: Named) => JSON.stringify([alert.file, alert.object]);
  for (const [index, alert] of alerts.entries()) {
    const key = keyOf(alert);
    numbers.set(key, [...(numbers.get(key) ?? []), index]);
  }
  return alerts.map((alert, index) => {
    const alike = numbers.get(keyOf(alert)) ?? [];
    return alike.length === 1 ? alert.object : longerOf(alert, alike.indexOf(index) + 1);
  });
}
