import type { Manifest } from '../base';
import { KINDS } from '../kinds';

/** What Calico makes of an object, by type and name, as far as a step of `verify` looks at it. */
export function madeObjects(manifest: Manifest): Manifest[] {
  return KINDS.filter(({ looksAt }) => looksAt(manifest))
    .flatMap(({ liveChecks = [] }) => liveChecks)
    .filter(({ concerns }) => concerns?.(manifest) ?? true)
    .flatMap(({ makes }) => makes?.(manifest) ?? []);
}
