import type { Manifest } from '../../../src/base';
import { CalicoRelease } from '../../../src/calico';
import { BLOCKING_KIND, checkBlocking } from '../../../src/kinds/blocking';
import { official, rootOf, type Schema } from '../../crds/crd';
import { describeWithShared } from '../../shared-folder';
import { clusterOf } from './policy';

type Keys = readonly (string | number)[];

/** A field of a spec, as the API server knows it. */
interface Field {
  readonly keys: Keys;
  /** The keys, with 0 for the items of lists. */
  readonly path: string;
  readonly name: string;
  readonly schema: Schema;
}

/** The releases whose schemas differ. */
const RELEASES = ['3.12', '3.19', '3.22', '3.23', '3.24'];
const KINDS = ['GlobalNetworkPolicy', 'StagedGlobalNetworkPolicy', 'GlobalNetworkSet', 'Tier'];

/** Values that Calico itself demands on any release, although not every schema lists them. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  action: ['Allow', 'Deny', 'Log', 'Pass'],
  stagedAction: ['Set', 'Delete', 'Learn', 'Ignore'],
  defaultAction: ['Pass', 'Deny'],
};

/** The schema of 3.22 is the first one in the folder that has the field, which was added in this release. */
const HAS_DEFAULT_ACTION = '3.20.0';

function fieldsOf(release: string, kind: string): Field[] {
  return fieldsIn(rootOf(official(release, kind)).properties?.['spec'] ?? {}, ['spec']);
}

function fieldsIn({ properties = {}, items }: Schema, keys: Keys): Field[] {
  const own = Object.entries(properties).flatMap(([name, schema]) => {
    const at = [...keys, name];
    return [{ keys: at, path: at.join('.'), name, schema }, ...fieldsIn(schema, at)];
  });
  return items === undefined ? own : [...own, ...fieldsIn(items, [...keys, 0])];
}

function objectWith(kind: string, { keys }: Field, value: unknown): Manifest {
  const fields = keys.reduceRight((inner, key) => (key === 0 ? [inner] : { [key]: inner }), value) as object;
  return { apiVersion: 'projectcalico.org/v3', kind, metadata: { name: 'security' }, ...fields };
}

/** A value that the API server accepts, with this number of items or characters. */
function valueFor({ name, schema: { type, items, enum: values } }: Field, size = 1): unknown {
  switch (type) {
    case 'array':
      return Array.from({ length: size }, (_, index) =>
        items?.['type'] === 'object' ? {} : (items?.enum?.[0] ?? `10.0.${index}.0/24`),
      );
    case 'object':
      return {};
    case 'boolean':
      return true;
    case 'string':
      return values?.[0] ?? VALUES[name]?.[0] ?? 'a'.repeat(size);
    default:
      return values?.[0] ?? 6;
  }
}

/** A value of another type, and the rule for it. */
function wrongFor({ name, schema: { type } }: Field): [value: unknown, rule: string] {
  switch (name) {
    case 'protocol':
    case 'notProtocol':
      return [{}, 'protocol'];
    case 'ports':
    case 'notPorts':
      return ['wrong', 'ports'];
    default:
      return [type === 'string' ? 7 : 'wrong', 'field-type'];
  }
}

const isList = ({ name, schema: { type } }: Field) => type === 'array' && name !== 'types';
const isText = ({ schema: { type } }: Field) => type === 'string';

describeWithShared('the CustomResourceDefinitions of Calico', () => {
  it('have the names of the types', () => {
    const names = KINDS.map((kind) => {
      const { group, names: own } = official('3.24', kind).spec as unknown as { group: string; names: object };
      return { group, isNamespaced: false, ...own };
    });
    const types = BLOCKING_KIND.types.map(({ group, kind, plural, isNamespaced }) => ({
      group,
      kind,
      plural,
      isNamespaced,
    }));
    expect(names).toMatchObject(types);
    expect(types).toHaveLength(KINDS.length);
  });

  describe.each(KINDS)('know the fields of a %s', (kind) => {
    const latest = new Map(fieldsOf('3.24', kind).map((field) => [field.path, field]));

    describe.each(RELEASES)('on %s', (release) => {
      const fields = fieldsOf(release, kind);
      /** The rules that find something in the field, without what they begin with. */
      const rulesFor = (field: Field, value: unknown) =>
        checkBlocking(objectWith(kind, field, value), clusterOf(release))
          .filter(({ keys }) => field.keys.every((key, index) => keys[index] === key))
          .map(({ rule }) => rule.replace('network-policy/', ''));
      const has = (rule: string, field: Field, value: unknown) => rulesFor(field, value).includes(rule);

      it.each(fields.map((field) => [field.path, field] as const))('%s', (_, field) => {
        const found = rulesFor(field, valueFor(field));
        expect(found.filter((rule) => rule.startsWith('field-') && rule !== 'field-missing')).toEqual([]);
        expect(found).not.toContain('unknown-field');
        const [wrong, rule] = wrongFor(field);
        expect(rulesFor(field, wrong)).toContain(rule);
      });

      it('without those of later releases', () => {
        const known = new Set(['spec', ...fields.map(({ path }) => path)]);
        const later = [...latest.values()].filter(
          ({ path, keys }) => !known.has(path) && known.has(keys.slice(0, -1).join('.')),
        );
        const isInCalico = ({ name }: Field) =>
          name === 'defaultAction' && CalicoRelease.parse(release)._has(HAS_DEFAULT_ACTION);
        const accepted = later.filter((field) => !has('field-not-yet', field, valueFor(field)));
        expect(accepted).toEqual(later.filter(isInCalico));
      });

      it.each([
        ['maxLength', isText, 1_024],
        ['maxItems', isList, 60],
      ] as const)('with the same limit: %s', (limit, isOf, most) => {
        const limited = fields.filter(isOf).flatMap((field) => {
          const size = Number(field.schema[limit] ?? latest.get(field.path)?.schema[limit] ?? most);
          const isTooLong = (length: number) =>
            has('field-too-long', field, isText(field) ? 'a'.repeat(length) : valueFor(field, length));
          if (!isTooLong(size + 1)) {
            return [];
          }
          expect([field.path, isTooLong(size)]).toEqual([field.path, false]);
          return [field.path];
        });
        const expected = fields.filter((field) => isOf(field) && field.schema[limit] !== undefined);
        expect(limited).toEqual(expected.map(({ path }) => path));
      });

      it('with the same lists without repeated items', () => {
        const sets = fields.filter((field) => isList(field) && has('repeated-item', field, ['a', 'a']));
        const expected = fields.filter((field) => isList(field) && field.schema['x-kubernetes-list-type'] === 'set');
        expect(sets).toEqual(expected);
      });

      it('with the same values', () => {
        const texts = fields.filter(isText);
        const limited = texts.filter((field) => has('field-value', field, 'Other'));
        expect(limited).toEqual(texts.filter(({ name, schema }) => name in VALUES || schema.enum !== undefined));
        for (const field of limited) {
          const values = VALUES[field.name] ?? [];
          expect([field.schema.enum ?? values, values.filter((value) => has('field-value', field, value))]).toEqual([
            values,
            [],
          ]);
        }
      });

      it('with the same required fields', () => {
        const required = fields.flatMap(({ keys, schema: { items } }) =>
          (items?.required ?? []).map((name) => [...keys, 0, name].join('.')),
        );
        const missing = fields.filter((field) => field.keys.length > 2 && has('field-missing', field, undefined));
        expect(missing.map(({ path }) => path).sort()).toEqual(required.sort());
      });
    });
  });
});
