import { ApiObject, type ApiObjectProps, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { isClusterScoped, omitNamespace } from './cluster-scope';

/**
 * An API object that is plain data from the start: nothing is looked up when it is rendered. So its manifest follows from
 * a text, and whoever renders many objects need render those of equal texts but once.
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
   * another's, or was patched, or holds something that is no plain data after all.
   */
  public static sourceOf(object: ApiObject): string | undefined {
    // For cdk8s, each object is an instance of each of its classes.
    return object.constructor === PlainObject ? (object as PlainObject).source : undefined;
  }

  private get source(): string | undefined {
    // Metadata know the object that they are of, which is none of their data.
    const parts = [
      { ...this.data, metadata: undefined },
      { ...this.metadata, apiObject: undefined },
    ];
    return this.isPatched || !isPlain(parts) ? undefined : JSON.stringify(parts);
  }
}

/** Whether JSON says all of a value. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      return value === null || hasPlainParts(value);
    default:
      return false;
  }
}

function hasPlainParts(value: object): boolean {
  if (Array.isArray(value)) {
    return value.every(isPlain);
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    return false;
  }
  for (const part of Object.values(value)) {
    if (!isPlain(part)) {
      return false;
    }
  }
  return true;
}
