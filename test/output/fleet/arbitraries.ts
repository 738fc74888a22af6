import fc from 'fast-check';

export const RUNS = Number(process.env['FUZZ_RUNS'] ?? 120);

/** Names that YAML quotes, and some that it does not. */
export const NAMES = [
  'acme.aks-prod',
  'a',
  '1.5',
  '1e3',
  '0x1f',
  'on',
  'null',
  'y',
  '2026-11-24',
  '10',
  'any.cluster-of-the-fleet',
];

/** Texts that YAML quotes, folds or writes as a block, and texts that hold the name of the cluster, somewhere. */
export function textFor(name: string): fc.Arbitrary<string> {
  const part = fc.oneof(
    { weight: 3, arbitrary: fc.constant(name) },
    fc.string(),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom(
      '"',
      "'",
      '\\',
      '\n',
      '\n\n',
      ' ',
      '\t',
      ': ',
      ' #',
      '- ',
      '---',
      '...',
      '<<',
      '%',
      '{',
      '*a',
      '&a',
      '!x',
    ),
    fc.constantFrom(
      'null',
      '~',
      'yes',
      'off',
      '0o7',
      '012',
      '1_000',
      '.inf',
      '12:30',
      '=',
      '\u0007',
      '\ud800',
      '\u2028',
    ),
    fc.constantFrom('any.cluster-of-the-fleet', 'x'.repeat(60), 'word '.repeat(30)),
  );
  return fc.oneof(
    fc.constant(name),
    fc.array(part, { maxLength: 5 }).map((parts) => parts.join('')),
  );
}

/** What could stand in a manifest, and what could not. */
export function valueFor(name: string): fc.Arbitrary<unknown> {
  const text = textFor(name);
  const odd = fc.constantFrom(
    -0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    undefined,
    10n,
    () => 1,
    new Date(0),
    new Map(),
  );
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 6, arbitrary: text },
      { weight: 4, arbitrary: fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)) },
      { weight: 1, arbitrary: fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, odd) },
      { weight: 3, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
      { weight: 4, arbitrary: fc.dictionary(text, tie('value'), { maxKeys: 4 }) },
    ),
  })).value;
}
