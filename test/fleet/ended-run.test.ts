import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { captureStderr, messageOf } from '../support';
import {
  CONFIG,
  configMapOf,
  configOf,
  contentOf,
  fleetOf,
  membersOf,
  putFiles,
  RECORD,
  scratchFolder,
} from './fleets';

const folder = scratchFolder();
captureStderr();
const outdir = () => join(folder(), 'dist');

function run(names: readonly string[], version: string, to = outdir()): void {
  fleetOf({ members: membersOf(...names), outdir: to }, configMapOf(version)).synth();
}

/** What a run makes of some clusters, beside what others have put there. */
function treeOf(names: readonly string[], version: string, foreign: Readonly<Record<string, string>> = {}) {
  const paths = names.map((name) => `${name}/${CONFIG}`).sort();
  const files = names.map((name) => [`${name}/${CONFIG}`, configOf(name, version)]);
  return { ...foreign, [RECORD]: paths.map((path) => `${path}\n`).join(''), ...Object.fromEntries(files) };
}

/** All that changes something on a disk. */
const CHANGES = [
  ...['writeFileSync', 'renameSync', 'rmSync', 'mkdirSync', 'mkdtempSync', 'linkSync', 'symlinkSync'],
  ...['chmodSync', 'utimesSync', 'copyFileSync'],
] as const;

/** Does something that is ended after so many changes of files: none comes after them. Yields whether it came so far. */
function endedAfter(changes: number, action: () => void): boolean {
  const fs = jest.requireActual<Record<string, (...args: unknown[]) => unknown>>('node:fs');
  let left = changes;
  const spies = CHANGES.map((name) => {
    const change = fs[name];
    return jest.spyOn(fs, name).mockImplementation((...args) => {
      left -= 1;
      if (left < 0) {
        throw new Error('ended');
      }
      return change?.(...args);
    });
  });
  try {
    action();
  } catch (error) {
    if ((error as Error).message !== 'ended') {
      throw error;
    }
  } finally {
    for (const spy of spies) {
      spy.mockRestore();
    }
  }
  return left < 0;
}

/** The folder in which a run works, where one is left. */
function leftBeside(target: string): string | undefined {
  const above = join(target, '..');
  return readdirSync(above).find((name) => name.startsWith('.'));
}

describe('a run that is ended', () => {
  const foreign = { 'README.md': 'mine', 'a/notes': 'mine', 'gone/notes': 'mine' };
  const before = treeOf(['a', 'b', 'gone'], '1', foreign);
  const after = treeOf(['a', 'b', 'new'], '2', foreign);
  const begin = () => {
    rmSync(outdir(), { recursive: true, force: true });
    run(['a', 'b', 'gone'], '1');
    putFiles(outdir(), foreign);
    mkdirSync(join(outdir(), 'empty'));
    symlinkSync('nowhere', join(outdir(), 'link'));
  };
  const others = { 'empty/': '', link: '-> nowhere' };

  /** At which of its changes the run is ended: all of them, up to the one that it comes to its end before. */
  const each = (action: (changes: number) => boolean): number => {
    let changes = 0;
    while (action(changes)) {
      changes += 1;
    }
    return changes;
  };

  it('leaves all as it was or all as it should be, wherever it is ended, and the next one clears up', () => {
    const seen = new Set<string>();
    const changes = each((count) => {
      begin();
      const ended = endedAfter(count, () => run(['a', 'b', 'new'], '2'));
      const old = join(folder(), leftBeside(outdir()) ?? '', 'old');
      const state = contentOf(existsSync(outdir()) ? outdir() : old);
      seen.add(`${existsSync(outdir())} ${state['new/config.k8s.yaml'] !== undefined}`);
      expect([
        { ...before, ...others },
        { ...after, ...others },
      ]).toContainEqual(state);
      run(['a', 'b', 'new'], '2');
      expect([count, contentOf(outdir()), readdirSync(folder())]).toEqual([count, { ...after, ...others }, ['dist']]);
      return ended;
    });
    expect(changes).toBeGreaterThan(20);
    // The old one, the new one, and the moment in which neither is there.
    expect([...seen].sort()).toEqual(['false false', 'true false', 'true true']);
  });

  it('gives the old folder back, even where the next run fails', () => {
    each((count) => {
      begin();
      const ended = endedAfter(count, () => run(['a', 'b', 'new'], '2'));
      const fail = () => {
        throw new Error('stop');
      };
      expect(messageOf(() => fleetOf({ members: membersOf('a'), outdir: outdir() }, fail).synth())).toBe('a: stop');
      expect([
        { ...before, ...others },
        { ...after, ...others },
      ]).toContainEqual(contentOf(outdir()));
      expect(readdirSync(folder())).toEqual(['dist']);
      return ended;
    });
  });

  it('leaves nothing or all where it is the first', () => {
    each((count) => {
      rmSync(outdir(), { recursive: true, force: true });
      const ended = endedAfter(count, () => run(['a', 'b'], '1'));
      expect([{}, treeOf(['a', 'b'], '1')]).toContainEqual(existsSync(outdir()) ? contentOf(outdir()) : {});
      run(['a', 'b'], '1');
      expect([contentOf(outdir()), readdirSync(folder())]).toEqual([treeOf(['a', 'b'], '1'), ['dist']]);
      return ended;
    });
  });

  /** The state between the two renames, made by hand. No process has this number. */
  const between = (target: string, pid: number) => {
    const working = join(target, '..', `.dist.fleet-${pid}-aB3dE6`);
    run(['a'], '1', target);
    mkdirSync(working);
    renameSync(target, join(working, 'old'));
    putFiles(working, { 'new/a/config.k8s.yaml': 'half' });
  };

  it.each([4_194_305, process.pid])(
    'may have moved the old folder away; the next one brings it back (process %s)',
    (pid) => {
      between(outdir(), pid);
      expect(existsSync(outdir())).toBe(false);
      const { ...summary } = fleetOf({ members: membersOf('a'), outdir: outdir() }, configMapOf('1')).synth();
      expect(summary).toMatchObject({ filesWritten: 0, filesUnchanged: 1 });
      expect(readdirSync(folder())).toEqual(['dist']);
    },
  );

  it('may have moved away what a link leads to', () => {
    const real = join(folder(), 'store', 'dist');
    mkdirSync(join(folder(), 'store'));
    between(real, 4_194_305);
    symlinkSync(join('store', 'dist'), outdir());
    run(['a'], '2');
    expect(contentOf(folder())).toEqual({
      dist: '-> store/dist',
      ...Object.fromEntries(Object.entries(treeOf(['a'], '2')).map(([path, text]) => [`store/dist/${path}`, text])),
    });
  });

  it('gives nothing back that it has begun to remove', () => {
    const working = join(folder(), '.dist.fleet-4194305-aB3dE6');
    putFiles(working, { [`replaced/${RECORD}`]: `a/${CONFIG}\n`, [`replaced/a/${CONFIG}`]: 'older' });
    run(['b'], '1');
    expect([readdirSync(folder()), contentOf(outdir())]).toEqual([['dist'], treeOf(['b'], '1')]);
  });

  it('is not cleared up after while it runs, nor is what only looks like one', () => {
    const kept = [
      `.dist.fleet-${process.ppid}-aB3dE6`,
      '.dist.fleet-4194305-mine',
      '.dist.fleet-x-aB3dE6',
      '.dist.fleet-',
    ];
    for (const name of [...kept, '.dist.fleet-4194305-aB3dE6']) {
      putFiles(join(folder(), name), { x: '' });
    }
    run(['a'], '1');
    expect(readdirSync(folder()).sort()).toEqual([...kept, 'dist'].sort());
  });
});

