import fc from 'fast-check';
import {
  couldMatch,
  type Labels,
  matches,
  parseSelector,
  printSelector,
  type Selector,
  valuesOf,
} from '../../../src/query';
import { SYNTAX_ERRORS } from './syntax-errors';

function parsed(text: string): Selector {
  const selector = parseSelector(text);
  if (selector === undefined) {
    throw new Error(`${text} is not a selector`);
  }
  return selector;
}

describe('selectors of Calico are parsed', () => {
  it.each<[string, Selector]>([
    ['', { kind: 'all' }],
    [' \t', { kind: 'all' }],
    ['all()', { kind: 'all' }],
    ['global( )', { kind: 'global' }],
    ['has( a/b )', { kind: 'has', key: 'a/b' }],
    ['a == "x"', { kind: '==', key: 'a', value: 'x' }],
    ["a!='x\"y'", { kind: '!=', key: 'a', value: 'x"y' }],
    ['a in {\'x\', "y"}', { kind: 'in', key: 'a', values: ['x', 'y'] }],
    ['a in {}', { kind: 'in', key: 'a', values: [] }],
    ["a in{'x',}", { kind: 'in', key: 'a', values: ['x'] }],
    ["a not in {'x'}", { kind: 'not in', key: 'a', values: ['x'] }],
    ["a notin {'x'}", { kind: 'not in', key: 'a', values: ['x'] }],
    ["a contains 'x'", { kind: 'contains', key: 'a', value: 'x' }],
    ["a starts \t with 'x'", { kind: 'starts with', key: 'a', value: 'x' }],
    ["a ends with'x'", { kind: 'ends with', key: 'a', value: 'x' }],
    // Between tokens, only spaces and tabs are accepted.
    ["a starts\n with 'x'", { kind: 'starts with', key: 'a', value: 'x' }],
    ["a not\r\nin {'x'}", { kind: 'not in', key: 'a', values: ['x'] }],
    ['has(\f\n\ra )', { kind: 'has', key: 'a' }],
    ['all(\n)', { kind: 'all' }],
    ['global(\r)', { kind: 'global' }],
    // Words that are operators after a label are labels elsewhere.
    ["in == 'x'", { kind: '==', key: 'in', value: 'x' }],
    ["all == 'x'", { kind: '==', key: 'all', value: 'x' }],
    ['!has(a)', { kind: 'not', operand: { kind: 'has', key: 'a' } }],
    ['!!has(a)', { kind: 'has', key: 'a' }],
    ['((has(a)))', { kind: 'has', key: 'a' }],
    [
      'has(a) || has(b) && !has(c)',
      {
        kind: 'or',
        operands: [
          { kind: 'has', key: 'a' },
          {
            kind: 'and',
            operands: [
              { kind: 'has', key: 'b' },
              { kind: 'not', operand: { kind: 'has', key: 'c' } },
            ],
          },
        ],
      },
    ],
  ])('%s', (text, tree) => {
    expect(parseSelector(text)).toEqual(tree);
  });

  it.each(Object.entries(SYNTAX_ERRORS))('but not with %s', (_, text) => {
    expect(parseSelector(text)).toBeUndefined();
  });

  it.each([
    "a\n== 'x'",
    "a not\u00a0in {'x'}",
    'has(\va)',
    `${'a'.repeat(513)} == 'x'`,
    `has(${'a'.repeat(513)})`,
    "a == 'x'\r",
    "a == 'x'\u00a0",
    'a in {,}',
    'a not {}',
    `${'('.repeat(5_000)}has(a)${')'.repeat(5_000)}`,
  ])('but not %j', (text) => {
    expect(parseSelector(text)).toBeUndefined();
  });
});

