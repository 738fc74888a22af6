import { type DataKeys, type Manifest, valueAt } from '../base';
import { objectTitle } from '../calico';

/** One Kubernetes object of a document: the document itself, or an item of a list. */
export interface KubernetesObject {
  readonly manifest: Manifest;
  /** The way to it inside the document. */
  readonly keys: DataKeys;
  /** `Kind namespace/name`, as far as it says so. */
  readonly title: string;
}

/** The objects of a document, those of lists in lists too; data that is not a Kubernetes object yields none. */
export function* objectsIn(data: unknown, keys: DataKeys = []): Generator<KubernetesObject> {
  const kind = valueAt(data, 'kind');
  if (typeof kind !== 'string' || typeof valueAt(data, 'apiVersion') !== 'string') {
    return;
  }
  const items = valueAt(data, 'items');
  if (!kind.endsWith('List') || !Array.isArray(items)) {
    const manifest = data as Manifest;
    yield { manifest, keys, title: objectTitle(manifest) };
    return;
  }
  for (const [index, item] of items.entries()) {
    yield* objectsIn(item, [...keys, 'items', index]);
  }
}
