import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, parseAllDocuments } from 'yaml';
import { describeWithShared, sharedFolder } from '../shared-folder';

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema;
  required?: string[];
  enum?: unknown[];
  description?: string;
  [keyword: string]: unknown;
}

interface Crd {
  metadata: { name: string };
  spec: { names: object; versions: [{ schema: { openAPIV3Schema: Schema }; subresources?: { status?: object } }] };
}

type Kind = keyof typeof PLURALS;

const RELEASES = ['3.14', '3.24'];
const PLURALS = {
  GlobalAlert: 'globalalerts',
  GlobalAlertTemplate: 'globalalerttemplates',
  NetworkPolicy: 'networkpolicies',
};
const KINDS = Object.keys(PLURALS) as Kind[];
const ALERTS: Kind[] = ['GlobalAlert', 'GlobalAlertTemplate'];

// A schema without one of these accepts more, so the union has only those that both schemas state.
const LIMITS = /^(maxLength|minimum|maximum|maxItems|minItems|pattern|default|x-kubernetes-(list-type|validations))$/;

const documents = parseAllDocuments(readFileSync(join(__dirname, '../../crds/projectcalico.org.yaml'), 'utf8'));

function ours(kind: Kind): Crd {
  return documents[KINDS.indexOf(kind)]?.toJS() as Crd;
}

function official(release: string, kind: Kind): Crd {
  const file = join(sharedFolder ?? '', 'calico-crds', release, `projectcalico.org_${PLURALS[kind]}.yaml`);
  return parse(readFileSync(file, 'utf8'));
}

function rootOf(crd: Crd): Schema {
  return crd.spec.versions[0].schema.openAPIV3Schema;
}

function property(schema: Schema, ...path: string[]): Schema {
  return path.reduce((parent, name) => parent.properties?.[name] as Schema, schema);
}

function withoutDescriptions(crd: Crd): Crd {
  // A property may itself be called description; only the keyword holds a string.
  return JSON.parse(JSON.stringify(crd), (key, v) => (key !== 'description' || typeof v === 'object' ? v : undefined));
}

function keysOf(...objects: (object | undefined)[]): string[] {
  return [...new Set(objects.flatMap((object) => Object.keys(object ?? {})))];
}

function union(a?: Schema, b?: Schema): Schema {
  const entries = keysOf(a, b).map((keyword) => [keyword, unionOf(keyword, a, b)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function unionOf(keyword: string, a?: Schema, b?: Schema): unknown {
  if (keyword === 'properties') {
    const names = keysOf(a?.properties, b?.properties);
    return Object.fromEntries(names.map((name) => [name, union(a?.properties?.[name], b?.properties?.[name])]));
  }
  if (keyword === 'items' || keyword === 'additionalProperties') return union(a?.[keyword], b?.[keyword]);
  if (keyword === 'enum') return [...new Set([...(a?.enum ?? []), ...(b?.enum ?? [])])];
  if (keyword === 'required' && a && b) {
    const names = a.required?.filter((name) => b.required?.includes(name)) ?? [];
    return names.length > 0 ? names : undefined;
  }
  const [left, right] = [a?.[keyword], b?.[keyword]];
  if (left === undefined || right === undefined) return LIMITS.test(keyword) ? undefined : (left ?? right);
  deepStrictEqual(left, right, `the releases disagree on ${keyword}`);
  return left;
}

function common(a: object, b: object): object {
  return Object.fromEntries(Object.entries(a).filter(([key, value]) => isDeepStrictEqual({ ...b, [key]: value }, b)));
}

function unionOfCrds(a: Crd, b: Crd, kind: Kind): object {
  const [before, after] = [a.spec.versions[0], b.spec.versions[0]];
  const openAPIV3Schema = union(rootOf(a), rootOf(b));
  if (ALERTS.includes(kind)) property(openAPIV3Schema, 'spec', 'type').enum = ['RuleBased', 'AnomalyDetection'];
  const status = [before, after].some((v) => v.subresources?.status) && { subresources: { status: {} } };
  const version = { ...common(before, after), ...status, schema: { openAPIV3Schema } };
  const spec = { ...common(a.spec, b.spec), names: common(a.spec.names, b.spec.names), versions: [version] };
  return { ...common(a, b), metadata: { name: a.metadata.name }, spec };
}

function* schemasIn(schema: Schema, path: string): Generator<[path: string, schema: Schema]> {
  yield [path, schema];
  for (const [name, child] of Object.entries(schema.properties ?? {})) yield* schemasIn(child, `${path}.${name}`);
  for (const child of [schema.items, schema.additionalProperties]) if (child) yield* schemasIn(child, `${path}[]`);
}

function runsOfNineWords(crd: Crd): string[] {
  return [...schemasIn(rootOf(crd), '')].flatMap(([, { description }]) => {
    const words = description?.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    return words.slice(8).map((_, start) => words.slice(start, start + 9).join(' '));
  });
}

describe('crds/projectcalico.org.yaml', () => {
  test('holds the three kinds in order, and YAML without complaints', () => {
    expect(documents.map((document) => document.toJS().spec.names.kind)).toEqual(KINDS);
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
  });

  test.each(KINDS)('describes every property of %s', (kind) => {
    const undescribed = [...schemasIn(rootOf(ours(kind)), kind)]
      .filter(([path, { description }]) => !path.endsWith('[]') && !description?.trim())
      .map(([path]) => path);
    // The API server refuses a CRD whose metadata says anything beyond its type.
    expect(undescribed).toEqual([`${kind}.metadata`]);
  });

  test.each(ALERTS)('lets %s be of either type', (kind) => {
    expect(property(rootOf(ours(kind)), 'spec', 'type').enum).toEqual(['RuleBased', 'AnomalyDetection']);
  });

  test('gives the template the spec of the alert, word for word', () => {
    const [alert, template] = [ours('GlobalAlert'), ours('GlobalAlertTemplate')];
    expect(property(rootOf(template), 'spec')).toEqual(property(rootOf(alert), 'spec'));
  });
});

describeWithShared(`the official CRDs of ${RELEASES.join(' and ')}`, () => {
  test.each(KINDS)('have our %s as their union', (kind) => {
    const [older, newer] = [official('3.14', kind), official('3.24', kind)];
    const expected = unionOfCrds(withoutDescriptions(older), withoutDescriptions(newer), kind);
    expect(withoutDescriptions(ours(kind))).toEqual(expected);
  });

  test.each(KINDS)('share no nine words in a row with our %s', (kind) => {
    const theirs = new Set(RELEASES.flatMap((release) => KINDS.flatMap((k) => runsOfNineWords(official(release, k)))));
    expect(runsOfNineWords(ours(kind)).filter((run) => theirs.has(run))).toEqual([]);
  });
});
