import { move, type System } from '../../src/output/move';

/** A system on which a rename fails some times, with one code. */
function busy(
  times: number,
  code: string,
  platform = 'win32',
): { system: System; waits: number[]; tries: () => number } {
  const waits: number[] = [];
  let tries = 0;
  const rename = () => {
    tries += 1;
    if (tries <= times) {
      throw Object.assign(new Error(code), { code });
    }
  };
  return { system: { platform, rename, pause: (wait) => waits.push(wait) }, waits, tries: () => tries };
}

describe('a file that is moved', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('is tried again on Windows after %s', (code) => {
    const { system, waits, tries } = busy(3, code);
    move('a', 'b', system);
    expect([tries(), waits]).toEqual([4, [10, 20, 40]]);
  });

  it('is given up after a second', () => {
    const { system, waits } = busy(Number.POSITIVE_INFINITY, 'EBUSY');
    expect(() => move('a', 'b', system)).toThrow('EBUSY');
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(1_270);
  });

  it.each([
    ['another reason', 'ENOENT', 'win32'],
    ['another system', 'EPERM', 'linux'],
  ])('is not tried again for %s', (_, code, platform) => {
    const { system, tries } = busy(1, code, platform);
    expect(() => move('a', 'b', system)).toThrow(code);
    expect(tries()).toBe(1);
  });
});
