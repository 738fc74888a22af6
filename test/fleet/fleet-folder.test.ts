import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  type renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ApiObject, type App, Chart } from 'cdk8s';
import type { Fleet, FleetMember, FleetSummary } from '../../src/fleet';
import { captureStderr, messageOf } from '../support';
import {
  addConfigMap,
  CONFIG,
  configMapOf,
  configOf,
  contentOf,
  fleetOf,
  membersOf,
  putFiles,
  RECORD,
  scratchFolder,
  statesOf,
} from './fleets';

const folder = scratchFolder();
captureStderr();
const outdir = () => join(folder(), 'dist');

/** Makes some clusters with a text that its version changes. */
function run(names: readonly string[], version = '1', to = outdir()): FleetSummary {
  return fleetOf({ members: membersOf(...names), outdir: to }, configMapOf(version)).synth();
}

function failingFleet(to = outdir()): Fleet {
  return fleetOf({ members: membersOf('a'), outdir: to }, () => {
    throw new Error('stop');
  });
}

const inTheWay = (...paths: string[]) =>
  paths
    .map(
      (path) =>
        `    ${path}: was not made by a fleet, and would be overwritten; remove it, or name another folder [fleet/file-in-the-way]`,
    )
    .join('\n');

describe('a run after another one', () => {
  it('writes nothing where nothing has changed', () => {
    putFiles(outdir(), { 'mine/too': 'x', 'a/mine': 'y' });
    run(['a', 'b']);
    const before = statesOf(outdir());
    expect(run(['a', 'b'])).toEqual({ clusters: 2, filesWritten: 0, filesUnchanged: 2, filesRemoved: 0 });
    expect(statesOf(outdir())).toEqual(before);
  });

  it('writes only the file that has changed', () => {
    run(['a', 'b', 'c']);
    const before = statesOf(outdir());
    const add = (app: App, member: FleetMember) => configMapOf(member.cluster.name === 'b' ? '2' : '1')(app, member);
    const summary = fleetOf({ members: membersOf('a', 'b', 'c'), outdir: outdir() }, add).synth();
    expect(summary).toEqual({ clusters: 3, filesWritten: 1, filesUnchanged: 2, filesRemoved: 0 });
    const after = statesOf(outdir());
    expect(Object.keys(after).filter((path) => path.endsWith('.yaml') && after[path] !== before[path])).toEqual([
      `b/${CONFIG}`,
    ]);
    expect(contentOf(outdir())[`b/${CONFIG}`]).toBe(configOf('b', '2'));
  });

  it('writes no file again for another cluster, or one that is gone', () => {
    run(['a', 'gone']);
    const before = statesOf(outdir());
    expect(run(['a', 'new'])).toEqual({ clusters: 2, filesWritten: 1, filesUnchanged: 1, filesRemoved: 1 });
    expect(readdirSync(outdir()).sort()).toEqual([RECORD, 'a', 'new']);
    expect(statesOf(outdir())[`a/${CONFIG}`]).toBe(before[`a/${CONFIG}`]);
  });

  it('removes the file of a chart that is no longer made', () => {
    const two = (app: App, member: FleetMember) => {
      addConfigMap(app, member);
      new ApiObject(new Chart(app, 'other'), 'map', { apiVersion: 'v1', kind: 'ConfigMap' });
    };
    fleetOf({ members: membersOf('a'), outdir: outdir() }, two).synth();
    expect(readdirSync(join(outdir(), 'a')).sort()).toEqual([CONFIG, 'other.k8s.yaml']);
    expect(run(['a'])).toMatchObject({ filesWritten: 0, filesUnchanged: 1, filesRemoved: 1 });
    expect(readdirSync(join(outdir(), 'a'))).toEqual([CONFIG]);
  });

  it('makes a file again that somebody has removed or changed', () => {
    run(['a', 'b', 'c']);
    rmSync(join(outdir(), 'a', CONFIG));
    rmSync(join(outdir(), 'b'), { recursive: true });
    putFiles(outdir(), { [`c/${CONFIG}`]: 'changed' });
    expect(run(['a', 'b', 'c'])).toMatchObject({ filesWritten: 3, filesUnchanged: 0 });
    expect(contentOf(outdir())[`c/${CONFIG}`]).toBe(configOf('c'));
  });

  it('takes over what is the same, where the record is lost', () => {
    run(['a']);
    rmSync(join(outdir(), RECORD));
    expect(run(['a'])).toMatchObject({ filesWritten: 0, filesUnchanged: 1 });
    expect(contentOf(outdir())[RECORD]).toBe(`a/${CONFIG}\n`);
  });

  it('does not write into a file that has a second name', () => {
    run(['a']);
    linkSync(join(outdir(), 'a', CONFIG), join(folder(), 'backup'));
    run(['a'], '2');
    expect(readFileSync(join(folder(), 'backup'), 'utf8')).toBe(configOf('a'));
  });

  it('leaves no folder beside it', () => {
    run(['a']);
    expect(messageOf(() => failingFleet().synth())).toBe('a: stop');
    run(['a'], '2');
    expect(readdirSync(folder())).toEqual(['dist']);
  });

  it('believes no record that leads elsewhere', () => {
    putFiles(folder(), {
      'dist/x': '',
      'elsewhere/mine': 'kept',
      [`dist/${RECORD}`]: '../elsewhere/mine\n../../x\n\n/etc/passwd\n',
    });
    expect(run(['a'])).toMatchObject({ filesWritten: 1, filesRemoved: 0 });
    expect(contentOf(join(folder(), 'elsewhere'))).toEqual({ mine: 'kept' });
    expect(existsSync('/etc/passwd')).toBe(true);
  });
});

