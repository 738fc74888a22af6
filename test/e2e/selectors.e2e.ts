import { matches, parseSelector, printSelector } from '../../src/query';
import { SYNTAX_ERRORS } from '../query/selector/syntax-errors';
import { seedOf } from '../seed';
import { binary, provideSelectorReader } from './binaries';
import { Keeper } from './keeper';
import { type CalicoAnswer, readByCalico } from './selectors/calico-reader';
import { selectorTexts } from './selectors/generator';

const RUNS = Number(process.env['SELECTORS_RUNS'] ?? 50_000);
const SEED = seedOf('SELECTORS_SEED');

/** Objects for which any test of the generator is true, and objects for which it is not. */
const LABELS: readonly Readonly<Record<string, string>>[] = [
  {},
  { a: 'x' },
  { a: 'y', b: "it's", in: '' },
  { a: 'xé', b: ' ', all: 'x', has: 'x', not: 'y' },
  { 'projectcalico.org/namespace': 'x' },
  { 'projectcalico.org/name': 'x' },
];

const keeper = new Keeper();
let program: string;

beforeAll(async () => {
  await provideSelectorReader(keeper);
  program = binary('selector-reader');
}, 600_000);
afterAll(() => keeper.stop());

function asCalico(texts: readonly string[]): CalicoAnswer[] {
  const asked = texts.map((text) => ({ text, labels: LABELS }));
  return readByCalico(program, asked);
}

function random(): string[] {
  const texts = selectorTexts(SEED);
  return Array.from({ length: RUNS }, () => texts.next().value);
}

/** By itself, `global()` is always true to Calico, which replaces it before it evaluates the namespaces of a rule. */
function isGlobal(text: string): boolean {
  return /global\(\s*\)/.test(text);
}

describe(`selectors that Calico reads (seed ${SEED}, ${RUNS} strings)`, () => {
  it('are those that our parser accepts, and they select the same objects', () => {
    const texts = random();
    let valid = 0;
    const differing: string[] = [];
    for (const [index, { error, selected }] of asCalico(texts).entries()) {
      const text = texts[index] ?? '';
      const selector = parseSelector(text);
      const ours = selector && LABELS.map((labels) => matches(selector, labels));
      valid += error === undefined ? 1 : 0;
      const isSame = isGlobal(text)
        ? (selector === undefined) === (error !== undefined)
        : JSON.stringify(ours ?? []) === JSON.stringify(selected);
      if (!isSame) {
        differing.push(`${JSON.stringify(text)}: ${error ?? selected}, but ${ours ?? 'rejected'}`);
      }
    }
    expect(differing).toEqual([]);
    // Neither a parser that accepts all nor one that rejects all would agree.
    expect(valid).toBeGreaterThan(RUNS / 3);
    expect(valid).toBeLessThan((RUNS * 9) / 10);
  });

  it('mean the same to Calico after we printed them, and to us after Calico did', () => {
    const selectors = random().flatMap((text) => {
      const selector = parseSelector(text);
      return selector === undefined ? [] : [{ text, selector }];
    });
    const original = asCalico(selectors.map(({ text }) => text));
    const printed = asCalico(selectors.map(({ selector }) => printSelector(selector)));
    for (const [index, { text, selected }] of original.entries()) {
      expect([selectors[index]?.text, printed[index]?.text]).toEqual([selectors[index]?.text, text]);
      const back = parseSelector(text);
      if (!isGlobal(text)) {
        expect([text, back && LABELS.map((labels) => matches(back, labels))]).toEqual([text, selected]);
      }
    }
  });

  it('are none of those that our tests list as errors', () => {
    const accepted = asCalico(Object.values(SYNTAX_ERRORS)).filter(({ error }) => error === undefined);
    expect(accepted).toEqual([]);
  });
});
