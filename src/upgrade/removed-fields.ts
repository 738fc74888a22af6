import { type DataKeys, type Finding, fieldPath, type Manifest } from '../base';
import { type CalicoRelease, groupOf } from '../calico';
import type { ObjectSchema, UpgradeAction, UpgradeStep } from '../kind';
import { UpgradeTime } from '../kind';
import { OBJECT_TYPES } from '../kinds';

/**
 * The removal of fields that only the old release has, by their histories in the schema of the type.
 *
 * @param found what is found on the new release
 */
export function removedFields(
  manifest: Manifest,
  { from, to }: UpgradeStep,
  found: readonly Finding[],
): readonly UpgradeAction[] {
  const { group } = groupOf(manifest.apiVersion);
  const schema = OBJECT_TYPES.find((type) => type.kind === manifest.kind && type.group === group)?.schema;
  const fields = new Map(
    (schema === undefined ? [] : found)
      .map(({ keys }) => keys as DataKeys)
      .filter((keys) => schema !== undefined && isIn(schema, keys, from.release) && !isIn(schema, keys, to.release))
      .map((keys) => [fieldPath(keys), keys]),
  );
  const names = [...fields.keys()].join(', ');
  const message = `Remove ${names}, which ${to.release.displayName} does not have, if the object is still useful without ${fields.size === 1 ? 'it' : 'them'}`;
  return fields.size === 0 ? [] : [{ what: 'remove', when: UpgradeTime.BEFORE, message, fields: [...fields.values()] }];
}

/** Whether a release has a field; false for one that no release has. */
function isIn({ spec }: ObjectSchema, [top, ...keys]: DataKeys, release: CalicoRelease): boolean {
  let map = top === 'spec' && keys.length > 0 ? spec : undefined;
  let isThere = map !== undefined;
  for (const key of keys) {
    if (typeof key === 'number') {
      continue;
    }
    const field = map !== undefined && Object.hasOwn(map.fields, key) ? map.fields[key] : undefined;
    isThere &&= field !== undefined && (field.isIn === undefined || release._valueIn(field.isIn) === true);
    map = field?.of;
  }
  return isThere;
}
