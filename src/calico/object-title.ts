import { beginningOf, type Manifest, valueAt } from '../base';
import { isCalicoClusterScoped } from './calico-kinds';

/** The longest legal name; a longer one would be repeated in every message about its object. */
const LONGEST_NAME = 253;

/** `Kind namespace/name`, without the parts that the object does not have. */
export function objectTitle({ kind, metadata }: Manifest): string {
  const [namespace, name] = [valueAt(metadata, 'namespace'), valueAt(metadata, 'name')];
  const text = shorten(String(kind));
  const prefix = typeof namespace === 'string' && !isCalicoClusterScoped(text) ? `${shorten(namespace)}/` : '';
  return typeof name === 'string' ? `${text} ${prefix}${shorten(name)}` : text;
}

function shorten(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${beginningOf(name, LONGEST_NAME)}…`;
}
