import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from 'recheck';
import { unexplainedConstructions, writtenExpressions } from './expressions';

/** Expressions that recheck found to need linear time. `npm run regexes` checks all and writes it. */
const LIST = join(__dirname, 'linear-expressions.txt');
const isFullRun = process.env['REGEXES'] === 'check';

/** A bounded repetition only adds a constant, but takes the checker long. */
function withoutLargeBounds(pattern: string): string {
  return pattern.replace(
    /\{(\d+),(\d+)\}/g,
    (_, least, most) => `{${least},${Math.min(Number(most), Number(least) + 3)}}`,
  );
}

async function problemOf(expression: string): Promise<string[]> {
  const end = expression.lastIndexOf('/');
  const pattern = withoutLargeBounds(expression.slice(1, end));
  const result = await check(pattern, expression.slice(end + 1), { timeout: 120_000 });
  return result.status === 'safe' ? [] : [`${expression}: ${result.status}`];
}

describe('the regular expressions of the source', () => {
  it('need no more than linear time', async () => {
    const expressions = writtenExpressions();
    if (isFullRun) {
      const problems: string[] = [];
      for (const expression of expressions) {
        problems.push(...(await problemOf(expression)));
      }
      expect(problems).toEqual([]);
      writeFileSync(LIST, expressions.map((expression) => `${expression}\n`).join(''));
    }
    const checked = readFileSync(LIST, 'utf8').split('\n');
    const unchecked = expressions.filter((expression) => !checked.includes(expression));
    // Run npm run regexes, which checks them.
    expect(unchecked).toEqual([]);
  }, 3_600_000);

  it('are found out by the check if they are not linear', async () => {
    expect(await problemOf('/\\s*([^:]*?)\\s*(?::\\s*(.*?)\\s*)?$/')).toHaveLength(1);
    expect(await problemOf('/^(a+)+$/')).toHaveLength(1);
    expect(await problemOf('/^[a-z]+$/')).toEqual([]);
  }, 120_000);

  it('are written, not made from strings, but for a reason', () => {
    expect(unexplainedConstructions()).toEqual([]);
  });
});
