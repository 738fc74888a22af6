import { isMap, type Manifest, valueAt } from '../../base';
import { CALICO_GROUP, groupOf } from '../../calico';

/** Group and kind of what the constructs make, apart from what grants permissions. */
const OURS: readonly (readonly [group: string, kind: string])[] = [
  [CALICO_GROUP, 'GlobalAlert'],
  [CALICO_GROUP, 'GlobalAlertTemplate'],
  [CALICO_GROUP, 'NetworkPolicy'],
  ['apps', 'Deployment'],
  ['batch', 'CronJob'],
  ['batch', 'Job'],
  ['networking.k8s.io', 'NetworkPolicy'],
  ['', 'Namespace'],
  ['', 'Pod'],
  ['', 'Service'],
];

/** The name under which the API server records who set a field. */
export const FIELD_MANAGER = 'calico-threat-defense';

const ANNOTATION_PREFIX = 'calico-threat-defense/';

/** Whether `verify --apply` may apply a manifest: a kind of ours, one with our annotations, or one that the user allowed. */
export function mayApply(manifest: Manifest, allowed: readonly string[]): boolean {
  const { group, kind } = typeOf(manifest);
  return (
    OURS.some(([ours, name]) => ours === group && name === kind) ||
    hasOurAnnotation(manifest) ||
    allowed.includes(kind) ||
    allowed.includes(kindName(manifest))
  );
}

/** `Kind.group`, as users write it for `--allow-kind`. */
export function kindName(manifest: Manifest): string {
  const { group, kind } = typeOf(manifest);
  return group === '' ? kind : `${kind}.${group}`;
}

/** Whether an object on the cluster was made by this project: it has one of our annotations, or fields that we set. */
export function isOurs(live: unknown): boolean {
  const managers = valueAt(live, 'metadata', 'managedFields');
  return (
    hasOurAnnotation(live) ||
    (Array.isArray(managers) && managers.some((entry) => valueAt(entry, 'manager') === FIELD_MANAGER))
  );
}

function hasOurAnnotation(object: unknown): boolean {
  const annotations = valueAt(object, 'metadata', 'annotations');
  return isMap(annotations) && Object.keys(annotations).some((key) => key.startsWith(ANNOTATION_PREFIX));
}

function typeOf({ apiVersion, kind }: Manifest): { readonly group: string; readonly kind: string } {
  return { group: groupOf(apiVersion).group, kind: String(kind) };
}
