import { isMap, listAt, sanitizeLine, textAt } from '../../base';
import { objectTitle } from '../../calico';
import { failed, type LiveCheck, type LiveFinding, type LiveState, ok, unknown } from '../../kind';

/** A webhook exists and, if Calico reports conditions of it, all of them are met. */
export const LIVE_WEBHOOK: LiveCheck = {
  step: 'webhook',
  waitsFor: 'to be ready',
  longest: 60_000,
  judge,
};

function judge({ manifest, live }: LiveState): LiveFinding {
  const title = objectTitle(manifest);
  if (live === undefined) {
    return failed(`${title} does not exist`);
  }
  if (textAt(live, 'spec', 'state') === 'Disabled') {
    return ok(`${title} exists; it is disabled, so it sends nothing`);
  }
  const conditions = listAt(live, 'status').filter(isMap);
  if (conditions.length === 0) {
    return ok(`${title} exists; it has no status yet`);
  }
  const inState = (status: string) => conditions.filter((condition) => textAt(condition, 'status') === status);
  const [unmet, open] = [inState('False'), inState('Unknown')];
  if (unmet.length > 0) {
    return failed(...unmet.map((condition) => `${title} is not ${textOf(condition)}`));
  }
  return open.length > 0
    ? unknown(...open.map((condition) => `it is not known whether ${title} is ${textOf(condition)}`))
    : ok(`${title}: ${sanitizeLine(conditions.map((condition) => textAt(condition, 'type')).join(', '))}`);
}

function textOf(condition: unknown): string {
  const [type, reason, message] = ['type', 'reason', 'message'].map((name) => textAt(condition, name));
  return sanitizeLine(`${type} (${reason}${message ? `: ${message}` : ''})`);
}
