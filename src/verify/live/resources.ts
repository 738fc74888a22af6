import { formatValue, listAt, type Manifest, valueAt } from '../../base';
import { ApiFailure, FailureKind, isFailure } from './api-failure';
import type { ClusterApi } from './cluster-api';
import { nameOf, namespaceOf } from './manifests';

/** How the API server serves a kind. */
interface Resource {
  readonly name: string;
  readonly namespaced: boolean;
}

/** Finds the paths of objects by the API server's discovery. */
export class Resources {
  private readonly kinds = new Map<string, Promise<readonly unknown[]>>();
  private readonly namespaces = new Map<string, Promise<boolean>>();

  constructor(private readonly api: ClusterApi) {}

  /**
   * The path of an object; undefined where the cluster does not have its kind.
   *
   * @throws ApiFailure when the name, the namespace or the API version cannot be part of a path
   */
  async pathOf(manifest: Manifest): Promise<string | undefined> {
    const collection = await this.collectionOf(manifest);
    return collection === undefined ? undefined : `${collection}/${segment(nameOf(manifest))}`;
  }

  /** The object as it is on the cluster; undefined where it does not exist. */
  async read(path: string): Promise<unknown> {
    try {
      return await this.api.ask({ path });
    } catch (error) {
      if (isFailure(error, FailureKind.NOT_FOUND)) {
        return undefined;
      }
      throw error;
    }
  }

  /** The object of a manifest as it is on the cluster; undefined where it does not exist, or the cluster does not have its kind. */
  async readObject(manifest: Manifest): Promise<unknown> {
    const path = await this.pathOf(manifest);
    return path === undefined ? undefined : await this.read(path);
  }

  hasNamespace(name: string): Promise<boolean> {
    const known =
      this.namespaces.get(name) ??
      this.read(`/api/v1/namespaces/${segment(name)}`).then((namespace) => namespace !== undefined);
    this.namespaces.set(name, known);
    return known;
  }

  /** For when namespaces may have been created. */
  forgetNamespaces(): void {
    this.namespaces.clear();
  }

  private async collectionOf(manifest: Manifest): Promise<string | undefined> {
    const version = String(manifest.apiVersion);
    const root = `/${version.includes('/') ? 'apis' : 'api'}/${version.split('/').map(segment).join('/')}`;
    const resource = await this.resourceOf(root, String(manifest.kind));
    if (resource === undefined) {
      return undefined;
    }
    const namespace = namespaceOf(manifest) ?? 'default';
    const within = resource.namespaced ? `/namespaces/${segment(namespace)}` : '';
    return `${root}${within}/${resource.name}`;
  }

  private async resourceOf(root: string, kind: string): Promise<Resource | undefined> {
    const known = this.kinds.get(root) ?? this.read(root).then((list) => listAt(list, 'resources'));
    this.kinds.set(root, known);
    const found = (await known).find(
      (resource) => valueAt(resource, 'kind') === kind && !String(valueAt(resource, 'name')).includes('/'),
    );
    return found === undefined
      ? undefined
      : {
          name: segment(String(valueAt(found, 'name'))),
          namespaced: valueAt(found, 'namespaced') === true,
        };
  }
}

/**
 * A part of a path. Dots would lead to another path, even if they are escaped, and the API server accepts no slash in any
 * name.
 *
 * @throws ApiFailure when it cannot be one
 */
export function segment(text: string): string {
  if (text === '' || text === '.' || text === '..' || text.includes('/')) {
    throw new ApiFailure(FailureKind.REFUSED, `${formatValue(text)} is not a valid name in a path of the API server`);
  }
  return encodeURIComponent(text);
}
