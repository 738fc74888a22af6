import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { ApiObject, type App, Chart } from 'cdk8s';
import type { Fleet, FleetMember, FleetSummary } from '../../../src/output';
import { replaceManifests } from '../../../src/output/replace-manifests';
import { captureStderr, messageOf } from '../../support';
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
        `    ${path}: was not written by a fleet and would be overwritten; remove it, or use another folder [fleet/file-in-the-way]`,
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

  it('may be that of npm run synth: each keeps the files of the other', () => {
    const synth = (text: string) => replaceManifests(outdir(), (scratch) => putFiles(scratch, { 'x.k8s.yaml': text }));
    synth('1');
    run(['a', 'gone']);
    synth('2');
    run(['a']);
    expect(contentOf(outdir())).toEqual({
      '.calico-threat-defense-files': 'x.k8s.yaml\n',
      [RECORD]: `a/${CONFIG}\n`,
      'x.k8s.yaml': '2',
      [`a/${CONFIG}`]: configOf('a'),
    });
  });

  it('is refused where a folder has the place of the record', () => {
    mkdirSync(join(outdir(), RECORD), { recursive: true });
    expect(messageOf(() => run(['a']))).toMatch(/cannot be written \(EISDIR: [a-z ]+\) \[output\/unusable\]$/);
    expect(readdirSync(folder())).toEqual(['dist']);
  });

  it('is refused where the current folder is within, though by another way', () => {
    mkdirSync(join(outdir(), 'sub'), { recursive: true });
    symlinkSync('dist', join(folder(), 'link'));
    const home = process.cwd();
    process.chdir(join(outdir(), 'sub'));
    try {
      expect(messageOf(() => run(['a'], '1', join(folder(), 'link')))).toContain('contains the current folder');
    } finally {
      process.chdir(home);
    }
  });
});
