import { listAt, plural, sanitizeLine, textAt } from '../../base';
import { objectTitle } from '../../calico';
import { failed, type LiveCheck, type LiveFinding, type LiveState, ok } from '../../kind';
import { parseRfc3339 } from '../../kubernetes';

const STATES: readonly string[] = ['Capturing', 'WaitingForTraffic', 'Scheduled', 'Finished'];

/** A capture exists, and while it is to run, nodes capture packets of its pods. */
export const LIVE_CAPTURE: LiveCheck = {
  step: 'capture',
  waitsFor: 'to capture packets',
  longest: 60_000,
  judge,
};

function judge({ manifest, live, now }: LiveState): LiveFinding {
  const title = objectTitle(manifest);
  if (live === undefined) {
    return failed(`${title} does not exist`);
  }
  const files = listAt(live, 'status', 'files');
  const failing = files.filter((file) => textAt(file, 'state') === 'Error').map((file) => textAt(file, 'node'));
  if (failing.length > 0) {
    return failed(`${title} cannot capture packets on ${sanitizeLine(failing.join(', '))}: the state there is Error`);
  }
  const { start, end } = { start: timeOf(live, 'startTime'), end: timeOf(live, 'endTime') };
  if (start !== undefined && now.getTime() < start.getTime()) {
    return ok(`${title} exists; it starts at ${start.toISOString()}`);
  }
  if (end !== undefined && end.getTime() <= now.getTime()) {
    return ok(`${title} exists; it ended at ${end.toISOString()}${found(files)}`);
  }
  return files.length === 0
    ? failed(`${title} captures no packets: no node reports files, for example because it selects no running pods`)
    : ok(`${title} is on ${plural(files.length, 'node')}: ${statesOf(files)}`);
}

function timeOf(live: unknown, field: string): Date | undefined {
  const time = parseRfc3339(textAt(live, 'spec', field));
  return time === undefined ? undefined : new Date(time);
}

function found(files: readonly unknown[]): string {
  const count = files.reduce<number>((sum, file) => sum + listAt(file, 'fileNames').length, 0);
  return `, and left ${plural(count, 'file')}`;
}

/** How many nodes are in each state. */
function statesOf(files: readonly unknown[]): string {
  const states = files.map((file) => textAt(file, 'state'));
  const counts = STATES.map((state): [string, number] => [state, states.filter((one) => one === state).length]);
  const known = counts.filter(([, count]) => count > 0).map(([state, count]) => `${count} ${state}`);
  const others = states.filter((state) => !STATES.includes(state)).length;
  return [...known, ...(others > 0 ? [`${others} without a known state`] : [])].join(', ');
}
