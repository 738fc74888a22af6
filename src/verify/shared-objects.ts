import type { Manifest } from '../base';
import { CALICO_GROUP, groupOf, OPERATOR_GROUP } from '../calico';

/** Kinds of objects that exist on every cluster, and of which a manifest contains only a part: others own the rest. */
const SHARED: readonly (readonly [group: string, kind: string])[] = [
  [CALICO_GROUP, 'FelixConfiguration'],
  [OPERATOR_GROUP, 'IntrusionDetection'],
];

/** Whether a manifest is a part of an object that is not ours. Server-side apply merges it, and never creates the object. */
export function isPartOfShared({ apiVersion, kind }: Manifest): boolean {
  const { group } = groupOf(apiVersion);
  return SHARED.some(([shared, name]) => shared === group && name === kind);
}
