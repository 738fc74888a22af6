import { FindingSeverity, fieldPath, type Manifest, type RuleMark } from '../../src/base';
import { CalicoRelease, OLDEST } from '../../src/calico';
import { checkField, checkFields, type FieldRules, type FieldSchema, isSet, objectSchema } from '../../src/kind';

const rule = (id: string): RuleMark => ({ rule: id, severity: FindingSeverity.ERROR });
const RULES: FieldRules = {
  apiVersion: rule('api-version'),
  specMissing: rule('spec-missing'),
  unknownField: rule('unknown'),
  fieldMissing: rule('missing'),
  fieldType: rule('type'),
  fieldValue: rule('value'),
  fieldTooLong: rule('long'),
  fieldNotYet: rule('not-yet'),
};

const SINCE_3_15: FieldSchema['isIn'] = [
  [OLDEST, false],
  ['3.15.0', true],
];

const SPEC = {
  title: 'a thing',
  fields: {
    text: { type: 'string' },
    later: { type: 'string', isIn: SINCE_3_15 },
    mode: {
      type: 'string',
      values: [
        [OLDEST, ['on', 'off']],
        ['3.15.0', ['on', 'off', 'auto']],
      ],
      refusesEmpty: [
        [OLDEST, false],
        ['3.20.0', true],
      ],
    },
    only: { type: 'string', values: [[OLDEST, ['x']]] },
    name: { type: 'string', maxLength: [['3.15.0', 3]] },
    list: { type: 'strings', maxItems: [['3.15.0', 2]] },
    owner: { type: 'map', of: { title: 'an owner', fields: { id: { type: 'string' } }, required: ['id'] } },
    owners: { type: 'maps', of: { title: 'an owner', fields: { id: { type: 'string' } }, required: ['id'] } },
    empty: { type: 'map', of: { title: 'an empty map', fields: {} } },
  },
  required: ['text'],
  alsoRequired: ['mode', 'name'],
} as const;

const TYPES = [
  {
    group: 'projectcalico.org',
    kind: 'Thing',
    plural: 'things',
    isNamespaced: false,
    schema: objectSchema('a Thing', SPEC),
  },
  {
    group: 'projectcalico.org',
    kind: 'Other',
    plural: 'others',
    isNamespaced: false,
    schema: objectSchema('an Other', { title: 'other', fields: {} }, { hasStatus: true }),
  },
];

function found(manifest: Manifest, release = '3.22', rules = RULES): string[] {
  return checkFields(manifest, TYPES as never, rules, CalicoRelease.parse(release)).map(
    ({ rule: id, keys, message }) => `${id} ${fieldPath(keys)}: ${message}`,
  );
}

const thing = (spec: unknown, differences: object = {}): Manifest => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'Thing',
  metadata: { name: 'a' },
  spec,
  ...differences,
});
const fields = (spec: object, release?: string) => found(thing({ text: 'x', ...spec }), release);

