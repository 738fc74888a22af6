/*
 * Whether the tests of a room notice enough.
 */
import { thresholdOf } from './rooms.mjs';

/**
 * A room fails if even the upper end of the interval is below the required score, if too few mutants were tested to judge,
 * or if equivalent.yaml is out of date.
 *
 * @param {string} room
 * @param result what score.mjs returns
 * @returns {{ passed: boolean, text: string }}
 */
export function verdictOf(room, { score, low, high, tested, total, enough, outdated }) {
  const threshold = thresholdOf(room);
  const required = `${threshold} % required`;
  if (!enough) {
    const text = `${room}: too few mutants were tested in time to judge (${tested} of ${total}); allow more minutes; ${required}`;
    return { passed: false, text };
  }
  const measured =
    tested === total
      ? `${score.toFixed(1)} % of ${total} mutants noticed`
      : `about ${score.toFixed(1)} % of ${total} mutants noticed (${low.toFixed(1)} to ${high.toFixed(1)} %, from a sample of ${tested})`;
  return { passed: high >= threshold && outdated.length === 0, text: `${room}: ${measured}; ${required}` };
}
