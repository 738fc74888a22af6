import { join } from 'node:path';
import { captureStderr, messageOf } from '../../support';
import { addConfigMap, fleetOf, membersOf, scratchFolder } from './fleets';

const folder = scratchFolder();
const stderr = captureStderr();

const names = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
const fleet = (count: number, quiet = false, outdir = join(folder(), 'dist')) =>
  fleetOf({ members: membersOf(...names(count)), outdir, quiet }, addConfigMap);

/** How a terminal is told to clear a line. */
const CLEARED = '\u001b[2K';

function withTerminal(isTTY: boolean): void {
  let before: PropertyDescriptor | undefined;
  beforeEach(() => {
    before = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY');
    Object.defineProperty(process.stderr, 'isTTY', { value: isTTY, configurable: true });
  });
  afterEach(() => {
    if (before === undefined) {
      Reflect.deleteProperty(process.stderr, 'isTTY');
    } else {
      Object.defineProperty(process.stderr, 'isTTY', before);
    }
  });
}

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

describe('without a terminal, a fleet', () => {
  withTerminal(false);

  it('says a line for each tenth, and one at its end', () => {
    fleet(25).synth();
    const lines = [3, 5, 8, 10, 13, 15, 18, 20, 23, 25].map((done) => `fleet: ${done} of 25 clusters\n`);
    expect(stderr()).toBe(`${lines.join('')}fleet: 25 clusters: 25 files written, 0 unchanged, 0 removed\n`);
  });

  it('says a line for each cluster where these are few', () => {
    fleet(2).synth();
    expect(stderr()).toBe(
      'fleet: 1 of 2 clusters\nfleet: 2 of 2 clusters\nfleet: 2 clusters: 2 files written, 0 unchanged, 0 removed\n',
    );
  });

  it('says nothing if it is to be quiet', () => {
    fleet(25, true).synth();
    expect(stderr()).toBe('');
  });

  it('never writes on standard output', () => {
    const stdout = jest.spyOn(process.stdout, 'write');
    fleet(2).synth();
    expect(stdout).not.toHaveBeenCalled();
    stdout.mockRestore();
  });
});

describe('on a terminal, a fleet', () => {
  withTerminal(true);

  it('shows a bar, takes it away, and then says what it has done', () => {
    const before = timers();
    fleet(25).synth();
    expect(stderr()).toContain('fleet ------------------------------ 0 of 25 clusters');
    expect(stderr()).toContain('fleet ============================== 25 of 25 clusters');
    expect(stderr()).not.toContain('fleet: 3 of 25 clusters');
    const last = `${CLEARED}fleet: 25 clusters: 25 files written, 0 unchanged, 0 removed\n`;
    expect(stderr().slice(-last.length)).toBe(last);
    expect(timers()).toBe(before);
  });

  it('says nothing if it is to be quiet', () => {
    fleet(25, true).synth();
    expect(stderr()).toBe('');
  });

  it('leaves the line wrapping of the terminal, and Ctrl-C, as they are', () => {
    const signals = () => [process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')];
    const before = signals();
    let during: number[] = [];
    fleetOf({ members: membersOf('a'), outdir: join(folder(), 'dist') }, () => {
      during = signals();
    }).synth();
    expect(during).toEqual(before);
    expect(stderr()).not.toContain('\u001b[?7');
  });

  it('takes the bar away where a cluster has a bug', () => {
    const before = timers();
    const fail = () => {
      throw new Error('stop');
    };
    const failing = fleetOf({ members: membersOf('a'), outdir: join(folder(), 'dist') }, fail);
    expect(messageOf(() => failing.synth())).toBe('a: stop');
    expect(stderr().slice(-CLEARED.length)).toBe(CLEARED);
    expect(timers()).toBe(before);
  });

  it('shows none where the folder cannot be written', () => {
    const before = timers();
    expect(messageOf(() => fleet(2, false, '/dev/null').synth())).toContain('is a file');
    expect([stderr(), timers()]).toEqual(['', before]);
  });
});