describe('what others have put into the folder', () => {
  beforeEach(() => {
    run(['a', 'gone']);
    putFiles(outdir(), { 'README.md': 'mine', 'sub/deep/er.yaml': 'mine', 'a/notes': 'mine', 'gone/notes': 'mine' });
    for (const path of ['empty', 'gone/empty', 'sub/empty']) {
      mkdirSync(join(outdir(), path));
    }
    symlinkSync('../nowhere', join(outdir(), 'dangling'));
    symlinkSync('sub', join(outdir(), 'a', 'link'));
    chmodSync(join(outdir(), 'README.md'), 0o640);
    chmodSync(join(outdir(), 'sub'), 0o750);
    chmodSync(outdir(), 0o771);
  });

  it('is not touched', () => {
    const before = statesOf(outdir());
    run(['a'], '2');
    expect(contentOf(outdir())).toEqual({
      [RECORD]: `a/${CONFIG}\n`,
      'README.md': 'mine',
      [`a/${CONFIG}`]: configOf('a', '2'),
      'a/link': '-> sub',
      'a/notes': 'mine',
      dangling: '-> ../nowhere',
      'empty/': '',
      'gone/empty/': '',
      'gone/notes': 'mine',
      'sub/deep/er.yaml': 'mine',
      'sub/empty/': '',
    });
    const after = statesOf(outdir());
    for (const path of ['README.md', 'sub/deep/er.yaml', 'a/notes', 'gone/notes']) {
      expect([path, after[path]]).toEqual([path, before[path]]);
    }
    expect([outdir(), join(outdir(), 'sub')].map((path) => statSync(path).mode & 0o777)).toEqual([0o771, 0o750]);
  });

  it('is left alone by a run that fails', () => {
    const before = statesOf(outdir());
    expect(messageOf(() => failingFleet().synth())).toBe('a: stop');
    expect(statesOf(outdir())).toEqual(before);
  });
});

