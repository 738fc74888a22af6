import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isMap, type Manifest } from '../../src/base';
import { identityOf } from '../../src/convert/reading/identity';

const folder = resolve(__dirname, '..', '..', '__snapshots__');

/** The objects of all snapshots of this project, each of them once. */
export function snapshotObjects(): Manifest[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.snap'));
  const found = files.sort().flatMap((file) => {
    const snapshots: Record<string, string> = {};
    // A snapshot file is a program that sets properties of `exports`.
    new Function('exports', readFileSync(join(folder, file), 'utf8'))(snapshots);
    return Object.values(snapshots).flatMap((text) => objectsIn(dataOf(text)));
  });
  return [...new Map(found.map((object) => [JSON.stringify(object), object])).values()];
}

/** Data that jest prints as JSON, but with a comma after the last item. */
function dataOf(text: string): unknown {
  try {
    return new Function(`return (${text})`)();
  } catch {
    return undefined;
  }
}

function objectsIn(data: unknown): Manifest[] {
  if (Array.isArray(data)) {
    return data.flatMap(objectsIn);
  }
  return isMap(data) && typeof data['apiVersion'] === 'string' && typeof data['kind'] === 'string' ? [data] : [];
}

/** Objects in as few groups as possible, in each of which every object has another name. */
export function groupsOf(objects: readonly Manifest[]): Manifest[][] {
  const groups: { readonly names: Set<string | undefined>; readonly objects: Manifest[] }[] = [];
  for (const object of objects) {
    const name = identityOf(object);
    let group = groups.find(({ names }) => !names.has(name));
    if (group === undefined) {
      group = { names: new Set(), objects: [] };
      groups.push(group);
    }
    group.names.add(name);
    group.objects.push(object);
  }
  return groups.map((group) => group.objects);
}