/** The operators of the documentation of Calico, and how it brackets an expression. */
const PUBLISHED = [
  ["k == 'v'", "k == 'v'"],
  ["k != 'v'", "k != 'v'"],
  ['has(k)', 'has(k)'],
  ['!has(k)', '!has(k)'],
  ["k in { 'v1', 'v2' }", "k in { 'v1', 'v2' }"],
  ["k not in { 'v1', 'v2' }", "k not in { 'v1', 'v2' }"],
  ["k contains 's'", "k contains 's'"],
  ["k starts with 's'", "k starts with 's'"],
  ["k ends with 's'", "k ends with 's'"],
  ['all()', 'all()'],
  ['!all()', '!all()'],
  ['global()', 'global()'],
  ['my_label == "foo bar"', "my_label == 'foo bar'"],
  ['type == "webserver" && deployment == "prod"', "type == 'webserver' && deployment == 'prod'"],
  ['type in {"frontend", "backend"}', "type in { 'frontend', 'backend' }"],
  ['! has(label_name)', '!has(label_name)'],
  [
    "! has(my-label) || my-label starts with 'prod' && role in {'frontend','business'}",
    "!has(my-label) || my-label starts with 'prod' && role in { 'frontend', 'business' }",
  ],
] as const;

describe('the published grammar', () => {
  it.each(PUBLISHED)('has %s', (text, expected) => {
    expect(printSelector(parsed(text))).toBe(expected);
    expect(printSelector(parsed(expected))).toBe(expected);
  });

  it('binds in the published order', () => {
    const [text] = PUBLISHED.at(-1) ?? [''];
    const bracketed = "((!(has(my-label))) || ((my-label starts with 'prod') && (role in {'frontend','business'})))";
    expect(parsed(text)).toEqual(parsed(bracketed));
  });
});

describe('a selector', () => {
  it.each<[string, Labels, boolean]>([
    ['all()', {}, true],
    ["a == 'x'", { a: 'x' }, true],
    ["a == 'x'", { a: 'y' }, false],
    ["a == 'x'", {}, false],
    ["a != 'x'", { a: 'y' }, true],
    ["a != 'x'", { a: 'x' }, false],
    // What lacks the label differs from every value.
    ["a != 'x'", {}, true],
    ["a not in {'x'}", {}, true],
    ["a not in {'x'}", { a: 'x' }, false],
    ["a in {'x', 'y'}", { a: 'y' }, true],
    ["a in {'x', 'y'}", {}, false],
    ["a contains 'bc'", { a: 'abcd' }, true],
    ["a starts with 'bc'", { a: 'abcd' }, false],
    ["a ends with 'cd'", { a: 'abcd' }, true],
    ["a contains ''", {}, false],
    ['has(a)', { a: '' }, true],
    ['has(toString)', {}, false],
    ['!has(a)', {}, true],
    ["a == 'x' || b == 'y' && c == 'z'", { a: 'x' }, true],
    ["(a == 'x' || b == 'y') && c == 'z'", { a: 'x' }, false],
    ['global()', {}, true],
    ['global()', { 'projectcalico.org/namespace': 'dev' }, false],
    ['global()', { 'projectcalico.org/name': 'dev' }, false],
  ])('%s on %j: %s', (text, labels, expected) => {
    expect(matches(parsed(text), labels)).toBe(expected);
  });

  it.each<[string, Labels, boolean]>([
    ["a == 'x' && b == 'y'", { a: 'x' }, true],
    ["a == 'x' && b == 'y'", { a: 'z' }, false],
    ["a == 'x' || b == 'y'", { a: 'z' }, true],
    ["!(a == 'x' || b == 'y')", { a: 'x' }, false],
    ["!(a == 'x' || b == 'y')", { a: 'z' }, true],
    // A label that is known to be missing.
    ['has(a)', { a: undefined }, false],
    ['has(a)', {}, true],
    ['!has(a)', {}, true],
    ['global()', {}, true],
    ['global()', { 'projectcalico.org/name': 'dev' }, false],
    ['has(constructor)', {}, true],
  ])('%s could be on what has %j: %s', (text, labels, expected) => {
    expect(couldMatch(parsed(text), labels)).toBe(expected);
  });

  it('names the values that it compares a label with', () => {
    const selector = parsed("a == '1' || !(a in {'2', '3'}) && b == '4' || a starts with '5' || has(a)");
    expect(valuesOf(selector, 'a')).toEqual(['1', '2', '3', '5']);
    expect(valuesOf(selector, 'c')).toEqual([]);
  });
});