describe('the structure of an object', () => {
  it.each<[string, Manifest, string[]]>([
    ['right', thing({ text: 'x' }), []],
    ['without a version', thing({ text: 'x' }, { apiVersion: undefined }), []],
    [
      'of another version',
      thing({ text: 'x' }, { apiVersion: 'projectcalico.org/v1' }),
      ['api-version apiVersion: must be projectcalico.org/v3, the only version of this API'],
    ],
    [
      'without a spec',
      thing(undefined),
      ['spec-missing spec: must contain the fields of a thing, at least mode, name and text'],
    ],
    [
      'with a list as spec',
      thing([]),
      ['spec-missing spec: must contain the fields of a thing, at least mode, name and text'],
    ],
    [
      'without what is required',
      thing({}),
      ['missing spec.text: is required: the API server rejects a thing without it'],
    ],
    [
      'with null for it',
      thing({ text: null }),
      ['missing spec.text: is required: the API server rejects a thing without it'],
    ],
    [
      'with the spec of a kind that requires nothing',
      { ...thing(1), kind: 'Other' },
      ['spec-missing spec: must contain the fields of other'],
    ],
    ['with a status', { ...thing({}, { status: {} }), kind: 'Other' }, []],
    [
      'with a status that its kind does not have',
      thing({ text: 'x' }, { status: {} }),
      [
        'unknown status: is not a field of a Thing; the API server rejects or drops unknown fields; the fields are apiVersion, kind, metadata, spec',
      ],
    ],
    [
      'with an owner that lacks fields',
      thing({ text: 'x' }, { metadata: { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a' }] } }),
      ['missing metadata.ownerReferences[0].uid: is required: the API server rejects an owner without it'],
    ],
  ])('is checked: %s', (_, manifest, lines) => {
    expect(found(manifest)).toEqual(lines);
  });

  it.each<[object, string, string[]]>([
    [{ text: 1 }, '3.22', ['type spec.text: must be a string; quote it, as in "1"']],
    [{ text: false }, '3.22', ['type spec.text: must be a string; quote it, as in "false"']],
    [{ text: ['a'] }, '3.22', ['type spec.text: must be a string, not a list; remove the brackets or the dash']],
    [{ text: ['a', 'b'] }, '3.22', ['type spec.text: must be a string; quote it']],
    [{ text: [1] }, '3.22', ['type spec.text: must be a string; quote it']],
    [{ text: {} }, '3.22', ['type spec.text: must be a string; quote it']],
    [
      { later: 'x' },
      '3.14',
      ['not-yet spec.later: is not available in Calico Enterprise 3.14.0: it was added in 3.15; remove it'],
    ],
    [{ later: 'x' }, '3.15', []],
    [
      { lat: 1 },
      '3.22',
      [
        'unknown spec.lat: is not a field of a thing; the API server rejects or drops unknown fields; the fields are text, later, mode, only, name, list, owner, owners, empty',
      ],
    ],
    [
      { later2: 1 },
      '3.22',
      [
        'unknown spec.later2: is not a field of a thing; the API server rejects or drops unknown fields; did you mean later?',
      ],
    ],
    [
      { later2: 1 },
      '3.14',
      [
        'unknown spec.later2: is not a field of a thing; the API server rejects or drops unknown fields; the fields are text, mode, only, name, list, owner, owners, empty',
      ],
    ],
    [
      { toString: 1 },
      '3.22',
      [
        'unknown spec.toString: is not a field of a thing; the API server rejects or drops unknown fields; the fields are text, later, mode, only, name, list, owner, owners, empty',
      ],
    ],
    [
      { empty: { a: 1 } },
      '3.22',
      [
        'unknown spec.empty.a: is not a field of an empty map; the API server rejects or drops unknown fields; it has none',
      ],
    ],
    [{ mode: 'auto' }, '3.22', []],
    [
      { mode: 'auto' },
      '3.14',
      ['value spec.mode: must be one of on, off, which Calico Enterprise 3.14.0 does not have yet'],
    ],
    [{ mode: 'autos' }, '3.22', ['value spec.mode: must be one of on, off, auto; did you mean auto?']],
    [{ mode: '' }, '3.19', []],
    [{ mode: '' }, '3.22', ['value spec.mode: must be one of on, off, auto; to set none of them, remove the field']],
    [{ only: 'y' }, '3.22', ['value spec.only: must be x']],
    [{ name: 'abc' }, '3.22', []],
    [{ name: '😀😀😀' }, '3.22', []],
    [{ name: 'abcd' }, '3.22', ['long spec.name: must have at most 3 characters since 3.15']],
    [{ name: 'abcd' }, '3.14', []],
    [{ list: ['a', 'b'] }, '3.22', []],
    [{ list: ['a', 'b', 'c'] }, '3.22', ['long spec.list: must have at most 2 items since 3.15; it has 3']],
    [{ list: ['a', 'b', 'c'] }, '3.14', []],
    [{ owner: {} }, '3.22', ['missing spec.owner.id: is required: the API server rejects an owner without it']],
    [{ owner: [] }, '3.22', ['type spec.owner: must be a map']],
    [{ owners: [{ id: 'a' }, { id: 1 }] }, '3.22', ['type spec.owners[1].id: must be a string; quote it, as in "1"']],
    [{ owners: { id: 'a' } }, '3.22', ['type spec.owners: must be a list of maps; start each of them with a dash']],
    [{ owners: ['a'] }, '3.22', ['type spec.owners: must be a list of maps']],
    [{ later: null, mode: undefined }, '3.22', []],
  ])('is checked field by field: %j on %s', (spec, release, lines) => {
    expect(fields(spec, release)).toEqual(lines);
  });

  it('is none of a type without a schema', () => {
    const types = [{ group: 'projectcalico.org', kind: 'Thing', plural: 'things', isNamespaced: false }];
    expect(checkFields(thing(1), types, RULES, CalicoRelease.parse('3.22'))).toEqual([]);
    expect(checkFields(thing(1), [], RULES, CalicoRelease.parse('3.22'))).toEqual([]);
  });

  it('is that of the first type for another kind', () => {
    expect(found({ ...thing({}), kind: 'Unknown' })).toHaveLength(1);
  });
});

describe('a field', () => {
  const checked = (type: FieldSchema['type'], value: unknown, isSecret?: FieldRules['isSecret']) =>
    checkField(value, ['x'], { type }, { rules: { ...RULES, isSecret }, release: CalicoRelease.parse('3.22') });
  const problem = (type: FieldSchema['type'], value: unknown) => checked(type, value)[0]?.message;

  it.each<[FieldSchema['type'], unknown, string | undefined]>([
    ['integer', 1, undefined],
    ['integer', '1', 'must be a number, without quotes'],
    ['number', 1.5, undefined],
    ['number', Number.POSITIVE_INFINITY, 'must be a finite number, without quotes'],
    ['number', '1', 'must be a finite number, without quotes'],
    ['boolean', false, undefined],
    ['boolean', 'false', 'must be true or false, without quotes'],
    ['strings', [], undefined],
    ['strings', ['a', 1], 'must be a list of strings; quote numbers, true and false'],
    ['strings', 1, 'must be a list of strings: write ["1"]'],
    ['strings', true, 'must be a list of strings: write ["true"]'],
    ['strings', 'a', 'must be a list of strings: write [a]'],
    ['strings', 'a, b.c/d-e ,"f", 1', 'must be a list of strings: write [a, b.c/d-e, "\\"f\\"", "1"]'],
    ['strings', ' ', 'must be a list of strings'],
    ['strings', 'a'.repeat(80), `must be a list of strings: write [${'a'.repeat(80)}]`],
    ['strings', 'a'.repeat(81), 'must be a list of strings'],
    ['strings', {}, 'must be a list of strings'],
    ['string map', { a: 'b', c: null }, undefined],
    ['string map', { a: 'b', c: 1 }, 'must be a map of strings; quote numbers, true and false'],
    ['string map', [], 'must be a map of strings; quote numbers, true and false'],
    ['map', {}, undefined],
    ['map', 'a', 'must be a map'],
    ['any', 'a', undefined],
    ['string', null, undefined],
    ['string', undefined, undefined],
  ])('of the type %s is checked: %j', (type, value, message) => {
    expect(problem(type, value)).toBe(message);
  });

  it('is not repeated if it can have a credential', () => {
    expect(checked('string', 12_345, (keys) => keys[0] === 'x')).toEqual([
      { ...RULES.fieldType, keys: ['x'], message: 'must be a string; quote it' },
    ]);
    expect(checked('string', 12_345, (keys) => keys[0] === 'y')).toEqual([
      { ...RULES.fieldType, keys: ['x'], value: 12_345, message: 'must be a string; quote it, as in "12345"' },
    ]);
  });

  it.each([
    [undefined, false],
    [null, false],
    ['', false],
    [0, true],
    [false, true],
    ['a', true],
  ])('is set or not: %j', (value, expected) => {
    expect(isSet(value)).toBe(expected);
  });
});
