import { suggestion } from '../base';
import { objectTitle } from '../calico';
import { distance } from './compare';
import type { Mismatch } from './matcher';
import { kindOf, type Resource } from './resource';

/** A report of many objects is cut here; readers fix the first ones first. */
const MOST_LISTED = 10;

/** A resource and its mismatches. */
export interface Candidate {
  readonly resource: Resource;
  readonly mismatches: readonly Mismatch[];
}

/** Reports that a kind is missing, and the kinds that the template contains. */
export function noneOfKind(kind: string, resources: readonly Resource[]): string {
  const kinds = new Map<string, number>();
  for (const name of resources.map((resource) => kindOf(resource, kind))) {
    kinds.set(name, (kinds.get(name) ?? 0) + 1);
  }
  if (kinds.size === 0) {
    return `there is no ${kind}; the template is empty`;
  }
  const held = [...kinds].map(([name, count]) => `${name} (${count})`).join(', ');
  return `there is no ${kind}${suggestion(kind, [...kinds.keys()])}; the template contains ${held}`;
}

/** Reports how the closest resource differs. */
export function noneAsExpected(kind: string, candidates: readonly Candidate[]): string {
  return `no ${kind} matches; ${closest(candidates)}`;
}

/** The same if some match, but too few. */
export function tooFew(count: string, candidates: readonly Candidate[]): string {
  return candidates.length === 0 ? count : `${count}\nof the others, ${closest(candidates)}`;
}

function closest(candidates: readonly Candidate[]): string {
  const among = candidates.length === 1 ? 'the only one is' : `the closest of ${candidates.length} is`;
  const nearest = candidates.toSorted((left, right) => remoteness(left) - remoteness(right)).slice(0, 1);
  return [among, ...nearest.map(describe)].join(' ');
}

/** Reports how each of these resources differs. */
export function someNotAsExpected(kind: string, total: number, candidates: readonly Candidate[]): string {
  const shown = candidates.slice(0, MOST_LISTED).map(describe);
  return [`${candidates.length} of ${total} ${kind} do not match:`, ...shown, ...more(candidates)].join('\n');
}

/** Lists the resources if their number is not as expected. */
export function wrongCount(what: string, expected: number, resources: readonly Resource[]): string {
  const titles = resources.slice(0, MOST_LISTED).map((resource) => `\n  ${objectTitle(resource)}`);
  return [`expected ${expected} ${what}, found ${resources.length}`, ...titles, ...more(resources)].join('');
}

function more(list: readonly unknown[]): string[] {
  return list.length > MOST_LISTED ? [`\n  and ${list.length - MOST_LISTED} more`] : [];
}

function describe({ resource, mismatches }: Candidate): string {
  const lines = mismatches.map(
    ({ path, expected, found }) => `  ${path === '' ? 'the resource' : path}: expected ${expected}, found ${found}`,
  );
  return [`${objectTitle(resource)}:`, ...lines].join('\n');
}

/** A resource with the expected name is the intended one, no matter how much it differs. */
function remoteness({ mismatches }: Candidate): number {
  const misnamed = mismatches.some(({ path }) => path === 'metadata.name');
  return distance(mismatches) + (misnamed ? 1_000_000 : 0);
}
