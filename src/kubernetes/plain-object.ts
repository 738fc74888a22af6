import { ApiObject, type ApiObjectMetadata, type ApiObjectProps, type JsonPatch } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { report } from '../base';
import { isClusterScoped, omitNamespace } from './cluster-scope';
import { annotationsFor } from './given-annotations';
import { unreadableStrings } from './printed-strings';

/** What a plain object needs to know of its kind. */
export interface PlainObjectOptions {
  /** Adapts the manifest to its kind; unchanged if there is no such function. */
  readonly render?: (manifest: object) => object;
  /** Whether the object can be in a namespace. Default: known for the kinds of Kubernetes. */
  readonly isNamespaced?: boolean;
}

/**
 * An API object that is a manifest from the start, as the checks read it.
 */
export class PlainObject extends ApiObject {
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
   * @param data the manifest, without metadata that is added later
   * @param options how the object of a kind is rendered, and whether it can be in a namespace
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly data: ApiObjectProps,
    private readonly options: PlainObjectOptions = {},
  ) {
    super(scope, id, readable({ ...data, metadata: annotated(data.metadata, scope) }, scope));
    if (!(options.isNamespaced ?? !isClusterScoped(data.kind))) {
      omitNamespace(this);
      this.isPatched = false;
    }
  }

  public override addJsonPatch(...patches: JsonPatch[]): void {
    super.addJsonPatch(...patches);
    this.isPatched = true;
  }

  public override toJson(): object {
    const manifest: object = super.toJson();
    return this.options.render?.(manifest) ?? manifest;
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

/** @throws FindingsError when kubectl could not read the object as it is meant */
function readable(props: ApiObjectProps, scope: IConstruct): ApiObjectProps {
  report(scope.node.path, unreadableStrings(props));
  return props;
}

/** The metadata of an object with the annotations that the nearest scope gives to all below it. */
function annotated(metadata: ApiObjectMetadata | undefined, scope: IConstruct): ApiObjectMetadata | undefined {
  const given = annotationsFor(scope);
  return given === undefined
    ? metadata
    : Object.assign({}, metadata, { annotations: Object.assign({}, metadata?.annotations, given) });
}
