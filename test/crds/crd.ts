import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { CalicoRelease } from '../../src/calico';
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
  spec: {
    names: { kind: string };
    versions: [{ schema: { openAPIV3Schema: Schema }; subresources?: { status?: object } }];
  };
}

export const RELEASES = ['3.12', '3.14', '3.17', '3.19', '3.22', '3.23', '3.24'];

const root = join(__dirname, '../..');
const kinds = join(root, 'src/kinds');

interface Source {
  readonly 'x-since'?: string;
  readonly spec: { readonly names: { readonly kind: string; readonly plural: string } };
}

/** The source of each kind that has one, in the order of the documents. */
const SOURCES: Source[] = readdirSync(kinds, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => file.endsWith('.crd.yaml'))
  .sort((one, other) => (basename(one, '.crd.yaml') < basename(other, '.crd.yaml') ? -1 : 1))
  .map((file) => parse(readFileSync(join(kinds, file), 'utf8')));

export const KINDS = SOURCES.map(({ spec }) => spec.names.kind);

/** The kinds that a release has. */
export function kindsOf(release: string): string[] {
  return SOURCES.filter(({ 'x-since': since }) => since === undefined || CalicoRelease.parse(release)._has(since)).map(
    ({ spec }) => spec.names.kind,
  );
}

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
  return crds.find(({ spec }) => spec.names.kind === kind) as Crd;
}

const officials = new Map<string, Crd>();

/** Calico's own CRD, which no test may change, because it is parsed once. */
export function official(release: string, kind: string): Crd {
  const plural = SOURCES.find(({ spec }) => spec.names.kind === kind)?.spec.names.plural;
  const file = join(sharedFolder ?? '', 'calico-crds', release, `projectcalico.org_${plural}.yaml`);
  const crd = officials.get(file) ?? read(file, kind, release);
  officials.set(file, crd);
  return crd;
}

function read(file: string, kind: string, release: string): Crd {
  return kind === 'StagedGlobalNetworkPolicy' ? stagedGlobalPolicy(release) : parse(readFileSync(file, 'utf8'));
}

/**
 * The folder does not have it. As far as Calico's types go, it is a GlobalNetworkPolicy with the staged action of a
 * StagedNetworkPolicy; what kubectl prints of it, and its short names, are unknown.
 */
function stagedGlobalPolicy(release: string): Crd {
  const crd = structuredClone(official(release, 'GlobalNetworkPolicy'));
  const names = SOURCES.find(({ spec }) => spec.names.kind === 'StagedGlobalNetworkPolicy')?.spec.names;
  const file = join(sharedFolder ?? '', 'calico-crds', release, 'projectcalico.org_stagednetworkpolicies.yaml');
  const staged = rootOf(parse(readFileSync(file, 'utf8'))).properties?.['spec']?.properties?.['stagedAction'] ?? {};
  const spec = rootOf(crd).properties?.['spec'];
  Object.assign(spec?.properties ?? {}, { stagedAction: staged });
  const metadata = { ...crd.metadata, name: `${names?.plural}.projectcalico.org` };
  return { ...crd, metadata, spec: { ...crd.spec, names: { kind: 'StagedGlobalNetworkPolicy', ...names } } };
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
