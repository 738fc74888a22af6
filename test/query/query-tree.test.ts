import { parseQuery, type QueryLeaf, walkQuery } from '../../src/query';
import { isNegative, literalsOf } from '../../src/query/query-tree';

function leafOf(text: string): QueryLeaf {
  const leaves: QueryLeaf[] = [];
  const { node } = parseQuery(text);
  if (node !== undefined) {
    walkQuery(node, (leaf) => leaves.push(leaf));
  }
  const [leaf] = leaves;
  if (leaf === undefined || leaves.length > 1) {
    throw new Error(`${text} is not one condition`);
  }
  return leaf;
}

describe('a condition of a query', () => {
  it.each([
    ['a = b', false, ['b']],
    ['a != b', true, ['b']],
    ['a > 1', false, ['1']],
    ['a IN {b, "c d"}', false, ['b', 'c d']],
    ['a NOTIN {b}', true, ['b']],
    ['a IN ${s}', false, []],
    ['a NOTIN ${s}', true, []],
    ['a EMPTY', false, []],
  ])('%s may be negative, and has values', (text, negative, values) => {
    const leaf = leafOf(text);
    expect(isNegative(leaf)).toBe(negative);
    expect(literalsOf(leaf).map((literal) => literal.text)).toEqual(values);
  });
});
