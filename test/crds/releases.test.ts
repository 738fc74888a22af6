import { CalicoRelease } from '../../src/calico';
import { OBJECT_TYPES } from '../../src/kinds';
import { describeWithShared } from '../shared-folder';
import {
  type Crd,
  documentsOf,
  kindsOf,
  official,
  ours,
  RELEASES,
  rootOf,
  rulesOf,
  runsOfNineWords,
  type Schema,
  textOf,
  undescribed,
  withoutDescriptions,
} from './crd';

const EACH = RELEASES.flatMap((release) => kindsOf(release).map((kind) => [release, kind] as const));
const TYPES = OBJECT_TYPES.filter(({ schema }) => schema !== undefined);
const FIELDS = TYPES.flatMap(({ kind, schema }) =>
  Object.entries(schema?.spec.fields ?? {}).map(([name, field]) => [kind, name, field] as const),
);
const withKind = (kind: string) => RELEASES.filter((release) => kindsOf(release).includes(kind));
const SCHEMAS_WITH_RULES = RELEASES.slice(RELEASES.indexOf('3.23'));

/** What a server judges objects by: rules by their number, order and reason, since their wording is ours. */
function structureOf(crd: Crd): object {
  const { status: _, metadata, ...rest } = withoutDescriptions(crd) as Crd & { status?: object };
  const text = JSON.stringify({ ...rest, metadata: { name: metadata.name } });
  return JSON.parse(text, (key, value) =>
    key === 'x-kubernetes-validations'
      ? value.map(({ rule, message, ...others }: { rule: string; message: string }) => others)
      : value,
  );
}

/** The values of a field, which a schema may narrow down in several steps. */
function valuesOf({ enum: values, allOf }: Schema = {}): string[] {
  const lists = [values, ...((allOf as Schema[] | undefined) ?? []).map((each) => each.enum)] as (
    | string[]
    | undefined
  )[];
  const [first = [], ...others] = lists.filter((list) => list !== undefined);
  return first.filter((value) => others.every((list) => list.includes(value)));
}

describe('npm run crds', () => {
  test('makes CRDs of a release of Calico Cloud, which has those of its base', () => {
    const withoutHeader = (text: string) => text.replace(/^#.*\n/gm, '');
    expect(withoutHeader(textOf('cloud-19.0.0'))).toBe(withoutHeader(textOf('3.19')));
    expect(textOf('cloud-19.0.0')).toContain('as Calico Cloud 19.0.0 has them');
  });

  test('gives 3.13 the fields of alerts that run a detector, and 3.23 no limits of 3.24', () => {
    expect(textOf('3.13')).toContain('detector:');
    expect(textOf('3.23')).not.toContain('maxLength: 16\n');
    expect(textOf('3.24')).toContain('maxLength: 16\n');
  });
});

describe('the CRDs of each release', () => {
  test.each(RELEASES)('%s: have each kind, and YAML without complaints and annotations', (release) => {
    const documents = documentsOf(release);
    expect(documents.map((document) => document.toJS().spec.names.kind)).toEqual(kindsOf(release));
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    expect(JSON.stringify(documents)).not.toMatch(/"x-(since|from|union|same-as)"/);
  });

  test.each(EACH)('%s: describes every property of %s', (release, kind) => {
    // The API server refuses a CRD whose metadata says anything beyond its type.
    expect(undescribed(kind, ours(kind, release))).toEqual([`${kind}.metadata`]);
  });
});

describeWithShared('the official CRDs of each release', () => {
  test.each(EACH)('%s: have the structure of our %s', (release, kind) => {
    expect(structureOf(ours(kind, release))).toEqual(structureOf(official(release, kind)));
  });

  test.each(EACH)('%s: share no nine words in a row with our %s', (release, kind) => {
    const theirs = new Set(withKind(kind).flatMap((other) => runsOfNineWords(official(other, kind))));
    expect(runsOfNineWords(ours(kind, release)).filter((run) => theirs.has(run))).toEqual([]);
  });

  test.each(SCHEMAS_WITH_RULES)('%s: word no CEL rule and no message as we do', (release) => {
    const textsOf = (crd: Crd) => rulesOf(crd).flatMap(({ rule, message }) => [rule, message]);
    const theirs = new Set(kindsOf(release).flatMap((kind) => textsOf(official(release, kind))));
    const same = kindsOf(release)
      .flatMap((kind) => textsOf(ours(kind, release)))
      .filter((text) => theirs.has(text));
    expect(same).toEqual([]);
  });
});

describe.each(RELEASES)('the CRDs of %s, and our checks', (written) => {
  const release = CalicoRelease.parse(written);
  const crd = (kind: string) => rootOf(ours(kind, written)).properties?.spec?.properties ?? {};
  const isThere = (kind: string) => kindsOf(written).includes(kind);
  const fieldsThere = FIELDS.filter(([kind]) => isThere(kind));

  test('have the same kinds', () => {
    const known = TYPES.filter(({ isIn }) => isIn === undefined || release._valueIn(isIn)).map(({ kind }) => kind);
    expect(known.sort()).toEqual(
      TYPES.map(({ kind }) => kind)
        .filter(isThere)
        .sort(),
    );
  });

  test.each(TYPES.filter(({ kind }) => isThere(kind)))('have the same fields: $kind', ({ kind, schema }) => {
    const fields = Object.entries(schema?.spec.fields ?? {});
    const known = fields.filter(([, { isIn }]) => isIn === undefined || release._valueIn(isIn)).map(([name]) => name);
    expect(Object.keys(crd(kind)).sort()).toEqual(known.sort());
  });

  test.each(fieldsThere)('limit %s.%s to the same length', (kind, name, { maxLength = [] }) => {
    expect(crd(kind)[name]?.maxLength).toBe(release._valueIn(maxLength));
  });

  test.each(fieldsThere.filter(([, name]) => name !== 'type'))(
    'limit %s.%s to the same values',
    (kind, name, schema) => {
      const { values = [], refusesEmpty = [] } = schema;
      const listed = release._valueIn(refusesEmpty) ? release._valueIn(values) : undefined;
      expect(valuesOf(crd(kind)[name]).sort()).toEqual([...(listed ?? [])].sort());
    },
  );
});
