import fc from 'fast-check';
import { Language } from '../../src/convert';
import { unreadableStrings } from '../../src/kubernetes';
import { checkPrograms } from './compiling';
import { converted } from './converting';

jest.setTimeout(300_000);

const programs: string[] = [];
const foreign: string[] = [];

const UNPRINTABLE = /[\u007f-\u009f\p{Cs}\p{Zl}\p{Zp}]/u;

/** Strings that kubectl can read as cdk8s prints them. */
const TEXTS = fc
  .oneof(
    fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
    fc.string({ unit: 'binary-ascii', maxLength: 200 }),
    fc.constantFrom(
      'yes',
      '0x1F',
      '1e3',
      '012',
      '${x}',
      '`',
      "'",
      '"',
      '\\',
      '*/',
      '</script>',
      '\u2028',
      '~',
      'null',
      '=',
      '<<',
      '-0',
      '日本語 🦋 é',
    ),
  )
  .filter((text) => unreadableStrings({ text }).length === 0 && !UNPRINTABLE.test(text));
/** With characters about whose width formatters and terminals have different opinions. */
const ANY_TEXTS = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !UNPRINTABLE.test(text));
const NAMES = fc
  .stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/)
  .filter((text) => unreadableStrings({ text }).length === 0);
const KEYS = fc.oneof(
  NAMES,
  fc.constantFrom('class', 'default', 'constructor', 'toString', 'a.b/c', '80', 'apiVersion', 'props', 'this'),
);
/** No integer beyond what JavaScript knows exactly, and no null, which is the same as no value. */
const SCALARS = fc.oneof(
  TEXTS,
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
);
const DATA = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 4 },
    SCALARS,
    fc.array(tie('data'), { maxLength: 6 }),
    fc.dictionary(KEYS, tie('data'), { maxKeys: 5 }),
  ),
})).data;
const LABELS = fc.dictionary(KEYS, TEXTS, { minKeys: 1, maxKeys: 4 });

const MANIFESTS = fc.record(
  {
    apiVersion: fc.constantFrom('v1', 'apps/v1', 'example.com/v1alpha1'),
    kind: fc.constantFrom('Thing', 'Class', 'ConfigMap'),
    metadata: fc.record(
      { name: NAMES, namespace: NAMES, labels: LABELS, annotations: LABELS },
      { requiredKeys: ['name'] },
    ),
    spec: DATA,
    data: fc.dictionary(KEYS, DATA, { maxKeys: 3 }),
  },
  { requiredKeys: ['apiVersion', 'kind', 'metadata'] },
);

const ALERTS = fc.record({
  apiVersion: fc.constant('projectcalico.org/v3'),
  kind: fc.constantFrom('GlobalAlert', 'GlobalAlertTemplate'),
  metadata: fc.record({ name: NAMES, labels: fc.dictionary(NAMES, NAMES, { maxKeys: 2 }) }, { requiredKeys: ['name'] }),
  spec: fc.record(
    {
      description: TEXTS,
      summary: TEXTS,
      severity: fc.integer({ min: 0, max: 101 }),
      period: fc.constantFrom('1m', '5m0s', '90s', '1h30m', '0s', 'soon'),
      lookback: fc.constantFrom('10m', '15m0s', '1h'),
      dataSet: fc.constantFrom('flows', 'dns', 'audit', 'l7', 'waf', 'none'),
      query: fc.constantFrom(
        'action=deny',
        '(dest_port = 22 OR dest_port=23)',
        "qname='a'",
        'proto IN {tcp, "udp"}',
        'a = (',
      ),
      aggregateBy: fc.constantFrom(['dest_namespace'], ['source_namespace', 'dest_namespace'], []),
      metric: fc.constantFrom('count', 'sum', 'max'),
      field: fc.constantFrom('num_flows', 'bytes_in'),
      condition: fc.constantFrom('gt', 'gte', 'eq', 'not_eq', 'lt', 'lte', 'near'),
      threshold: fc.integer({ min: 0, max: 1000 }),
    },
    { requiredKeys: ['description', 'dataSet', 'severity'] },
  ),
});

/** Many objects, each with a name of its own. */
function listsOf<T extends { readonly metadata: { readonly name: string } }>(
  objects: fc.Arbitrary<T>,
): fc.Arbitrary<T[]> {
  return fc.uniqueArray(objects, { minLength: 20, maxLength: 60, selector: ({ metadata }) => metadata.name });
}

const FOREIGN = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('ConfigMap'),
  metadata: fc.record({ name: NAMES }),
  data: fc.dictionary(fc.oneof(KEYS, ANY_TEXTS), ANY_TEXTS),
});

describe('generated manifests', () => {
  it.each([
    ['of any kind', listsOf<{ metadata: { name: string } }>(MANIFESTS)],
    ['with any characters', listsOf<{ metadata: { name: string } }>(FOREIGN)],
    ['of alerts', listsOf<{ metadata: { name: string } }>(ALERTS)],
  ])('are created by the program: %s', (title, lists) => {
    fc.assert(
      fc.property(lists, fc.constantFrom(...Object.values(Language)), (objects, language) => {
        const text = objects.map((object) => JSON.stringify(object)).join('\n');
        const result = converted(text, { release: '3.24', language });
        expect(result.problems).toEqual([]);
        expect(result.counts.objects).toBe(objects.length);
        const list = title === 'with any characters' ? foreign : programs;
        list.push(...(language === Language.TYPESCRIPT ? [result.text] : []));
      }),
      { numRuns: Number(process.env['CONVERT_RUNS'] ?? 6), endOnFailure: true },
    );
  });

  it('are made into programs that compile, and are formatted', () => {
    expect(checkPrograms(programs)).toEqual({ types: '', format: '' });
    expect(checkPrograms([...programs, ...foreign]).types).toBe('');
  });
});
