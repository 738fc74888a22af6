import { errorRule, FindingsError } from '../base';
import { parseRfc3339 } from '../kubernetes';

const NOT_A_TIME = errorRule({
  id: 'command/now',
  form: 'words',
  what: 'The current time must be in RFC 3339, with date, time and zone.',
  why: 'Whether an AlertException has ended depends on it. The command never reads the clock by itself, so the same files always give the same result.',
  bad: '`npx cdk8s-calico-threat-defense lint dist --now today`',
  good: '`npx cdk8s-calico-threat-defense lint dist --now "$(date -u +%Y-%m-%dT%H:%M:%SZ)"`',
});

/**
 * The time of an option, in milliseconds since 1970.
 *
 * @throws FindingsError when it is not in RFC 3339
 */
export function timeOf(value: string): number {
  const time = parseRfc3339(value);
  if (time === undefined) {
    const message =
      'is not a time in RFC 3339; write date, time and zone, as in 2026-12-01T08:00:00Z, or pass the output of date -u +%Y-%m-%dT%H:%M:%SZ';
    throw new FindingsError('calico-threat-defense lint', [{ ...NOT_A_TIME, keys: ['--now'], value, message }]);
  }
  return time;
}

/** The rules that this file checks. */
export const NOW_OPTION_RULES = [NOT_A_TIME] as const;
