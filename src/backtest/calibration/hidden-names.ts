import type { Calibration } from './result';

type Group = Readonly<Record<string, unknown>>;

/** The same result with `name-1`, `name-2` and so on in place of names, so that it can be published. */
export function withHiddenNames(calibration: Calibration): Calibration {
  const names = new Map<string, string>();
  const hidden = (value: unknown): unknown => {
    if (typeof value !== 'string') {
      return value;
    }
    const name = names.get(value) ?? `name-${names.size + 1}`;
    names.set(value, name);
    return name;
  };
  const hide = <T extends { readonly group: Group }>(events: readonly T[]): T[] =>
    events.map((event) => ({
      ...event,
      group: Object.fromEntries(Object.entries(event.group).map(([field, value]) => [field, hidden(value)])),
    }));
  // The best one first: names are numbered in the order in which they are printed.
  const fitOf = (fit: Calibration['best']) => ({
    ...fit,
    missing: hide(fit.missing),
    extra: hide(fit.extra),
    different: hide(fit.different),
  });
  const best = fitOf(calibration.best);
  const { alert, logs } = calibration;
  const [kind = 'alert'] = alert.object.split(' ');
  return {
    ...calibration,
    best,
    fits: calibration.fits.map((fit) => (fit.delay === best.delay ? best : fitOf(fit))),
    alert: { ...alert, file: 'alert.yaml', object: kind },
    logs: { ...logs, problems: logs.problems.map((problem, index) => ({ ...problem, place: `file ${index + 1}` })) },
  };
}
