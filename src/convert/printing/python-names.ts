/** The words that Python reserves; jsii adds an underscore to names that are one. */
const KEYWORDS: ReadonlySet<string> = new Set(
  [
    'and as assert async await break class continue def del elif else except False finally for from global if import in is',
    'lambda None nonlocal not or pass raise return True try while with yield',
  ].flatMap((line) => line.split(' ')),
);

/** The name of a method, a prop or a parameter in Python: `aggregate_by` for `aggregateBy`. */
export function pythonName(name: string): string {
  const snake = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
  return KEYWORDS.has(snake) ? `${snake}_` : snake;
}
