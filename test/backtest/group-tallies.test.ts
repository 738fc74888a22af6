import { GroupTallies } from '../../src/backtest/running/group-tallies';
import type { AlertPlan, Raise } from '../../src/evaluation';

const PLAN = { metric: { kind: 'count', condition: { comparison: 'gte', threshold: 1 } } } as AlertPlan;

function raise(group: number, events: number): Raise {
  return { group: [`g-${group}`], first: 0, last: 0, events, value: events };
}

/** Many quiet groups, among which the noisiest one raises an event from time to time. */
function raises(): Raise[] {
  return Array.from({ length: 3_000 }, (_, index) => (index % 20 === 19 ? raise(-1, 1) : raise(index, 1)));
}

describe('the groups of a backtest', () => {
  it('are counted exactly if there are few', () => {
    const tallies = new GroupTallies(PLAN, 1, 10);
    for (const each of [raise(1, 2), raise(2, 5), raise(1, 1)]) {
      tallies.raise(each);
    }
    expect(tallies.again).toBeUndefined();
    expect(tallies.noisiest(1)).toEqual([{ values: ['g-2'], events: 5, peak: 5 }]);
    expect(tallies.total).toBe(2);
  });

  it('have the noisiest one first, although most groups were seen before it and are dropped', () => {
    const tallies = new GroupTallies(PLAN, 1, 100);
    for (const each of raises()) {
      tallies.raise(each);
    }
    const { again } = tallies;
    for (const each of raises()) {
      again?.raise(each);
    }
    expect(again?.noisiest(1)).toEqual([{ values: ['g--1'], events: 150, peak: 1 }]);
    expect(again?.again).toBeUndefined();
    expect(tallies.total).toBe(2_851);
  });
});
