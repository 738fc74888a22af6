import { listAt, sanitizeLine, textAt, valueAt } from '../../base';
import { failed, type LiveCheck, type LiveFinding, type LiveState, ok } from '../../kind';

/** An alert exists and, if it has a status, is active and healthy. Templates are never run. */
export const LIVE_ALERT: LiveCheck = {
  step: 'alert',
  waitsFor: 'to become active',
  longest: 60_000,
  concerns: ({ kind }) => kind === 'GlobalAlert',
  judge,
};

function judge({ manifest, live }: LiveState): LiveFinding {
  const name = String(valueAt(manifest, 'metadata', 'name'));
  if (live === undefined) {
    return failed(`GlobalAlert ${name} does not exist`);
  }
  const status = valueAt(live, 'status');
  if (valueAt(status, 'active') === undefined && valueAt(status, 'healthy') === undefined) {
    return ok(`GlobalAlert ${name} exists; it has no status yet`);
  }
  const problems = [
    ...(valueAt(status, 'active') === true ? [] : ['is not active: the backend does not run it']),
    ...(valueAt(status, 'healthy') === true ? [] : [`is not healthy${errorsOf(status)}`]),
  ];
  const executed = textAt(status, 'lastExecuted');
  return problems.length > 0
    ? failed(...problems.map((problem) => `GlobalAlert ${name} ${problem}`))
    : ok(`GlobalAlert ${name} is active and healthy${executed === '' ? '' : `, last run ${sanitizeLine(executed)}`}`);
}

function errorsOf(status: unknown): string {
  const errors = listAt(status, 'errorConditions').map(
    (error) => `${textAt(error, 'type')}: ${textAt(error, 'message')}`,
  );
  return errors.length === 0 ? '' : `: ${sanitizeLine(errors.join('; '))}`;
}
