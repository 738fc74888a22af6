import { type Keys, type Manifest, valueAt } from '../base';
import { documentsOf, type NamedPatch, readText } from './kustomize-folder';

/** What a patch changes, and in which objects. */
export interface PatchedFields {
  /** The file of the kustomization that has the patch. */
  readonly kustomization: string;
  readonly kind: string;
  readonly name: string;
  /** Keys with dots between them. */
  readonly paths: readonly string[];
}

/** Longer names of targets are not handwritten regular expressions. */
const LONGEST_NAME = 253;

/** What identifies the object that a patch is for. */
const IDENTITY: readonly string[] = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace'];

/** The fields that a patch sets, by object. */
export function patchedFields(patch: NamedPatch, kustomization: string): PatchedFields[] {
  const text = patch.file === undefined ? (patch.text ?? '') : readText(patch.file);
  return documentsOf(text).flatMap((data): PatchedFields[] => {
    const paths = Array.isArray(data) ? operationPaths(data) : leavesOf(data);
    const kind = valueAt(patch.target, 'kind') ?? valueAt(data, 'kind');
    const name = valueAt(patch.target, 'name') ?? valueAt(data, 'metadata', 'name');
    // A target without a name is every object of its kind.
    const isKnown = typeof kind === 'string' && (typeof name === 'string' || patch.target !== undefined);
    return isKnown ? [{ kustomization, kind, name: typeof name === 'string' ? name : '', paths }] : [];
  });
}

/** Whether a patch is for an object; the name of a target may be a regular expression, of which only `.*` is read. */
export function isPatchOf({ kind, name }: PatchedFields, manifest: Manifest): boolean {
  const itsName = valueAt(manifest, 'metadata', 'name');
  return kind === manifest.kind && typeof itsName === 'string' && (name === '' || matchesName(name, itsName));
}

/** Whether a patch sets a field, something in it, or something that it is in. */
export function setsField({ paths }: PatchedFields, keys: Keys): boolean {
  const path = keys.map((key) => (typeof key === 'object' ? key.itemName : key)).join('.');
  return path !== '' && paths.some((set) => isWithin(path, set) || isWithin(set, path));
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`);
}

function matchesName(pattern: string, name: string): boolean {
  if (pattern === name || pattern.length > LONGEST_NAME) {
    return pattern === name;
  }
  const star = pattern.indexOf('.*');
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 2)];
  return star !== -1 && name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
}

/** `/spec/severity` of each operation of a JSON patch. */
function operationPaths(operations: readonly unknown[]): string[] {
  return operations.flatMap((operation) => {
    const path = valueAt(operation, 'path');
    return typeof path === 'string' ? [path.slice(1).replaceAll('~1', '/').replaceAll('/', '.')] : [];
  });
}

/** Lists are values, since kustomize replaces those of kinds that it does not know. */
function leavesOf(data: unknown, path = ''): string[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return path === '' || IDENTITY.includes(path) ? [] : [path];
  }
  return Object.entries(data).flatMap(([key, value]) => leavesOf(value, path === '' ? key : `${path}.${key}`));
}
