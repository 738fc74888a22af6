import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { sharedFolder } from '../shared-folder';

export interface Rule {
  rule: string;
  message: string;
  reason: string;
}

export interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema;
  required?: string[];
  enum?: unknown[];
  description?: string;
  'x-kubernetes-validations'?: Rule[];
  [keyword: string]: unknown;
}

export interface Crd {
  metadata: { name: string };
  spec: { names: object; versions: [{ schema: { openAPIV3Schema: Schema }; subresources?: { status?: object } }] };
}

export const RELEASES = ['3.12', '3.14', '3.17', '3.19', '3.22', '3.23', '3.24'];

const root = join(__dirname, '../..');
const kinds = join(root, 'src/kinds');

/** The names of each kind that has a source, in the order of the documents. */
const NAMES: { readonly kind: string; readonly plural: string }[] = readdirSync(kinds, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => file.endsWith('.crd.yaml'))
  .sort((one, other) => (basename(one, '.crd.yaml') < basename(other, '.crd.yaml') ? -1 : 1))
  .map((file) => parse(readFileSync(join(kinds, file), 'utf8')).spec.names);

export const KINDS = NAMES.map(({ kind }) => kind);

const texts = new Map<string, string>();

/** Our CRDs of a release, which are made when a test asks for them. */
export function textOf(release: string): string {
  const text = texts.get(release) ?? printed(release);
  texts.set(release, text);
  return text;
}

function printed(release: string): string {
  return execFileSync(process.execPath, [join(root, 'tools/crds.mjs'), release], { encoding: 'utf8' });
}

/** Our CRDs of a release, or the union, which is kept in git. */
export function documentsOf(release?: string): ReturnType<typeof parseAllDocuments> {
  return parseAllDocuments(
    release === undefined ? readFileSync(join(root, 'crds/projectcalico.org.yaml'), 'utf8') : textOf(release),
  );
}

const parsed = new Map<string, readonly Crd[]>();

/** One of our CRDs, which no test may change, because they are parsed once. */
export function ours(kind: string, release?: string): Crd {
  const key = release ?? 'union';
  const crds = parsed.get(key) ?? documentsOf(release).map((document) => document.toJS() as Crd);
  parsed.set(key, crds);
  return crds[KINDS.indexOf(kind)] as Crd;
}

const officials = new Map<string, Crd>();

/** Calico's own CRD, which no test may change, because it is parsed once. */
export function official(release: string, kind: string): Crd {
  const plural = NAMES.find((names) => names.kind === kind)?.plural;
  const file = join(sharedFolder ?? '', 'calico-crds', release, `projectcalico.org_${plural}.yaml`);
  const crd = officials.get(file) ?? parse(readFileSync(file, 'utf8'));
  officials.set(file, crd);
  return crd;
}

export function rootOf(crd: Crd): Schema {
  return crd.spec.versions[0].schema.openAPIV3Schema;
}

export function withoutDescriptions(crd: Crd): Crd {
  // A property may itself be called description; only the keyword holds a string.
  return JSON.parse(JSON.stringify(crd), (key, v) => (key !== 'description' || typeof v === 'object' ? v : undefined));
}

export function* schemasIn(schema: Schema, path: string): Generator<[path: string, schema: Schema]> {
  yield [path, schema];
  for (const [name, child] of Object.entries(schema.properties ?? {})) yield* schemasIn(child, `${path}.${name}`);
  for (const child of [schema.items, schema.additionalProperties]) if (child) yield* schemasIn(child, `${path}[]`);
}

export function rulesOf(crd: Crd): Rule[] {
  return [...schemasIn(rootOf(crd), '')].flatMap(([, schema]) => schema['x-kubernetes-validations'] ?? []);
}

export function undescribed(kind: string, crd: Crd): string[] {
  return [...schemasIn(rootOf(crd), kind)]
    .filter(([path, { description }]) => !path.endsWith('[]') && !description?.trim())
    .map(([path]) => path);
}

export function runsOfNineWords(crd: Crd): string[] {
  const descriptions = [...schemasIn(rootOf(crd), '')].map(([, { description }]) => description);
  return [...descriptions, ...rulesOf(crd).map(({ message }) => message)].flatMap((text) => {
    const words = text?.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    return words.slice(8).map((_, start) => words.slice(start, start + 9).join(' '));
  });
}
