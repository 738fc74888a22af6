import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { parse as parseYaml } from 'yaml';
import { parseQuery, printQuery, Query } from '../../src/query';
import { names, RUNS, SYNTAX, texts, treeOf, trees, withoutPositions } from './trees';

jest.setTimeout(RUNS.numRuns * 50 + 10_000);

function fromYaml(query: string): string {
  const text = Yaml.stringify({ kind: 'GlobalAlert', spec: { query, severity: 100 } });
  const object = parseYaml(text);
  expect(Object.keys(object.spec)).toEqual(['query', 'severity']);
  return object.spec.query;
}

/** Says what must hold for every text that anybody hands over: an answer, in its bounds, that a terminal can show. */
function expectAnswer(text: string): void {
  const { node, problem } = parseQuery(text);
  if (problem === undefined) {
    expect(treeOf(printQuery(node))).toEqual(withoutPositions(node));
    return;
  }
  expect(problem.column).toBeGreaterThanOrEqual(1);
  expect(problem.column).toBeLessThanOrEqual(text.length + 1);
  expect(problem.message).toMatch(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u);
  expect(problem.message.length).toBeLessThan(400);
}

describe('a query', () => {
  it('is the same tree when its text is read', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        expect(treeOf(printQuery(tree))).toEqual(tree);
      }),
      RUNS,
    );
  });

  it('has one text, which is read from YAML as it was', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const text = printQuery(tree);
        expect(fromYaml(text)).toBe(text);
        const { node } = parseQuery(text);
        expect(node && printQuery(node)).toBe(text);
      }),
      RUNS,
    );
  });

  it('keeps every value in its place', () => {
    fc.assert(
      fc.property(texts, texts, (key, value) => {
        const text = fromYaml(Query.field(key).equalTo(value).toString());
        const tree = { kind: 'comparison', key, comparator: '=', value: { type: 'text', text: value } };
        expect(treeOf(text)).toEqual(tree);
        // What Calico takes for a substitution before it reads the query.
        expect(text).not.toContain('${');
      }),
      RUNS,
    );
  });

  it('keeps every value of a set in its place', () => {
    fc.assert(
      fc.property(texts, fc.array(texts, { minLength: 1, maxLength: 5 }), (key, values) => {
        const text = fromYaml(Query.field(key).isNoneOf(values).toString());
        const members = values.map((value) => ({ type: 'text', text: value }));
        expect(treeOf(text)).toEqual({ kind: 'membership', key, operator: 'NOTIN', members });
      }),
      RUNS,
    );
  });

  it('keeps every name of a substitution', () => {
    fc.assert(
      fc.property(names, (name) => {
        const text = fromYaml(Query.field('qname').isOneOfSubstitution(name).toString());
        const tree = { kind: 'membership', key: 'qname', operator: 'IN', substitution: { name } };
        expect(treeOf(text)).toEqual(tree);
      }),
      RUNS,
    );
  });

  it('keeps every number, without an exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const { node } = parseQuery(Query.field('count').atLeast(number).toString());
        const value = node?.kind === 'comparison' ? node.value : undefined;
        expect(value?.text).toMatch(/^-?[0-9]+(\.[0-9]+)?$/);
        expect(Number(value?.text)).toBe(number === 0 ? 0 : number);
      }),
      RUNS,
    );
  });
});

describe('every text', () => {
  const units = fc.array(fc.nat(0xffff), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes));

  it.each<[string, fc.Arbitrary<string>]>([
    ['of any characters', fc.string({ unit: 'binary', maxLength: 60 })],
    ['of what people see as characters', fc.string({ unit: 'grapheme', maxLength: 60 })],
    ['of any UTF-16 units', units],
    ['that looks like the language', fc.string({ unit: fc.constantFrom(...SYNTAX), maxLength: 60 })],
  ])('gets an answer: %s', (_, arbitrary) => {
    fc.assert(fc.property(arbitrary, expectAnswer), RUNS);
  });

  it('gets an answer: a query with a piece put in, taken out or moved', () => {
    const piece = fc.oneof(fc.constantFrom(...SYNTAX), fc.string({ unit: 'binary', maxLength: 2 }), units);
    const mutations = fc.array(fc.tuple(fc.nat(), fc.nat(3), piece), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(trees, mutations, (tree, changes) => {
        const changed = changes.reduce((text, [place, length, put]) => {
          const at = place % (text.length + 1);
          return `${text.slice(0, at)}${put}${text.slice(at + length)}`;
        }, printQuery(tree));
        expectAnswer(changed);
      }),
      RUNS,
    );
  });
});