describe('a run in a process of its own', () => {
  const CLUSTERS = 40;
  const names = Array.from({ length: CLUSTERS }, (_, index) => `c${index}`);
  const foreign = { 'c1/notes': 'mine', notes: 'mine' };
  const trees = ['1', '2'].map((version) => treeOf(names, version, foreign));

  let built: string;
  beforeAll(() => {
    built = mkdtempSync(join(tmpdir(), 'endless fleet '));
    buildSync({
      entryPoints: [join(__dirname, 'endless-fleet.ts')],
      bundle: true,
      platform: 'node',
      outfile: join(built, 'endless-fleet.js'),
      absWorkingDir: resolve(__dirname, '..', '..'),
    });
  });
  afterAll(() => rmSync(built, { recursive: true, force: true }));

  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) {
      child.kill('SIGKILL');
    }
  });

  const start = (to: string, versions: readonly string[], times = Number.POSITIVE_INFINITY) => {
    const args = [join(built, 'endless-fleet.js'), to, `${CLUSTERS}`, ...versions];
    const child = spawn(process.execPath, args, { env: { TIMES: `${times}` }, stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    return child;
  };

  it('may be killed at any moment', async () => {
    const tryOut = async (to: string, kills: number) => {
      run(names, '1', to);
      putFiles(to, foreign);
      for (let kill = 0; kill < kills; kill += 1) {
        const child = start(to, ['2', '1']);
        await once(child.stdout as NodeJS.ReadableStream, 'data');
        await pause(Math.random() * 60);
        child.kill('SIGKILL');
        await once(child, 'exit');
        const old = join(to, '..', leftBeside(to) ?? '', 'old');
        expect(trees).toContainEqual(contentOf(existsSync(to) ? to : old));
      }
      run(names, '2', to);
      expect([contentOf(to), readdirSync(join(to, '..'))]).toEqual([trees[1], ['dist']]);
    };
    await Promise.all(['one', 'other'].map((name) => tryOut(join(folder(), name, 'dist'), 3)));
  }, 30_000);

  it('may meet another one: all is as one of them makes it, and nothing of others is lost', async () => {
    run(names, '1');
    putFiles(outdir(), foreign);
    const runs = [start(outdir(), ['1'], 8), start(outdir(), ['2', '1', '2'], 8)];
    expect((await Promise.all(runs.map((child) => once(child, 'exit')))).map(([code]) => code)).toEqual([0, 0]);
    expect(trees).toContainEqual(contentOf(outdir()));
    expect(readdirSync(folder())).toEqual(['dist']);
  }, 30_000);
});
