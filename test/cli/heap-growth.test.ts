import { setFlagsFromString } from 'node:v8';
import { keepHeapSmall } from '../../src/cli/heap-growth';

jest.mock('node:v8', () => ({ setFlagsFromString: jest.fn() }));

/** The benchmark of backtests measures that the peak of memory does not grow with the rows on a pipe. */
it('lets the heap grow to two and a half times its use, and threads collect their own garbage', () => {
  keepHeapSmall();
  expect(jest.mocked(setFlagsFromString).mock.calls).toEqual([
    ['--heap-growing-percent=150'],
    ['--no-parallel-scavenge'],
  ]);
});
