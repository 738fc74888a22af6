import fc from 'fast-check';
import { type Data, durations } from './field-values';
import { NUMBER_TEXTS } from './manifest-text';
import { METADATA_VALUES } from './metadata-values';
import { SPEC_VALUES } from './spec-values';

/** One change to an alert: a value at a place; undefined takes out what is there. */
export interface Mutation {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** A changed copy; where the way to the place is missing, or leads through no map or list, it is made. */
export function mutate(data: Data, { path, value }: Mutation): Data {
  return changed(data, path, value) as Data;
}

function changed(data: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) {
    return value;
  }
  if (typeof key === 'number') {
    const list = Array.isArray(data) ? data : [];
    return Object.assign([...list], { [Math.min(key, list.length)]: changed(list[key], rest, value) });
  }
  const map = typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Data) : {};
  return { ...map, [key]: changed(Object.hasOwn(map, key) ? map[key] : undefined, rest, value) };
}

/** What no field, or hardly one, is. */
const oddValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    '',
    ' ',
    'x',
    0,
    1,
    -1,
    true,
    false,
    [],
    {},
    [''],
    [null],
    [1],
    [[]],
    [{}],
    { a: 1 },
  ),
  fc.constantFrom(...NUMBER_TEXTS),
  fc.constantFrom(16, 17, 32, 33, 256, 257, 5_000).map((length) => 'a'.repeat(length)),
  fc.constant('😀'.repeat(256)),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.integer(),
  fc.double(),
);

const UNKNOWN: readonly (readonly (string | number)[])[] = [
  ['spec', 'lookBack'],
  ['spec', 'sumary'],
  ['spec', 'name'],
  ['spec', 'status'],
  ['spec', '__proto__x'],
  ['spec', 'Severity'],
  ['sepc'],
  ['severity'],
  ['data'],
  ['metadata', 'nmae'],
  ['metadata', 'severity'],
  ['metadata', 'clusterName'],
  ['spec', 'detector', 'params'],
  ['spec', 'substitutions', 0, 'value'],
  ['spec', 'substitutions', 0, 'Name'],
];

const PLACES: readonly (readonly (string | number)[])[] = [
  ['spec'],
  ['metadata'],
  ...Object.keys(SPEC_VALUES).map((name) => ['spec', name]),
  ...Object.keys(METADATA_VALUES).map((name) => ['metadata', name]),
  ['metadata', 'labels', 'app'],
  ['metadata', 'annotations', 'note'],
  ['metadata', 'finalizers', 0],
  ['spec', 'detector', 'name'],
  ['spec', 'aggregateBy', 0],
  ['spec', 'substitutions', 0],
  ['spec', 'substitutions', 0, 'name'],
  ['spec', 'substitutions', 0, 'values'],
  ['spec', 'substitutions', 0, 'values', 0],
];

function inTable(parent: string, table: Readonly<Record<string, readonly unknown[]>>): fc.Arbitrary<Mutation> {
  return fc.oneof(
    ...Object.entries(table).map(([name, values]) =>
      fc.constantFrom(...values).map((value) => ({ path: [parent, name], value })),
    ),
  );
}

/** The fields that the API's own rules combine, each there, empty or away. */
const combined = fc
  .constantFrom('type', 'dataSet', 'metric', 'field', 'condition', 'threshold')
  .chain((name) =>
    fc
      .constantFrom(undefined, undefined, '', ...(SPEC_VALUES[name] ?? []))
      .map((value) => ({ path: ['spec', name], value })),
  );

const apiVersions = fc.constantFrom(
  'projectcalico.org/v3',
  'projectcalico.org/v1',
  'projectcalico.org/v3beta1',
  'projectcalico.org/',
  'projectcalico.org/v3/v3',
);

/** A name that is left to the API server, or taken out. */
const generatedNames = fc
  .constantFrom(undefined, null, '', 'network-', 'A', '-', 'a.')
  .map((generateName) => ({ path: ['metadata'], value: { generateName } }));

/** Changes of every field, most of which make an alert wrong. */
export const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 8, arbitrary: inTable('spec', SPEC_VALUES) },
  { weight: 3, arbitrary: inTable('metadata', METADATA_VALUES) },
  { weight: 4, arbitrary: combined },
  { weight: 1, arbitrary: generatedNames },
  { weight: 6, arbitrary: fc.record({ path: fc.constantFrom(...PLACES), value: oddValues }) },
  {
    weight: 2,
    arbitrary: fc.record({ path: fc.constantFrom(...UNKNOWN), value: fc.oneof(fc.constant('x'), oddValues) }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('period', 'lookback'), durations)
      .map(([name, value]) => ({ path: ['spec', name], value })),
  },
  { weight: 1, arbitrary: apiVersions.map((value) => ({ path: ['apiVersion'], value })) },
);