describe('what is in the way of a file', () => {
  /** Something that has the place of a manifest, or of its folder. */
  const OBSTACLES: Readonly<Record<string, [make: () => void, path: string]>> = {
    'another file': [() => putFiles(outdir(), { [`b/${CONFIG}`]: 'mine' }), `b/${CONFIG}`],
    'a folder': [() => putFiles(outdir(), { [`b/${CONFIG}/mine`]: 'mine' }), `b/${CONFIG}`],
    'a link': [
      () => {
        putFiles(outdir(), { 'b/real': configOf('b') });
        symlinkSync('real', join(outdir(), 'b', CONFIG));
      },
      `b/${CONFIG}`,
    ],
    'a link to nothing': [
      () => {
        putFiles(outdir(), { 'b/mine': '' });
        symlinkSync('nowhere', join(outdir(), 'b', CONFIG));
      },
      `b/${CONFIG}`,
    ],
    'a file with the name of the folder': [() => putFiles(outdir(), { b: 'mine' }), 'b'],
    'a link with the name of the folder': [
      () => {
        putFiles(outdir(), { 'real/mine': '' });
        symlinkSync('real', join(outdir(), 'b'));
      },
      'b',
    ],
  };

  it.each(Object.keys(OBSTACLES))('is named, and left as it is: %s', (name) => {
    const [make, path] = OBSTACLES[name] ?? [];
    run(['a']);
    make?.();
    const before = [contentOf(folder()), statesOf(outdir())];
    expect(messageOf(() => run(['a', 'b'], '2'))).toBe(
      `fleet: 1 of 2 clusters has a problem; nothing was written\nb:\n  output: 1 problem\n${inTheWay(path ?? '')}`,
    );
    expect([contentOf(folder()), statesOf(outdir())]).toEqual(before);
  });

  it('does not keep the others from being written, if asked for', () => {
    putFiles(outdir(), { [`b/${CONFIG}`]: 'mine', c: 'mine' });
    const fleet = fleetOf({ members: membersOf('a', 'b', 'c'), outdir: outdir(), keepGoing: true });
    expect(messageOf(() => fleet.synth())).toContain('fleet: 2 of 3 clusters have problems; the others were written');
    expect(contentOf(outdir())).toEqual({
      [RECORD]: `a/${CONFIG}\n`,
      [`a/${CONFIG}`]: configOf('a'),
      [`b/${CONFIG}`]: 'mine',
      c: 'mine',
    });
  });

  it('is not taken for ours where it has the place of a file of ours', () => {
    run(['a', 'b']);
    rmSync(join(outdir(), 'b', CONFIG));
    putFiles(outdir(), { [`b/${CONFIG}/mine`]: 'kept' });
    expect(messageOf(() => run(['a', 'b']))).toContain(inTheWay(`b/${CONFIG}`));
    run(['a']);
    expect(contentOf(outdir())).toEqual({
      [RECORD]: `a/${CONFIG}\n`,
      [`a/${CONFIG}`]: configOf('a'),
      [`b/${CONFIG}/mine`]: 'kept',
    });
  });
});

