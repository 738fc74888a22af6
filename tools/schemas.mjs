/*
 * Makes JSON Schemas for editors and kubeconform from the CRDs of each release, which tools/crds.mjs makes.
 *
 *   node tools/schemas.mjs [FOLDER]     writes into FOLDER, or else into lib/schemas: a folder for each release
 *
 * A schema that an earlier release has as well is a reference to its file.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CalicoRelease, crdsOf, NEWEST_ENTERPRISE } from './crds.mjs';
import { root } from './typescript.mjs';

const OLDEST_MINOR = 12;
const DIALECT = { $schema: 'http://json-schema.org/draft-07/schema#' };

/** Keywords of structural schemas that JSON Schema has with the same meaning, apart from those with schemas in them. */
const KEPT = [
  ...['description', 'type', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'default'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
  'required',
];

/** Kubernetes gives others, such as duration, a meaning of its own. */
const FORMATS = ['date-time'];

const strings = (description) => ({ description, type: 'object', additionalProperties: { type: 'string' } });

/** The metadata of every object, which CRDs do not describe. */
const METADATA = {
  description: 'Name, namespace, labels and annotations of the object.',
  type: 'object',
  properties: {
    name: { description: 'Name of the object.', type: 'string' },
    generateName: { description: 'Start of a name that the API server completes.', type: 'string' },
    namespace: { description: 'Namespace of the object.', type: 'string' },
    labels: strings('Labels, which selectors find.'),
    annotations: strings('Annotations, which selectors do not find.'),
    finalizers: { description: 'What has to be done before deletion.', type: 'array', items: { type: 'string' } },
    ownerReferences: { description: 'Objects that own this one.', type: 'array', items: { type: 'object' } },
    creationTimestamp: { description: 'Set by the API server.', type: ['string', 'null'] },
    deletionTimestamp: { description: 'Set by the API server.', type: ['string', 'null'] },
    deletionGracePeriodSeconds: { description: 'Set by the API server.', type: 'integer' },
    generation: { description: 'Set by the API server.', type: 'integer' },
    managedFields: { description: 'Set by the API server.', type: 'array', items: { type: 'object' } },
    resourceVersion: { description: 'Set by the API server.', type: 'string' },
    selfLink: { description: 'Set by old API servers.', type: 'string' },
    uid: { description: 'Set by the API server.', type: 'string' },
  },
  additionalProperties: false,
};

/** The schema of a kind. Unknown fields are errors, as they are with `kubectl --validate=strict`. */
function schemaOf({ spec: { group, names } }, { name, schema }) {
  const { properties, required = [], ...rest } = schema.openAPIV3Schema;
  const fixed = {
    apiVersion: { ...properties.apiVersion, enum: [`${group}/${name}`] },
    kind: { ...properties.kind, enum: [names.kind] },
  };
  const { metadata: _, ...others } = properties;
  const converted = convert({ ...rest, properties: { ...others, ...fixed } });
  return {
    ...DIALECT,
    title: names.kind,
    ...converted,
    properties: { ...converted.properties, metadata: METADATA },
    required: [...new Set(['apiVersion', 'kind', 'metadata', ...required])],
  };
}

/** A structural schema as JSON Schema. Schemas in allOf and the like only judge fields, and declare none. */
function convert(schema, isJudge = false) {
  const result = Object.fromEntries(Object.entries(schema).filter(([key]) => KEPT.includes(key)));
  if (FORMATS.includes(schema.format)) {
    result.format = schema.format;
  }
  if (schema['x-kubernetes-int-or-string'] && schema.anyOf === undefined) {
    result.anyOf = [{ type: 'integer' }, { type: 'string' }];
  }
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    if (schema[key] !== undefined) {
      result[key] = schema[key].map((each) => convert(each, true));
    }
  }
  if (schema.not !== undefined) {
    result.not = convert(schema.not, true);
  }
  return withNull(schema, { ...result, ...partsOf(schema, isJudge) });
}

function partsOf({ type, items, properties, additionalProperties, ...schema }, isJudge) {
  const parts = {};
  if (items !== undefined) {
    parts.items = convert(items, isJudge);
  }
  if (properties !== undefined) {
    const entries = Object.entries(properties).map(([name, each]) => [name, convert(each, isJudge)]);
    parts.properties = Object.fromEntries(entries);
  }
  if (typeof additionalProperties === 'object') {
    parts.additionalProperties = convert(additionalProperties, isJudge);
  } else if (additionalProperties !== undefined) {
    parts.additionalProperties = additionalProperties;
  } else if (type === 'object' && !isJudge && !schema['x-kubernetes-preserve-unknown-fields']) {
    parts.additionalProperties = false;
  }
  return parts;
}

function withNull({ nullable }, schema) {
  if (!nullable || schema.type === undefined) {
    return schema;
  }
  return { ...schema, type: [schema.type, 'null'], ...(schema.enum && { enum: [...schema.enum, null] }) };
}

/** Any of the kinds, for files with several documents. Other kinds are accepted, since such files have them as well. */
function combined(files) {
  const kinds = Object.entries(files);
  return {
    ...DIALECT,
    type: 'object',
    properties: {
      apiVersion: { description: 'API group and version of the object.', type: 'string' },
      kind: { description: 'Kind of the object.', type: 'string' },
    },
    required: ['apiVersion', 'kind'],
    allOf: kinds.map(([file, { properties }]) => ({
      if: {
        properties: { apiVersion: { enum: properties.apiVersion.enum }, kind: { enum: properties.kind.enum } },
        required: ['apiVersion', 'kind'],
      },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { $ref: file },
    })),
  };
}

/** The files of one release by their names, which are those of kubeconform. */
function filesOf(release) {
  return Object.fromEntries(
    crdsOf(release).flatMap((crd) =>
      crd.spec.versions.map((version) => [
        `${crd.spec.names.kind.toLowerCase()}_${version.name}.json`,
        schemaOf(crd, version),
      ]),
    ),
  );
}

/** Writes the schemas of all releases. */
export function writeSchemas(folder) {
  const newest = Number(/^3\.(\d+)/.exec(NEWEST_ENTERPRISE)[1]);
  const earlier = new Map();
  for (let minor = OLDEST_MINOR; minor <= newest; minor++) {
    const release = `3.${minor}`;
    const files = filesOf(CalicoRelease.parse(release));
    mkdirSync(join(folder, release), { recursive: true });
    for (const [name, schema] of Object.entries({ ...files, 'all.json': combined(files) })) {
      const text = JSON.stringify(schema);
      // References in all.json are to files of its own folder.
      const same = name === 'all.json' ? undefined : earlier.get(text);
      const path = `${release}/${name}`;
      const contents = same === undefined ? text : JSON.stringify({ ...DIALECT, $ref: `../${same}` });
      earlier.set(text, same ?? path);
      writeFileSync(join(folder, path), `${contents}\n`);
    }
  }
}

if (process.argv[1] === import.meta.filename) {
  writeSchemas(resolve(process.argv[2] ?? join(root, 'lib', 'schemas')));
}
