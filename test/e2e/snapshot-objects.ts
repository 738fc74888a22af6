import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parseAllDocuments } from 'yaml';
import { isMap, type Manifest, valueAt } from '../../src/base';
import { CALICO_GROUP, CalicoRelease, MADE_FOR } from '../../src/calico';

const snapshots = resolve(__dirname, '..', '..', '__snapshots__');

/** Every object of Calico's in the snapshots of constructs, with the minor of the release that it was made for. */
export function snapshotObjects(): { readonly minor: string; readonly manifest: Manifest }[] {
  const files = readdirSync(snapshots, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.snap'));
  const values = files.flatMap((file) => {
    const exports: Record<string, string> = {};
    runInNewContext(readFileSync(join(snapshots, file), 'utf8'), { exports });
    return Object.values(exports);
  });
  return values.flatMap((text) => objectsIn(text).flatMap((manifest) => withMinor(manifest)));
}

const STRING = /^( *(?:"[^"]*": )?)"(.*)"(,?)$/gm;

/** Snapshots of data are YAML in flow style, and those of texts are YAML themselves. */
function objectsIn(text: string): Manifest[] {
  // Quotes within strings are not escaped there.
  const quoted = text.replace(STRING, (_, start, value, end) => `${start}${JSON.stringify(value)}${end}`);
  const data = parseAllDocuments(quoted, { logLevel: 'silent' });
  return data.flatMap((document) => (document.errors.length > 0 ? [] : found(document.toJS())));
}

function found(data: unknown): Manifest[] {
  if (Array.isArray(data)) {
    return data.flatMap(found);
  }
  if (!isMap(data)) {
    return [];
  }
  const isObject = String(data['apiVersion']).startsWith(`${CALICO_GROUP}/`) && isMap(data['metadata']);
  return isObject ? [data as Manifest] : Object.values(data).flatMap(found);
}

function withMinor(manifest: Manifest) {
  const release = valueAt(manifest, 'metadata', 'annotations', MADE_FOR.release);
  if (typeof release !== 'string') {
    return [];
  }
  const [major, minor] = CalicoRelease.parse(release)._base;
  return [{ minor: `${major}.${minor}`, manifest }];
}
