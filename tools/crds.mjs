/*
 * Makes the CRDs of each release, and their union, from crds/source.yaml.
 *
 *   node tools/crds.mjs [FOLDER]        writes into crds unless a folder is named
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';

const FILE = 'projectcalico.org.yaml';
const ANNOTATIONS = ['x-since', 'x-from', 'x-union'];

/** Kubernetes has keywords of the same form. */
const ANNOTATION = /^x-(?!kubernetes-)/;

/** The union starts here: with what an alert is since it may run a detector. */
const UNION_STARTS = '3.14';

const crdsFolder = fileURLToPath(new URL('../crds/', import.meta.url));
const { releases, crds } = parse(readFileSync(join(crdsFolder, 'source.yaml'), 'utf8'));
const outdir = resolve(process.argv[2] ?? crdsFolder);

const releaseHeader = (release) => `\
# The kinds of Calico's API projectcalico.org/v3 that this library makes, as Calico Enterprise ${release} has them, in our
# own words. Made from source.yaml by \`npm run crds\`; never edited.
`;

const UNION_HEADER = `\
# The kinds of Calico's API projectcalico.org/v3 that this library makes, in our own words: the union of the releases
# from ${UNION_STARTS} to ${releases.at(-1)}. Made from source.yaml by \`npm run crds\`; never edited.
# - Every property of any of these releases. Where several give a type or a format, they agree.
# - required: what all of them require. An object that only some know keeps its list.
# - enum: the values of all. Where one release has none, the others' stay, since its server checks them in code.
#   The exception is spec.type of the alerts: ${UNION_STARTS} takes AnomalyDetection, which the schema of 3.24 refuses.
# - Left out when only some have them, because the others accept more: lengths, ranges, list sizes and types,
#   defaults, CEL rules. Integer-or-string is in all and stays, with its anyOf and pattern.
# - Left out as well: printer columns, selectable fields, short names.
#   The status subresource of GlobalAlert stays, though it came with 3.23.
`;

/**
 * What a file shows: the properties up to one release, the keywords up to another, since the union has every property
 * but few of the later limits.
 */
const viewOf = (release) => ({ properties: position(release), keywords: position(release), union: false });
const UNION = { properties: releases.length - 1, keywords: position(UNION_STARTS), union: true };

function position(release) {
  const index = releases.indexOf(release);
  if (index < 0) {
    throw new Error(`crds/source.yaml names the release ${release}, which is not in its list of releases`);
  }
  return index;
}

/** A node of the source as the view has it, without annotations. */
function resolveNode(node, view) {
  if (Array.isArray(node)) {
    return node.filter((entry) => isThere(entry, view.keywords)).map((entry) => resolveNode(entry, view));
  }
  if (typeof node !== 'object' || node === null) {
    return node;
  }
  const entries = Object.entries(keysOf(node, view)).map(([key, value]) => [
    key,
    key === 'properties' ? propertiesOf(value, view) : resolveNode(value, view),
  ]);
  // A list of rules that the release has none of is no list at all.
  return Object.fromEntries(entries.filter(([key, value]) => key !== 'x-kubernetes-validations' || value.length > 0));
}

function propertiesOf(properties, view) {
  const there = Object.entries(properties).filter(([, schema]) => isThere(schema, view.properties));
  return Object.fromEntries(there.map(([name, schema]) => [name, resolveNode(schema, view)]));
}

function isThere(node, upTo) {
  const since = node?.['x-since'];
  return since === undefined || position(since) <= upTo;
}

/** The keys of an object, with later ones in the place of x-from. */
function keysOf(node, view) {
  const keys = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === 'x-from') {
      Object.assign(keys, ...Object.entries(value).map(([release, later]) => laterKeys(release, later, view)));
    } else if (!ANNOTATION.test(key)) {
      keys[key] = value;
    } else if (!ANNOTATIONS.includes(key)) {
      throw new Error(`crds/source.yaml has the annotation ${key}, which nobody knows`);
    }
  }
  return view.union ? Object.assign(keys, node['x-union']) : keys;
}

function laterKeys(release, later, view) {
  if (position(release) <= view.keywords) {
    return later;
  }
  return view.union && later.enum !== undefined ? { enum: later.enum } : {};
}

function write(folder, header, view) {
  const documents = crds.map((crd) => stringify(resolveNode(crd, view), { lineWidth: 0 }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, FILE), header + documents.join('---\n'));
}

for (const release of releases) {
  write(join(outdir, release), releaseHeader(release), viewOf(release));
}
write(outdir, UNION_HEADER, UNION);
