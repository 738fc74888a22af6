import { type Manifest, textAt } from '../base';
import { groupOf } from '../calico';
import { OBJECT_TYPES } from '../kinds';

/** A name that a shell does not interpret. */
const PLAIN = /^[a-z0-9][a-z0-9.-]*$/;

/** The kubectl command that deletes an object from the cluster; undefined if its name is not valid. */
export function deleteCommand(manifest: Manifest): string | undefined {
  const [name, namespace] = [textAt(manifest, 'metadata', 'name'), textAt(manifest, 'metadata', 'namespace')];
  const resource = resourceOf(manifest);
  if (resource === undefined || !PLAIN.test(name) || (namespace !== '' && !PLAIN.test(namespace))) {
    return undefined;
  }
  const where = namespace === '' ? '' : ` --namespace ${namespace}`;
  return `kubectl delete ${resource} ${name}${where} --ignore-not-found`;
}

/** Kubernetes has kinds with the names of some of Calico's, so the group is always given. */
function resourceOf({ apiVersion, kind }: Manifest): string | undefined {
  const { group } = groupOf(apiVersion);
  const type = OBJECT_TYPES.find((one) => one.kind === kind && one.group === group);
  if (type !== undefined) {
    return `${type.plural}.${type.group}`;
  }
  const word = String(kind).toLowerCase();
  return PLAIN.test(word) ? `${word}${group === '' ? '' : `.${group}`}` : undefined;
}
