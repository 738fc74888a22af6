/*
 * Makes CRDs from the files *.crd.yaml in src/kinds, whose annotations crds/README.md explains.
 *
 *   node tools/crds.mjs                 writes the union of releases, crds/projectcalico.org.yaml
 *   node tools/crds.mjs RELEASE         prints the CRDs of one release, such as 3.14 or cloud-18.3.0
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { importTypeScript, root } from './typescript.mjs';

const ANNOTATIONS = ['x-since', 'x-from', 'x-union', 'x-same-as'];

/** Kubernetes has keywords of the same form. */
const ANNOTATION = /^x-(?!kubernetes-)/;

/** The union starts with the first release, of those whose CRDs we have read, that runs detectors from alerts. */
const UNION_STARTS = '3.14';

export const { CalicoRelease, NEWEST_ENTERPRISE } = await importTypeScript('src/calico/index.ts');

/** Each kind's folder has the sources of the API that it uses, in the order of their names. */
const kinds = join(root, 'src', 'kinds');
const sources = readdirSync(kinds, { recursive: true })
  .filter((file) => file.endsWith('.crd.yaml'))
  .sort((one, other) => (basename(one, '.crd.yaml') < basename(other, '.crd.yaml') ? -1 : 1))
  .map((file) => parse(readFileSync(join(kinds, file), 'utf8')));

const releaseHeader = (release) => `\
# The kinds of Calico's API projectcalico.org/v3 that this library makes, as ${release.displayName} has them, in our own
# words. Made by \`node tools/crds.mjs\` from src/kinds.
`;

const UNION_HEADER = `\
# The kinds of Calico's API projectcalico.org/v3 that this library makes, in our own words: the union of the releases
# from ${UNION_STARTS} to ${NEWEST_ENTERPRISE}. Made by \`npm run crds\` from src/kinds; never edited.
# - Every property of any of these releases. Where several give a type or a format, they agree.
# - required: what all of them require. An object that only some releases have keeps its list.
# - enum: the values of all. Where one release has no enum, those of the others stay, since its server checks them in
#   code. The exception is spec.type of the alerts: ${UNION_STARTS} accepts AnomalyDetection, which the schema of 3.24 rejects.
# - Omitted when only some releases have them, because the others accept more: lengths, ranges, list sizes and types,
#   defaults, CEL rules. Integer-or-string is in all and stays, with its anyOf and pattern.
# - Also omitted: printer columns, selectable fields, short names.
#   The status subresource of GlobalAlert and SecurityEventWebhook stays, though it came with 3.23.
`;

/**
 * What a file shows: whether it has the properties, and the keywords, of a release. The union has every property but few
 * of the later limits.
 */
function viewOf(release) {
  const has = (since) => release._has(since);
  return { hasProperty: has, hasKeyword: has, union: false };
}

const UNION = { ...viewOf(CalicoRelease.enterprise(UNION_STARTS)), hasProperty: () => true, union: true };

/** A node of a source as the view has it, without annotations. Its path is that of its property, from the root of the schema. */
function resolveNode(node, view, path = []) {
  if (Array.isArray(node)) {
    return node.filter((entry) => isThere(entry, view.hasKeyword)).map((entry) => resolveNode(entry, view));
  }
  if (typeof node !== 'object' || node === null) {
    return node;
  }
  const entries = Object.entries(keysOf(node, view)).map(([key, value]) => [
    key,
    key === 'properties' ? propertiesOf(value, view, path) : resolveNode(value, view),
  ]);
  // A list of rules that the release has none of is omitted.
  return Object.fromEntries(entries.filter(([key, value]) => key !== 'x-kubernetes-validations' || value.length > 0));
}

function propertiesOf(properties, view, path) {
  const there = Object.entries(properties).filter(([, schema]) => isThere(schema, view.hasProperty));
  return Object.fromEntries(
    there.map(([name, schema]) => [name, resolveNode(sameAs([...path, name], schema), view, [...path, name])]),
  );
}

function isThere(node, has) {
  const since = node?.['x-since'];
  return since === undefined || has(since);
}

/** The schema that another kind has for the property with this path, where x-same-as names the kind. */
function sameAs(path, schema) {
  const kind = schema['x-same-as'];
  if (kind === undefined) {
    return schema;
  }
  const source = sources.find(({ spec }) => spec.names.kind === kind);
  const root = source?.spec.versions[0].schema.openAPIV3Schema;
  const other = path.reduce((parent, name) => parent?.properties?.[name], root);
  if (other === undefined) {
    throw new Error(`x-same-as names ${kind}, which has no source in src/kinds with the property ${path.join('.')}`);
  }
  return sameAs(path, other);
}

/** The keys of an object, replaced by those of x-from that the release has; null removes a key. */
function keysOf(node, view) {
  const keys = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === 'x-from') {
      Object.assign(keys, ...Object.entries(value).map(([since, later]) => laterKeys(since, later, view)));
    } else if (!ANNOTATION.test(key)) {
      keys[key] = value;
    } else if (!ANNOTATIONS.includes(key)) {
      throw new Error(`a file *.crd.yaml in src/kinds has the unknown annotation ${key}`);
    }
  }
  const all = view.union ? Object.assign(keys, node['x-union']) : keys;
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

function laterKeys(since, later, view) {
  if (view.hasKeyword(since)) {
    return later;
  }
  return view.union && later.enum !== undefined ? { enum: later.enum } : {};
}

/** The CRDs of one release. */
export function crdsOf(release) {
  return crdsIn(viewOf(release));
}

function crdsIn(view) {
  return sources.filter((source) => isThere(source, view.hasProperty)).map((source) => resolveNode(source, view));
}

function textOf(header, view) {
  return (
    header +
    crdsIn(view)
      .map((crd) => stringify(crd, { lineWidth: 0 }))
      .join('---\n')
  );
}

if (process.argv[1] === import.meta.filename) {
  const [written] = process.argv.slice(2);
  if (written === undefined) {
    writeFileSync(join(root, 'crds', 'projectcalico.org.yaml'), textOf(UNION_HEADER, UNION));
  } else {
    const release = CalicoRelease.parse(written);
    process.stdout.write(textOf(releaseHeader(release), viewOf(release)));
  }
}
