import type { Manifest } from '../../src/base';
import { CLOUD, ENTERPRISE, OBJECTS, verdictOf } from './objects';

/** A row for each release before the upgrade, and a column for each one after it, with the first letter of the verdict. */
function table(manifest: Manifest, rows: readonly string[], columns: readonly string[]): string {
  const width = Math.max(...rows.map((row) => row.length));
  const lines = rows.map((from) => {
    const cells = columns.map((to) => (from === to ? '-' : cell(verdictOf(manifest, from, to))));
    return `${from.padEnd(width)}  ${cells.join(' ')}`;
  });
  return ['', ...lines, ''].join('\n');
}

const cell = (verdict: string) => (verdict === 'fine' ? '.' : verdict.charAt(0));

describe.each(OBJECTS)('the verdicts on the %s', (_, manifest) => {
  it('are these from each release of Calico Enterprise to each other', () => {
    expect(table(manifest, ENTERPRISE, ENTERPRISE)).toMatchSnapshot();
  });

  it('are these from each release of Calico Cloud to each other', () => {
    expect(table(manifest, CLOUD, CLOUD)).toMatchSnapshot();
  });

  it('are these from each release of Calico Enterprise to each of Calico Cloud', () => {
    expect(table(manifest, ENTERPRISE, CLOUD)).toMatchSnapshot();
  });
});
