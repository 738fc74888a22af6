import { ApiObject, type ApiObjectMetadata, type ApiObjectProps, type JsonPatch } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { isClusterScoped, omitNamespace } from './cluster-scope';
import { nearestMark } from './marks';

/** Marks a construct; `Symbol.for`, so that two copies of this library in one program find each other's marks. */
const ANNOTATIONS = Symbol.for('cdk8s-calico-threat-defense.annotations');

/**
 * An API object that is a manifest from the start, as the checks read it. Whoever renders many objects can see which of
 * them will be equal, and render those but once.
 */
export class PlainObject extends ApiObject {
  /** Gives annotations to all plain objects that are made below a scope from now on; none where they are undefined. */
  public static annotateBelow(scope: IConstruct, annotations: Readonly<Record<string, string>> | undefined): void {
    Object.defineProperty(scope, ANNOTATIONS, { value: annotations, configurable: true });
  }

  /**
   * What the manifest of an object follows from: those of two are equal where these are. Undefined where the object is
   * another's, or was patched.
   */
  public static dataOf(object: ApiObject): unknown {
    // For cdk8s, each object is an instance of each of its classes.
    return object.constructor === PlainObject ? (object as PlainObject).allData : undefined;
  }

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
    super(scope, id, { ...data, metadata: annotated(data.metadata, scope) });
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

/** The metadata of an object with the annotations that the nearest scope gives to all below it. */
function annotated(metadata: ApiObjectMetadata | undefined, scope: IConstruct): ApiObjectMetadata | undefined {
  const given = nearestMark(scope, ANNOTATIONS);
  return given === undefined
    ? metadata
    : Object.assign({}, metadata, { annotations: Object.assign({}, metadata?.annotations, given) });
}
