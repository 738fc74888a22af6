import { printable } from '../../base';
import type { KindCounts } from '../tally';

/** More kinds than this are counted together. */
const MOST_KINDS = 5;

/** The longest name of a kind that is printed. */
const LONGEST_KIND = 63;

/** ` (2 GlobalAlert, 1 Tier)`, the most frequent kinds first. */
export function kindsText(counts: KindCounts): string {
  const all = Object.entries(counts).sort(([, left], [, right]) => right - left);
  const shown = all
    .slice(0, MOST_KINDS)
    .map(
      ([kind, number]) =>
        `${number} ${printable(kind.length > LONGEST_KIND ? `${kind.slice(0, LONGEST_KIND)}…` : kind)}`,
    );
  const others = all.slice(MOST_KINDS).reduce((sum, [, number]) => sum + number, 0);
  const parts = [...shown, ...(others === 0 ? [] : [`${others} of other kinds`])];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
