import { CalicoRelease, CalicoTopology } from '../../../src/calico';
import { BLOCKING_KIND, checkBlocking } from '../../../src/kinds/blocking';
import { official, rootOf, type Schema } from '../../crds/crd';
import { describeWithShared } from '../../shared-folder';

/** A field as the schema of the API server defines it, by its path: of items of lists, the first. */
type Fields = ReadonlyMap<string, Schema>;
type Keys = readonly (string | number)[];

/** The releases whose schemas differ. */
const CHANGED = ['3.12', '3.19', '3.22', '3.23', '3.24'];
const KINDS = ['GlobalNetworkPolicy', 'StagedGlobalNetworkPolicy', 'GlobalNetworkSet', 'Tier'];

/** Fields for which this library knows more than the schema: what is rejected, and since when. */
const ENUM_SINCE_EVER = ['action', 'stagedAction'];
const HAS_DEFAULT_ACTION = '3.20.0';

function fieldsIn(schema: Schema, keys: Keys = []): [Keys, Schema][] {
  const { properties = {}, items } = schema;
  const own = Object.entries(properties).flatMap(([name, child]) => [
    [[...keys, name], child] as [Keys, Schema],
    ...fieldsIn(child, [...keys, name]),
  ]);
  return items === undefined ? own : [...own, ...fieldsIn(items, [...keys, 0])];
}

/** The fields of a spec, with the schema of the items of lists. */
function specOf(release: string, kind: string): Fields {
  const spec = rootOf(official(release, kind)).properties?.['spec'] ?? {};
  return new Map(fieldsIn(spec, ['spec']).map(([keys, schema]) => [JSON.stringify(keys), schema]));
}

/** The names of the rules that find something at the place, or below a list. */
function rulesAt(kind: string, release: string, keys: Keys, value: unknown): string[] {
  const found = checkBlocking(objectWith(kind, keys, value), {
    release: CalicoRelease.parse(release),
    topology: CalicoTopology.MANAGED,
  });
  const isAt = (place: readonly unknown[]) => keys.every((key, index) => place[index] === key);
  return [...new Set(found.filter((finding) => isAt(finding.keys)).map(({ rule }) => rule))];
}

function objectWith(kind: string, keys: Keys, value: unknown) {
  const around = keys.reduceRight<unknown>((inner, key) => (key === 0 ? [inner] : { [key]: inner }), value) as object;
  return { apiVersion: 'projectcalico.org/v3', kind, metadata: { name: 'security' }, ...around };
}

function ofType({ type, items, ...schema }: Schema, count = 1): unknown {
  switch (type) {
    case 'array':
      return Array.from({ length: count }, (_, index) =>
        items?.['type'] === 'object' ? {} : (items?.enum?.[0] ?? `10.0.${index}.0/24`),
      );
    case 'object':
      return {};
    case 'boolean':
      return true;
    case 'string':
      return (schema.enum ?? ['a'])[0];
    default:
      return schema.enum?.[0] ?? 6;
  }
}

/** A value of another type, which the API server rejects, and the rule for it. */
function wrong(name: unknown, { type }: Schema): [value: unknown, rule: string] {
  if (type === undefined) {
    return [{}, 'network-policy/protocol'];
  }
  const value = type === 'string' ? 7 : 'wrong';
  return [value, name === 'ports' || name === 'notPorts' ? 'network-policy/ports' : 'network-policy/field-type'];
}

const isUnset = (schema: Schema, limit: 'maxLength' | 'maxItems') => schema[limit] === undefined;
const SCHEMA_RULES = ['type', 'value', 'too-long', 'not-yet'].map((name) => `network-policy/field-${name}`);
const structural = (rules: readonly string[]) =>
  rules.filter((rule) => SCHEMA_RULES.includes(rule) || rule === 'network-policy/unknown-field');

describeWithShared('the CustomResourceDefinitions of Calico', () => {
  it.each(KINDS)('have the names of a %s', (kind) => {
    const { names, group } = official('3.24', kind).spec as unknown as { names: { plural: string }; group: string };
    const type = BLOCKING_KIND.types.find((each) => each.kind === kind);
    expect(type).toMatchObject({ group, kind, plural: names.plural, isNamespaced: false });
  });

  it('are of the types that are checked', () => {
    expect(BLOCKING_KIND.types.map(({ kind }) => kind)).toEqual(KINDS);
  });
});

