import { isCalicoClusterScoped, type Keys, type Manifest, valueAt } from '../manifest';

const LONGEST_NAME = 253;

/** One Kubernetes object of a document: the document itself, or an item of a list. */
export interface KubernetesObject {
  readonly manifest: Manifest;
  /** The way to it inside the document. */
  readonly keys: Keys;
  /** `Kind namespace/name`, as far as it says so. */
  readonly title: string;
}

/** The objects of a document, those of lists in lists too; data that is no Kubernetes object yields none. */
export function* objectsIn(data: unknown, keys: Keys = []): Generator<KubernetesObject> {
  const kind = valueAt(data, 'kind');
  if (typeof kind !== 'string' || typeof valueAt(data, 'apiVersion') !== 'string') {
    return;
  }
  const items = valueAt(data, 'items');
  if (!kind.endsWith('List') || !Array.isArray(items)) {
    yield { manifest: data as Manifest, keys, title: titleOf(kind, valueAt(data, 'metadata')) };
    return;
  }
  for (const [index, item] of items.entries()) {
    yield* objectsIn(item, [...keys, 'items', index]);
  }
}

function titleOf(kind: string, metadata: unknown): string {
  const [namespace, name] = [valueAt(metadata, 'namespace'), valueAt(metadata, 'name')];
  const prefix = typeof namespace === 'string' && !isCalicoClusterScoped(kind) ? `${shorten(namespace)}/` : '';
  return shorten(kind) + (typeof name === 'string' ? ` ${prefix}${shorten(name)}` : '');
}

/** No legal name is longer, and one that is stands in every finding of its object. */
function shorten(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`;
}
