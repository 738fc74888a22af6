import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { nearestMark } from '../../src/base';

const MARK = Symbol('test.mark');

function mark(construct: Construct, value: unknown): void {
  Object.defineProperty(construct, MARK, { value });
}

describe('the nearest mark', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const middle = new Construct(chart, 'middle');
  const leaf = new Construct(middle, 'leaf');
  const sibling = new Construct(chart, 'sibling');
  const other = new Chart(app, 'other');
  mark(chart, 'of the chart');
  mark(middle, undefined);

  it('is the one of a construct itself, or of the next one above that has any', () => {
    expect(nearestMark(chart, MARK)).toBe('of the chart');
    expect(nearestMark(sibling, MARK)).toBe('of the chart');
  });

  it('hides those above it, whatever its value is', () => {
    expect(nearestMark(middle, MARK)).toBeUndefined();
    expect(nearestMark(leaf, MARK)).toBeUndefined();
  });

  it('is not one of a sibling or a child, or another mark', () => {
    expect(nearestMark(other, MARK)).toBeUndefined();
    expect(nearestMark(app, MARK)).toBeUndefined();
    expect(nearestMark(chart, Symbol('test.mark'))).toBeUndefined();
  });
});
