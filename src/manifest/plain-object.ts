import { ApiObject, type ApiObjectProps, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { isClusterScoped, omitNamespace } from './cluster-scope';

/**
 * An API object that is a manifest from the start, as the checks read it. Whoever renders many objects can see which of
 * them will be equal, and render those but once.
 */
export class PlainObject extends ApiObject {
  private isPatched = false;

  /**
   * @param data what stands in the manifest, beside the metadata that others add
   * @param render puts the manifest into the form of its kind
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly data: ApiObjectProps,
    private readonly render: (manifest: object) => object = (manifest) => manifest,
  ) {
    super(scope, id, data);
    if (isClusterScoped(data.kind)) {
      omitNamespace(this);
      this.isPatched = false;
    }
  }

  public override addJsonPatch(...patches: JsonPatch[]): void {
    super.addJsonPatch(...patches);
    this.isPatched = true;
  }

  public override toJson(): object {
    return this.render(super.toJson());
  }

  /**
   * What the manifest of an object follows from: those of two are equal where these are. Undefined where the object is
   * another's, or was patched.
   */
  public static dataOf(object: ApiObject): unknown {
    // For cdk8s, each object is an instance of each of its classes.
    return object.constructor === PlainObject ? (object as PlainObject).allData : undefined;
  }

  private get allData(): unknown {
    // The metadata know their object, which is none of their data.
    return this.isPatched
      ? undefined
      : [
          { ...this.data, metadata: undefined },
          { ...this.metadata, apiObject: undefined },
        ];
  }
}
