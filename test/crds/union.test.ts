import { deepStrictEqual } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import { describeWithShared } from '../shared-folder';
import type { Crd, Schema } from './crd';
import {
  documentsOf,
  KINDS,
  kindsOf,
  official,
  ours,
  RELEASES,
  rootOf,
  runsOfNineWords,
  undescribed,
  withoutDescriptions,
} from './crd';

const ALERTS = ['GlobalAlert', 'GlobalAlertTemplate'];
const SINCE_DETECTORS = RELEASES.slice(RELEASES.indexOf('3.14'));

// A schema without one of these accepts more, so the union has only those that both schemas state.
const LIMITS =
  /^(maxLength|minimum|maximum|maxItems|minItems|pattern|default|x-kubernetes-(list-type|list-map-keys|validations))$/;

const documents = documentsOf();

function property(schema: Schema, ...path: string[]): Schema {
  return path.reduce((parent, name) => parent.properties?.[name] as Schema, schema);
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

function common<T extends object>(a: T, b: T): T {
  return Object.fromEntries(
    Object.entries(a).filter(([key, value]) => isDeepStrictEqual({ ...b, [key]: value }, b)),
  ) as T;
}

function unionOfCrds(a: Crd, b: Crd): Crd {
  const [before, after] = [a.spec.versions[0], b.spec.versions[0]];
  const status = [before, after].some((v) => v.subresources?.status) && { subresources: { status: {} } };
  const schema = { openAPIV3Schema: union(rootOf(a), rootOf(b)) };
  const version = { ...common(before, after), ...status, schema };
  const spec = { ...common(a.spec, b.spec), names: common(a.spec.names, b.spec.names), versions: [version] as never };
  return { ...common(a, b), metadata: { name: a.metadata.name }, spec };
}

describe('crds/projectcalico.org.yaml', () => {
  test('has each kind in order, and YAML without complaints', () => {
    expect(documents.map((document) => document.toJS().spec.names.kind)).toEqual(KINDS);
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
  });

  test.each(KINDS)('describes every property of %s', (kind) => {
    // The API server refuses a CRD whose metadata says anything beyond its type.
    expect(undescribed(kind, ours(kind))).toEqual([`${kind}.metadata`]);
  });

  test.each(ALERTS)('lets %s be of either type', (kind) => {
    expect(property(rootOf(ours(kind)), 'spec', 'type').enum).toEqual(['RuleBased', 'AnomalyDetection']);
  });

  test('gives the template the spec of the alert, word for word', () => {
    const [alert, template] = [ours('GlobalAlert'), ours('GlobalAlertTemplate')];
    expect(property(rootOf(template), 'spec')).toEqual(property(rootOf(alert), 'spec'));
  });
});

describeWithShared(`the official CRDs from ${SINCE_DETECTORS[0]} on`, () => {
  test.each(KINDS)('have our %s as their union', (kind) => {
    const expected = SINCE_DETECTORS.filter((release) => kindsOf(release).includes(kind))
      .map((release) => withoutDescriptions(official(release, kind)))
      .reduce(unionOfCrds);
    if (ALERTS.includes(kind)) property(rootOf(expected), 'spec', 'type').enum = ['RuleBased', 'AnomalyDetection'];
    expect(withoutDescriptions(ours(kind))).toEqual(expected);
  });

  test.each(KINDS)('share no nine words in a row with our %s', (kind) => {
    const theirs = new Set(
      RELEASES.flatMap((release) => kindsOf(release).flatMap((k) => runsOfNineWords(official(release, k)))),
    );
    expect(runsOfNineWords(ours(kind)).filter((run) => theirs.has(run))).toEqual([]);
  });
});
