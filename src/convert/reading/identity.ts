import { type Manifest, textAt, valueAt } from '../../base';

/** Kind, namespace and name of an object; undefined if the API server chooses the name. */
export function identityOf(manifest: Manifest): string | undefined {
  const name = valueAt(manifest, 'metadata', 'name');
  return name === undefined
    ? undefined
    : JSON.stringify([manifest.apiVersion, manifest.kind, textAt(manifest, 'metadata', 'namespace'), name]);
}
