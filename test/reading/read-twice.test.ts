import { readTwice, type Source } from '../../src/reading';

/** Sources of these sizes, and how often they were read. */
function reading(...sizes: readonly number[]) {
  const calls = { count: 0 };
  const problems: string[] = [];
  const read = (unreadable: (path: string, reason: string) => void) => {
    calls.count += 1;
    unreadable('gone.yaml', 'no such file');
    return sizes.map((length, index): Source => ({ file: `${index}.yaml`, bytes: { length } as Uint8Array }));
  };
  const twice = readTwice(read, (path) => problems.push(path));
  return { ...twice, calls, problems };
}

describe('files that are read twice', () => {
  it('are read once if they fit into memory, and problems are reported once', () => {
    const { first, second, calls, problems } = reading(1_000, 2_000);
    expect([...first].map(({ file }) => file)).toEqual(['0.yaml', '1.yaml']);
    expect([...second]).toEqual([...first]);
    expect([calls.count, problems]).toEqual([1, ['gone.yaml']]);
  });

  it('are read again if they are too large, and problems are reported once', () => {
    const { first, second, calls, problems } = reading(60_000_000, 60_000_000);
    expect([[...first].length, [...second].length]).toEqual([2, 2]);
    expect([calls.count, problems]).toEqual([3, ['gone.yaml']]);
  });
});
