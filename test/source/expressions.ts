import { nodesOf, syntaxTrees, type TreeNode } from './syntax-trees';

/** Where an expression is made from strings, which only its program knows. */
const CONSTRUCTED: Readonly<Record<string, string>> = {
  'backtest/lines/line-shape.ts': 'JSON values without spaces to choose from; tested for time in known-lines.test.ts',
  'base/printable.ts': 'one class of characters',
  'kinds/global-alert/tier-name-checks.ts': 'one of two constants between fixed words',
  'kubernetes/go-duration.ts': 'the units of Go; tested for time in go-duration.test.ts',
  'kubernetes/names.ts': 'labels joined by dots',
  'kubernetes/workloads/image-reference.ts':
    'the parts of an image, which are separated by characters that none contains',
  'query/selector/tokens.ts': 'words and strings, matched at one place',
  'query/tokens.ts': 'words and strings, matched at one place, without backtracking',
  'base/secrets.ts': 'secrets, each of them escaped, and the user and password of a URL',
  'testing/match.ts': "an expression of the user's own tests",
};

/** The regular expressions that are written in the source, as `/pattern/flags`, each once. */
export function writtenExpressions(): string[] {
  const found = syntaxTrees().flatMap(([, tree]) =>
    [...nodesOf(tree)]
      .filter(({ type }) => type === 'RegExpLiteral')
      .map(({ pattern, flags }) => `/${pattern}/${flags}`),
  );
  return [...new Set(found)].sort();
}

/** Files that make an expression from strings without a reason here. */
export function unexplainedConstructions(): string[] {
  return syntaxTrees().flatMap(([file, tree]) =>
    [...nodesOf(tree)].some(constructs) && !Object.hasOwn(CONSTRUCTED, file) ? [file] : [],
  );
}

function constructs({ type, callee }: TreeNode): boolean {
  const isCall = type === 'NewExpression' || type === 'CallExpression';
  return isCall && typeof callee === 'object' && callee !== null && 'value' in callee && callee.value === 'RegExp';
}
