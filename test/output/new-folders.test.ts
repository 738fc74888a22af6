import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CollectedFiles } from '../../src/output/collected-files';
import { replaceManifests } from '../../src/output/replace-manifests';
import { temporaryFolder } from '../../src/output/temporary-folder';
import { captureStderr, messageOf } from '../support';
import { contentOf, putFiles, scratchFolder } from './fleet/fleets';

const RECORD = '.calico-threat-defense-files';

type Operation = (...args: unknown[]) => unknown;

/** Does something before the first calls of a function of the file system that fit. */
function whenCalled(name: string, fits: (...args: unknown[]) => boolean, act: () => void, action: () => void): void {
  const fs = jest.requireActual<Record<string, Operation>>('node:fs');
  const real = fs[name] as Operation;
  const spy = jest.spyOn(fs, name).mockImplementation((...args) => {
    if (fits(...args)) {
      act();
    }
    return real(...args);
  });
  try {
    action();
  } finally {
    spy.mockRestore();
  }
}

describe('folders that do not exist yet', () => {
  captureStderr();
  const above = scratchFolder();
  const folder = () => join(above(), 'dist');
  const synth = (files: Record<string, string>) => replaceManifests(folder(), (scratch) => putFiles(scratch, files));
  const files = { 'a/x.yaml': '1', 'a/deep/er/y.yaml': '1', 'a/deep/z.yaml': '1', 'b/x.yaml': '1', 'c.yaml': '1' };

  it('are made with all their files', () => {
    synth(files);
    expect(contentOf(folder())).toEqual({ ...files, [RECORD]: `${Object.keys(files).sort().join('\n')}\n` });
  });

  it('have no halves of files at any time, and nothing beside them that kubectl reads', () => {
    mkdirSync(folder());
    const look = () => {
      for (const [path, text] of Object.entries(contentOf(folder())).filter(([path]) => /\.yaml$/.test(path))) {
        expect([path, text]).toEqual([path, Reflect.get(files, path)]);
      }
    };
    for (const name of ['mkdirSync', 'writeFileSync', 'renameSync', 'rmSync']) {
      whenCalled(
        name,
        () => existsSync(join(folder(), '.calico-threat-defense-lock')),
        look,
        () => synth(files),
      );
      rmSync(join(folder(), 'a'), { recursive: true });
    }
    expect.hasAssertions();
  });

  it('do not replace one that somebody made meanwhile', () => {
    const isOfB = (_: unknown, to: unknown) => to === join(folder(), 'b');
    const make = () => putFiles(folder(), { 'b/mine': 'mine' });
    expect(messageOf(() => whenCalled('renameSync', isOfB, make, () => synth(files)))).toMatch(
      /cannot be written \((ENOTEMPTY|EEXIST|EPERM): [a-z ]+\); changed: .*; fix this and run again \[output\/unusable\]$/,
    );
    expect(contentOf(folder())).toMatchObject({ 'b/mine': 'mine' });
    synth(files);
    expect(contentOf(folder())).toMatchObject({ ...files, 'b/mine': 'mine' });
  });

  it('are not made below a link that leads nowhere', () => {
    const fs = jest.requireActual<typeof import('node:fs')>('node:fs');
    mkdirSync(folder());
    fs.symlinkSync('nowhere', join(folder(), 'a'));
    expect(messageOf(() => synth(files))).toContain('already exists, and no earlier run wrote it');
    expect(readdirSync(folder())).toEqual(['a']);
  });
});

describe('the texts of a run', () => {
  it('are right even where the disk was full for a while', () => {
    const collected = new CollectedFiles();
    const text = (index: number) => `${index}`.repeat(100_000);
    const paths = Array.from({ length: 40 }, (_, index) => `${index}`);
    let writes = 0;
    const fail = () => {
      writes += 1;
      if (writes % 2 === 1) {
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      }
    };
    const refused: string[] = [];
    const addAll = () => {
      for (const path of paths) {
        try {
          collected.add(path, text(Number(path)));
        } catch {
          refused.push(path);
        }
      }
    };
    whenCalled('writeSync', () => true, fail, addAll);
    expect(refused.length).toBeGreaterThan(0);
    expect(collected.paths).toEqual(paths.filter((path) => !refused.includes(path)));
    for (const path of collected.paths) {
      expect(collected.get(path).toString() === text(Number(path))).toBe(true);
    }
    collected.dispose();
  });
});

describe('the folders of killed runs', () => {
  const above = scratchFolder();

  it('are removed by the next runs, some by each', () => {
    const tmpdir = jest.spyOn(jest.requireActual<{ tmpdir: () => string }>('node:os'), 'tmpdir');
    tmpdir.mockReturnValue(above());
    try {
      for (let index = 0; index < 50; index += 1) {
        const mark = join(mkdtempSync(join(above(), 'calico-threat-defense-')), '.calico-threat-defense-run');
        writeFileSync(mark, '');
        utimesSync(mark, 1, 1);
      }
      const counts = [1, 2, 3].map(() => {
        rmSync(temporaryFolder(), { recursive: true });
        return readdirSync(above()).length;
      });
      expect(counts).toEqual([30, 10, 0]);
    } finally {
      tmpdir.mockRestore();
    }
  });
});
