import { cpuMillis } from '../cpu-time';
import { alertText, lintText, places } from './lint-text';

const ALERT = alertText('severity: 1');
const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype);

/** Ten times ten times ten …, by aliases of lists of aliases. */
const BOMB = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`),
];

const deep = (open: string, close = '') => `a: ${open.repeat(100_000)}x${close.repeat(100_000)}\n`;

describe('input that is bad', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from(ALERT), Buffer.from([0xc3, 0x28])]), '9:1  yaml/syntax'],
    ['half a character at its end', Buffer.from(`${ALERT}  x: é`).subarray(0, -1), '9:6  yaml/syntax'],
    ['UTF-16', Buffer.from(`\ufeff${ALERT}`, 'utf16le'), '1:1  yaml/syntax'],
    ['a NUL byte', ALERT.replace('SSH', 'S\0H'), '6:17  yaml/syntax'],
    ['an escape character', ALERT.replace('SSH', '\u001b[31mSSH'), '6:16  yaml/syntax'],
    ['a tab that indents', ALERT.replace('  severity', '\tseverity'), '8:1  yaml/syntax'],
    ['an open quote', ALERT.replace('SSH', '"SSH'), '9:1  yaml/syntax'],
    ['an alias of nothing', alertText('severity: *one'), '8:13 spec.severity yaml/syntax'],
    ['an alias inside its own anchor', 'a: &a [*a]\n', '1:8 a[0] yaml/syntax'],
    ['a list for a key', '? [a]\n: b\n', '1:3  yaml/syntax'],
    ['a bomb of aliases', alertText(...BOMB), '13:27 spec.a5[3] yaml/limit'],
    ['deep lists', deep('[', ']'), '1:252  yaml/limit'],
    ['deep maps', deep('{"a":', '}'), '1:1244  yaml/limit'],
    ['deep items', '- '.repeat(100_000), '1:499  yaml/limit'],
  ])('is one finding: %s', (_, input, place) => {
    const { findings, checked } = lintText(input);
    expect(places(findings).at(-1)).toBe(place);
    expect(findings.filter(({ rule }) => !rule.startsWith('yaml/'))).toEqual([]);
    expect(checked).toMatchObject({ files: 1, documents: 0, objects: 0, skipped: 0 });
  });

  it.each<[string, string]>([
    ['line ends of Windows', ALERT.replaceAll('\n', '\r\n')],
    ['a tab behind a value', ALERT.replace('SSH', 'SSH\t\t# x')],
    ['JSON with tabs', JSON.stringify({ a: { b: [1] } }, null, '\t')],
    ['anchors and merges', 'a: &a { b: 1, c: 2 }\nd: { <<: *a, b: 3 }\ne: { <<: [*a, *a], b: 4 }\n'],
    ['other tags', 'a: !vault secret\nb: !!binary aGVsbG8=\n'],
    ['nothing', ''],
    ['comments only', '# a\n\n# b\n'],
  ])('is read where it is good: %s', (_, input) => {
    expect(lintText(input).findings).toEqual([]);
  });

  it('sets no prototype', () => {
    const keys = [
      '__proto__: { severity: 1 }',
      'constructor: { prototype: { polluted: 1 } }',
      'toString: x',
      'valueOf: y',
    ];
    const { findings } = lintText(alertText(...keys));
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(PROTOTYPE);
    expect({}).not.toHaveProperty('polluted');
    expect(places(findings)).toContain('6:3 spec.severity global-alert/severity-range');
    expect(places(findings)).toContain('8:14 spec.__proto__ global-alert/unknown-field');
  });

  it.each(['name', 'metric', 'dataSet', 'query', 'period', 'aggregateBy', 'substitutions', 'description', 'detector'])(
    'may be a map that cannot be printed: %s',
    (field) => {
      const map = '{ toString: x, valueOf: y, toJSON: z, length: 3, __proto__: null }';
      for (const value of [
        map,
        `[${map}]`,
        `[[${map}]]`,
        `[{ name: ${map}, values: ${map} }]`,
        '.nan',
        '-.inf',
        '1e999',
      ]) {
        const text =
          field === 'name' ? ALERT.replace('network.ssh', value) : alertText('severity: 1', `${field}: ${value}`);
        expect(lintText(text).checked.objects).toBe(1);
      }
    },
  );

  it('is read as far as it is right', () => {
    const wrong = alertText('severity: 0');
    const { findings, checked } = lintText(`${wrong}---\na: [\n---\n${wrong}---\n${deep('[')}`);
    expect(places(findings)).toEqual([
      '8:13 spec.severity global-alert/severity-range',
      '11:1  yaml/syntax',
      '19:13 spec.severity global-alert/severity-range',
      '21:252  yaml/limit',
    ]);
    expect(checked.objects).toBe(2);
  });

  it.each<[string, string, number]>([
    ['mistakes', `a: [${'}'.repeat(10_000)}\n`, 20],
    ['unknown fields', alertText('severity: 1', ...Array.from({ length: 2_000 }, (_, i) => `field${i}: x`)), 100],
    ['a key that stands again and again', alertText('severity: 1', ...Array(2_000).fill('query: ""')), 100],
    ['comments', `${'# calico-threat-defense-ignore a/b: c\n'.repeat(2_000)}${ALERT}`, 100],
    ['objects with aliases of nothing', 'a: *a\n---\n'.repeat(2_000), 100],
  ])('is no flood of findings: %s', (_, input, most) => {
    const { findings } = lintText(input);
    expect(findings.length).toBeLessThanOrEqual(most);
    expect(findings.at(-1)?.message).toMatch(/(and \d+ more|too many errors)/);
  });

  it.each<[string, string]>([
    ['a query of 1 MB', alertText('severity: 1', `query: "${'dest_port = 22 OR '.repeat(58_000)}proto = tcp"`)],
    ['a query of 100,000 parentheses', alertText('severity: 1', `query: "${'('.repeat(1e5)}a = b${')'.repeat(1e5)}"`)],
    ['5,000 keys in one map', alertText('severity: 1', ...Array.from({ length: 5e3 }, (_, i) => `"a.b[${i}]": x`))],
    ['a name of 1 MB', ALERT.replace('network.ssh', 'a-'.repeat(5e5))],
    [
      'a path of 150 kB',
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ad-jobs-deployment }\nspec: { template: { spec: { containers: [{ env: [{ name: "${'].['.repeat(5e4)}", value: x }] }] } } }\n`,
    ],
    ...['{{', '${', '$(', '<a', '<a ', '@A', '__A', '%AB', '\\$', 'YOUR_', '$A', '{%', 'IN '].map(
      (piece): [string, string] => [
        `a string of 1 MB that begins placeholders: ${piece}`,
        alertText('severity: 1', `summary: '${piece.repeat(1e6 / piece.length)}'`, `query: '${piece.repeat(3e5)}'`),
      ],
    ),
    ['2,000 merges', `a: &a { b: 1 }\n${'c: &a { <<: [*a, *a, *a] }\n'.repeat(2e3)}`],
    ['1 MB of directives', '%a b\n'.repeat(2e5)],
  ])('gets an answer within seconds: %s', (_, input) => {
    expect(cpuMillis(() => lintText(input))).toBeLessThan(5_000);
  });
});
