import { textAt } from '../../base';
import { objectTitle } from '../../calico';
import { failed, type LiveCheck, type LiveFinding, type LiveState, ok } from '../../kind';
import { parseRfc3339 } from '../../kubernetes';

/** An exception exists and has not ended. Calico reports nothing about it. */
export const LIVE_EXCEPTION: LiveCheck = {
  step: 'exception',
  waitsFor: 'to exist',
  longest: 0,
  judge,
};

function judge({ manifest, live, now }: LiveState): LiveFinding {
  const title = objectTitle(manifest);
  if (live === undefined) {
    return failed(`${title} does not exist`);
  }
  const [start, end] = ['startTime', 'endTime'].map((field) => parseRfc3339(textAt(live, 'spec', field)));
  if (end !== undefined && end <= now.getTime()) {
    return failed(`${title} ended at ${text(end)}, so it hides no events; remove it, or give it a later end`);
  }
  if (start !== undefined && start > now.getTime()) {
    return ok(`${title} exists; it hides events from ${text(start)} on`);
  }
  return ok(`${title} hides events${end === undefined ? ', and has no end' : ` until ${text(end)}`}`);
}

function text(time: number): string {
  return new Date(time).toISOString();
}