describeWithShared('compared with the schema of the API server', () => {
  describe.each(CHANGED)('of %s', (release) => {
    describe.each(KINDS)('a %s', (kind) => {
      const fields = [...specOf(release, kind)].map(([key, schema]) => ({ keys: JSON.parse(key) as Keys, schema }));
      const latest = (limit: 'maxLength' | 'maxItems', keys: Keys) =>
        specOf('3.24', kind).get(JSON.stringify(keys))?.[limit];
      const tooLong = ['network-policy/field-too-long'];
      const last = (keys: Keys) => keys.at(-1);
      const path = (keys: Keys) => keys.join('.');

      it('has its fields, of their types', () => {
        for (const { keys, schema } of fields) {
          const right = VALUES[String(last(keys))]?.[0] ?? ofType(schema);
          expect([path(keys), structural(rulesAt(kind, release, keys, right))]).toEqual([path(keys), []]);
          const [value, rule] = wrong(last(keys), schema);
          expect([path(keys), ...rulesAt(kind, release, keys, value)]).toEqual(
            expect.arrayContaining([path(keys), rule]),
          );
        }
      });

      it('has no field that only later releases have', () => {
        const known = new Set(fields.map(({ keys }) => path(keys)));
        const later = [...specOf('3.24', kind)]
          .map(([key, schema]) => ({ keys: JSON.parse(key) as Keys, schema }))
          .filter(({ keys }) => !known.has(path(keys)) && (keys.length === 2 || known.has(path(parentOf(keys)))));
        const isKnown = (keys: Keys) =>
          last(keys) === 'defaultAction' && CalicoRelease.parse(release)._has(HAS_DEFAULT_ACTION);
        for (const { keys, schema } of later.filter((field) => !isKnown(field.keys))) {
          expect([path(keys), rulesAt(kind, release, keys, ofType(schema))[0]]).toEqual([
            path(keys),
            'network-policy/field-not-yet',
          ]);
        }
      });

      it('has the same limits', () => {
        for (const { keys, schema } of fields.filter(({ schema: { type } }) => type === 'string')) {
          const limit = Number(schema['maxLength'] ?? latest('maxLength', keys) ?? 1_100);
          const rulesFor = (length: number) =>
            structural(rulesAt(kind, release, keys, 'a'.repeat(length))).filter((rule) => tooLong.includes(rule));
          const expected = isUnset(schema, 'maxLength') ? [] : tooLong;
          expect([path(keys), rulesFor(limit), rulesFor(limit + 1)]).toEqual([path(keys), [], expected]);
        }
        for (const { keys, schema } of fields.filter((field) => isList(field.schema) && last(field.keys) !== 'types')) {
          const limit = Number(schema['maxItems'] ?? latest('maxItems', keys) ?? 60);
          const rulesFor = (count: number) =>
            rulesAt(kind, release, keys, ofType(schema, count)).filter((rule) => tooLong.includes(rule));
          const expected = isUnset(schema, 'maxItems') ? [] : tooLong;
          expect([path(keys), rulesFor(limit), rulesFor(limit + 1)]).toEqual([path(keys), [], expected]);
        }
      });

      it('has the same lists without repeated items', () => {
        for (const { keys, schema } of fields.filter((field) => isList(field.schema) && last(field.keys) !== 'types')) {
          const isSet = schema['x-kubernetes-list-type'] === 'set';
          const value = ['a', 'a', ...(isSet ? ['a'] : [])];
          const repeated = rulesAt(kind, release, keys, value).filter((rule) => rule.endsWith('repeated-item'));
          expect([path(keys), repeated]).toEqual([path(keys), isSet ? ['network-policy/repeated-item'] : []]);
        }
      });

      it('has the same values of strings', () => {
        for (const { keys, schema } of fields.filter(({ schema: { type } }) => type === 'string')) {
          const name = String(last(keys));
          const isLimited = schema.enum !== undefined || ENUM_SINCE_EVER.includes(name) || name === 'defaultAction';
          const values = VALUES[name] ?? ['anything'];
          const rulesFor = (value: string) =>
            rulesAt(kind, release, keys, value).filter((rule) => rule.endsWith('field-value'));
          expect([path(keys), rulesFor('Other')]).toEqual([
            path(keys),
            isLimited ? ['network-policy/field-value'] : [],
          ]);
          expect([path(keys), schema.enum ?? values, values.flatMap(rulesFor)]).toEqual([path(keys), values, []]);
        }
      });

      it('requires the same fields of maps in lists', () => {
        const required = fields.flatMap(({ keys, schema: { items } }) =>
          (items?.required ?? []).map((name) => [...keys, 0, name] as Keys),
        );
        for (const keys of required) {
          const others = { other: 1 };
          const found = rulesAt(kind, release, parentOf(keys), others);
          expect([path(keys), found.includes('network-policy/field-missing')]).toEqual([path(keys), true]);
          expect([path(keys), rulesAt(kind, release, keys, undefined)]).toEqual([
            path(keys),
            ['network-policy/field-missing'],
          ]);
        }
      });
    });
  });
});

const VALUES: Readonly<Record<string, readonly string[]>> = {
  action: ['Allow', 'Deny', 'Log', 'Pass'],
  stagedAction: ['Set', 'Delete', 'Learn', 'Ignore'],
  defaultAction: ['Pass', 'Deny'],
};

function isList({ type }: Schema): boolean {
  return type === 'array';
}

function parentOf(keys: Keys): Keys {
  return keys.slice(0, -1);
}
