import { isMap, type Manifest, valueAt } from '../base';
import { type Construction, call, dataExpression, type Expression, struct, value } from '../kind';

/** An object as an `ApiObject` of cdk8s, with all its fields as props; TypeScript only. */
export function plainObject(manifest: Manifest): Construction | undefined {
  const { apiVersion, kind, metadata, ...others } = manifest as Readonly<Record<string, unknown>>;
  return isTyped(metadata)
    ? {
        type: 'ApiObject',
        props: struct('ApiObjectProps', fieldsOf({ apiVersion, kind, metadata, ...others })),
      }
    : undefined;
}

/**
 * An object as an `ApiObject` of cdk8s whose fields are added by patches, which nothing leaves out or changes.
 *
 * @param typed fields of the metadata that are props instead
 */
export function patchedObject(manifest: Manifest, typed: readonly string[] = ['name', 'namespace']): Construction {
  const { apiVersion, kind, metadata, ...others } = manifest as Readonly<Record<string, unknown>>;
  const fields = Object.entries(isMap(metadata) ? metadata : {});
  const isProp = ([name, data]: readonly [string, unknown]) => typed.includes(name) && isTyped({ [name]: data });
  const props = Object.fromEntries(fields.filter(isProp));
  const patches = [
    ...(!isMap(metadata) ? [removal('/metadata')] : props['name'] === undefined ? [removal('/metadata/name')] : []),
    ...fields.filter((field) => !isProp(field)).map(([name, data]) => addition(['metadata', name], data)),
    ...Object.entries(others).map(([name, data]) => addition([name], data)),
  ];
  const ownMetadata = Object.keys(props).length === 0 ? undefined : struct('ApiObjectMetadata', fieldsOf(props));
  return {
    type: 'ApiObject',
    props: struct('ApiObjectProps', { ...fieldsOf({ apiVersion, kind }), metadata: ownMetadata }),
    ...(patches.length === 0 ? {} : { calls: [{ method: 'addJsonPatch', args: patches }] }),
  };
}

function fieldsOf(data: Readonly<Record<string, unknown>>): Record<string, Expression> {
  return Object.fromEntries(Object.entries(data).map(([key, field]) => [key, dataExpression(field)]));
}

function removal(path: string): Expression {
  return call('JsonPatch', 'remove', value(path));
}

function addition(keys: readonly string[], data: unknown): Expression {
  const path = keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return call('JsonPatch', 'add', value(path), dataExpression(data));
}

/** Whether cdk8s has these types for the fields of the metadata. */
function isTyped(metadata: unknown): boolean {
  if (!isMap(metadata) || Object.hasOwn(metadata, 'apiObject')) {
    return false;
  }
  const { labels = {}, annotations = {}, finalizers = [] } = metadata;
  const texts = [valueAt(metadata, 'name') ?? '', valueAt(metadata, 'namespace') ?? ''];
  return (
    texts.every((text) => typeof text === 'string') &&
    [labels, annotations].every((map) => isMap(map) && areStrings(Object.values(map))) &&
    Array.isArray(finalizers) &&
    areStrings(finalizers) &&
    (metadata['ownerReferences'] === undefined || isOwnerList(metadata['ownerReferences']))
  );
}

function isOwnerList(data: unknown): boolean {
  const required = ['apiVersion', 'kind', 'name', 'uid'];
  const optional = ['controller', 'blockOwnerDeletion'];
  return (
    Array.isArray(data) &&
    data.every(
      (owner) =>
        required.every((key) => typeof valueAt(owner, key) === 'string') &&
        isMap(owner) &&
        Object.entries(owner).every(
          ([key, field]) => required.includes(key) || (optional.includes(key) && typeof field === 'boolean'),
        ),
    )
  );
}

function areStrings(items: readonly unknown[]): boolean {
  return items.every((item) => typeof item === 'string');
}
