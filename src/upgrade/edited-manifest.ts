import { type DataKeys, isMap, type Manifest, valueAt } from '../base';
import type { StringEdit, UpgradeAction } from '../kind';

/** An object as it is after an action; the same one if the action does not change it. */
export function editedManifest(manifest: Manifest, action: UpgradeAction): Manifest {
  switch (action.what) {
    case 'edit':
      return action.edits.reduce<Manifest>((object, edit) => withString(object, edit), manifest);
    case 'remove':
      return action.fields.reduce<Manifest>((object, keys) => withoutField(object, keys) as Manifest, manifest);
    case 'replace':
      return action.by;
    default:
      return manifest;
  }
}

function withString(manifest: Manifest, { keys, from, to }: StringEdit): Manifest {
  const text = valueAt(manifest, ...keys);
  return typeof text === 'string' ? (withValue(manifest, keys, text.replaceAll(from, to)) as Manifest) : manifest;
}

/** A copy of data with another value at a place that exists. */
function withValue(data: unknown, [key, ...rest]: DataKeys, value: unknown): unknown {
  if (key === undefined) {
    return value;
  }
  if (Array.isArray(data)) {
    return data.map((item, index) => (index === key ? withValue(item, rest, value) : item));
  }
  return { ...(data as object), [key]: withValue(valueAt(data, key), rest, value) };
}

/** A copy of data without a field of it. */
function withoutField(data: unknown, keys: DataKeys): unknown {
  const parent = valueAt(data, ...keys.slice(0, -1));
  const name = String(keys.at(-1));
  const left = Object.entries(isMap(parent) ? parent : {}).filter(([key]) => key !== name);
  return isMap(parent) ? withValue(data, keys.slice(0, -1), Object.fromEntries(left)) : data;
}