describe('the folder of a fleet', () => {
  const refusal = (path: string, message: string) =>
    `output: 1 problem\n  folder = ${JSON.stringify(path)}: ${message} [output/unusable]`;

  it('is made where it is missing, also deep down', () => {
    const deep = join(folder(), 'x', 'y z', 'dist');
    run(['a'], '1', deep);
    expect(contentOf(folder())).toEqual({
      [`x/y z/dist/${RECORD}`]: `a/${CONFIG}\n`,
      [`x/y z/dist/a/${CONFIG}`]: configOf('a'),
    });
  });

  it('is not even made by a run that fails', () => {
    expect(messageOf(() => failingFleet(join(folder(), 'x', 'dist')).synth())).toBe('a: stop');
    expect(readdirSync(folder())).toEqual([]);
  });

  it('may be a link, which stays', () => {
    mkdirSync(join(folder(), 'store', 'real'), { recursive: true });
    symlinkSync(join('store', 'real'), outdir());
    run(['a']);
    run(['a'], '2');
    expect(contentOf(folder())).toEqual({
      dist: '-> store/real',
      [`store/real/${RECORD}`]: `a/${CONFIG}\n`,
      [`store/real/a/${CONFIG}`]: configOf('a', '2'),
    });
  });

  it('may be a link to a folder that is not there', () => {
    mkdirSync(join(folder(), 'store'));
    symlinkSync(join('store', 'real'), outdir());
    run(['a']);
    expect(contentOf(folder())).toMatchObject({ dist: '-> store/real', [`store/real/a/${CONFIG}`]: configOf('a') });
  });

  it('is named as it was given where it cannot be written', () => {
    symlinkSync('dist', outdir());
    expect(messageOf(() => run(['a']))).toMatch(
      /folder = ".*\/dist": cannot be (written|replaced) \(E[A-Z]+: [a-z ]+\)/,
    );
  });

  it('is refused where a file has its place', () => {
    writeFileSync(outdir(), 'mine');
    expect(messageOf(() => run(['a']))).toBe(refusal(outdir(), 'is a file; remove it, or name another folder'));
    expect(readFileSync(outdir(), 'utf8')).toBe('mine');
  });

  it('is refused where a file stands in its way', () => {
    writeFileSync(outdir(), 'mine');
    const below = join(outdir(), 'below');
    expect(messageOf(() => run(['a'], '1', below))).toMatch(
      /cannot be written \(ENOTDIR: [a-z ]+\) \[output\/unusable\]$/,
    );
    expect(readdirSync(folder())).toEqual(['dist']);
  });

  it.each(['/proc/no/such', '/dev/full/x'])('is refused where nothing can be made: %s', (path) => {
    expect(messageOf(() => run(['a'], '1', path))).toMatch(
      /cannot be written \(E[A-Z]+: [a-z ]+\) \[output\/unusable\]$/,
    );
  });

  it('is refused where a folder has the place of the record', () => {
    mkdirSync(join(outdir(), RECORD), { recursive: true });
    expect(messageOf(() => run(['a']))).toMatch(/cannot be written \(EISDIR: [a-z ]+\) \[output\/unusable\]$/);
    expect(readdirSync(folder())).toEqual(['dist']);
  });

  it.each(['', '.', '..', '/'])('is refused where it would hold the program itself: %j', (path) => {
    expect(messageOf(() => run(['a'], '1', path))).toBe(
      refusal(path, 'holds the current folder, which is replaced as a whole; name a folder below it'),
    );
  });

  it('is refused where the current folder is within, though by another way', () => {
    mkdirSync(join(outdir(), 'sub'), { recursive: true });
    symlinkSync('dist', join(folder(), 'link'));
    const home = process.cwd();
    process.chdir(join(outdir(), 'sub'));
    try {
      expect(messageOf(() => run(['a'], '1', join(folder(), 'link')))).toContain('holds the current folder');
    } finally {
      process.chdir(home);
    }
  });

  it('stays as it is where it cannot be moved, as a mount cannot', () => {
    run(['a']);
    const fs = jest.requireActual<{ renameSync: typeof renameSync }>('node:fs');
    const rename = jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      throw Object.assign(new Error(`EBUSY: resource busy or locked, rename '${from}' -> '${to}'`), { code: 'EBUSY' });
    });
    try {
      expect(messageOf(() => run(['b']))).toBe(
        refusal(
          outdir(),
          'cannot be replaced (EBUSY: resource busy or locked); name a folder that is no mount, in one that may be written',
        ),
      );
    } finally {
      rename.mockRestore();
    }
    expect(contentOf(folder())).toEqual({ [`dist/${RECORD}`]: `a/${CONFIG}\n`, [`dist/a/${CONFIG}`]: configOf('a') });
  });

  it('is not lost where it cannot even be moved back', () => {
    run(['a']);
    const fs = jest.requireActual<{ renameSync: typeof renameSync }>('node:fs');
    const { renameSync: move } = fs;
    const rename = jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      if (to === outdir()) {
        throw Object.assign(new Error(`EIO: i/o error, rename '${from}' -> '${to}'`), { code: 'EIO' });
      }
      move(from, to);
    });
    try {
      expect(messageOf(() => run(['b']))).toBe(refusal(outdir(), 'cannot be written (EIO: i/o error)'));
    } finally {
      rename.mockRestore();
    }
    const [left = ''] = readdirSync(folder());
    expect(contentOf(join(folder(), left, 'old'))).toEqual({
      [RECORD]: `a/${CONFIG}\n`,
      [`a/${CONFIG}`]: configOf('a'),
    });
    expect(run(['a'])).toMatchObject({ filesWritten: 0, filesUnchanged: 1 });
    expect(readdirSync(folder())).toEqual(['dist']);
  });

  it('is written where the file system has no links', () => {
    putFiles(outdir(), { mine: 'kept' });
    run(['a', 'b']);
    const before = statSync(join(outdir(), 'b', CONFIG)).mtimeMs;
    const fs = jest.requireActual<{ linkSync: typeof linkSync }>('node:fs');
    const link = jest.spyOn(fs, 'linkSync').mockImplementation(() => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    });
    try {
      const add = (app: App, member: FleetMember) => configMapOf(member.cluster.name === 'a' ? '2' : '1')(app, member);
      const summary = fleetOf({ members: membersOf('a', 'b'), outdir: outdir() }, add).synth();
      expect(summary).toMatchObject({ filesWritten: 1, filesUnchanged: 1 });
    } finally {
      link.mockRestore();
    }
    expect(contentOf(outdir())).toMatchObject({ [`a/${CONFIG}`]: configOf('a', '2'), mine: 'kept' });
    expect(statSync(join(outdir(), 'b', CONFIG)).mtimeMs).toBeCloseTo(before, 0);
  });
});