const KEYS = ['a', 'b', 'c'];
const key = fc.constantFrom(...KEYS);
const value = fc.constantFrom('', 'x', 'xy');
const { selector: selectors } = fc.letrec<{ selector: Selector }>((tie) => ({
  selector: fc.oneof(
    { maxDepth: 4 },
    fc.record({ kind: fc.constantFrom('all', 'global') }) as fc.Arbitrary<Selector>,
    fc.record({ kind: fc.constant('has' as const), key }),
    fc.record({ kind: fc.constantFrom('==', '!=', 'contains', 'starts with', 'ends with'), key, value }),
    fc.record({ kind: fc.constantFrom('in', 'not in'), key, values: fc.array(value, { maxLength: 2 }) }),
    fc.record({ kind: fc.constant('not' as const), operand: tie('selector') }),
    fc.record({
      kind: fc.constantFrom('and', 'or'),
      operands: fc.array(tie('selector'), { minLength: 2, maxLength: 3 }),
    }),
  ) as fc.Arbitrary<Selector>,
}));
const objects = fc.dictionary(key, value);

/** A selector as somebody would write it, with brackets everywhere. */
function written(selector: Selector): string {
  switch (selector.kind) {
    case 'all':
    case 'global':
      return `${selector.kind}()`;
    case 'has':
      return `has(${selector.key})`;
    case 'not':
      return `!(${written(selector.operand)})`;
    case 'and':
    case 'or':
      return selector.operands.map((one) => `(${written(one)})`).join(selector.kind === 'and' ? ' && ' : '||');
    case 'in':
    case 'not in':
      return `${selector.key} ${selector.kind} {${selector.values.map((one) => `'${one}'`).join(', ')}}`;
    default:
      return `${selector.key} ${selector.kind} "${selector.value}"`;
  }
}

/** A selector as the parser yields it, which makes one of several negations. */
const trees = selectors.map((selector) => parsed(written(selector)));
const spaces = fc.constantFrom('', ' ', '\t', '  ');

describe('any selector', () => {
  it('is the same after it was printed and parsed, and prints the same again', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const text = printSelector(tree);
        expect(parseSelector(text)).toEqual(tree);
        expect(printSelector(parsed(text))).toBe(text);
      }),
    );
  });

  it('is the same with other spaces, quotes and parentheses', () => {
    fc.assert(
      fc.property(selectors, spaces, (selector, space) => {
        const text = `${space}((${space}${written(selector)}${space})${space})`;
        expect(parsed(text)).toEqual(parsed(written(selector)));
        expect(parsed(`${text}\t`)).toEqual(parsed(text));
      }),
    );
  });

  it('keeps strings with quotes', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("'", '"'), (string, quote) => {
        const value = string.replaceAll(quote === "'" ? '"' : "'", '') + quote;
        const selector: Selector = { kind: 'in', key: 'a', values: [value, 'x'] };
        expect(parseSelector(printSelector(selector))).toEqual(selector);
      }),
    );
  });

  it('selects the same after it was written and read', () => {
    fc.assert(
      fc.property(selectors, objects, (selector, labels) => {
        expect(matches(parsed(written(selector)), labels)).toBe(matches(selector, labels));
      }),
    );
  });

  it('could select what it does select, whatever is known of it', () => {
    fc.assert(
      fc.property(selectors, objects, fc.subarray(KEYS), (selector, labels, known) => {
        const some = Object.fromEntries(known.map((name) => [name, labels[name]]));
        if (matches(selector, labels)) {
          expect(couldMatch(selector, some)).toBe(true);
        }
      }),
    );
  });

  it('could select what it does not select only where something is unknown', () => {
    const all = ['projectcalico.org/name', 'projectcalico.org/namespace', ...KEYS];
    fc.assert(
      fc.property(selectors, objects, (selector, labels) => {
        const known = Object.fromEntries(all.map((name) => [name, labels[name]]));
        expect(couldMatch(selector, known)).toBe(matches(selector, labels));
      }),
    );
  });
});
