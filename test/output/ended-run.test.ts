import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { replaceManifests } from '../../src/output/replace-manifests';
import { captureStderr, messageOf } from '../support';
import { contentOf, putFiles, scratchFolder } from './fleet/fleets';

const RECORD = '.calico-threat-defense-files';
const LOCK = '.calico-threat-defense-lock';

/** In milliseconds: how long these tests wait for a run that was killed. */
const STALE = 20;

/** Runs that are killed leave temporary folders, which this folder keeps together. */
let temporaryFolders: string;
let tmpdir: jest.SpyInstance<string>;
beforeEach(() => {
  const os = jest.requireActual<{ tmpdir: () => string }>('node:os');
  temporaryFolders = mkdtempSync(join(os.tmpdir(), 'ended runs '));
  tmpdir = jest.spyOn(os, 'tmpdir').mockReturnValue(temporaryFolders);
});
afterEach(() => {
  tmpdir.mockRestore();
  rmSync(temporaryFolders, { recursive: true, force: true });
});

/** All that changes something on a disk. */
const CHANGES = ['writeFileSync', 'renameSync', 'rmSync', 'rmdirSync', 'mkdirSync', 'utimesSync'] as const;

type Change = (...args: unknown[]) => unknown;

/** Does something in which each change of files goes by a replacement. */
function withChanges(replacement: (change: () => unknown, name: string) => unknown, action: () => void): void {
  const fs = jest.requireActual<Record<string, Change>>('node:fs');
  const spies = CHANGES.map((name) => {
    const change = fs[name] as Change;
    return jest.spyOn(fs, name).mockImplementation((...args) => replacement(() => change(...args), name));
  });
  try {
    action();
  } finally {
    for (const spy of spies) {
      spy.mockRestore();
    }
  }
}

/** Does something that is ended after so many changes of files: none comes after them. Yields whether it came so far. */
function endedAfter(changes: number, action: () => void): boolean {
  let left = changes;
  const replacement = (change: () => unknown) => {
    left -= 1;
    if (left < 0) {
      throw new Error('ended');
    }
    return change();
  };
  try {
    withChanges(replacement, action);
  } catch (error) {
    if ((error as Error).message !== 'ended') {
      throw error;
    }
  }
  return left < 0;
}

/** The message of an error; empty without one. */
function outcomeOf(action: () => void): string {
  try {
    action();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a run that does not come to its end', () => {
  const above = scratchFolder();
  captureStderr();
  const folder = () => join(above(), 'dist');
  const synth = (files: Record<string, string>) =>
    replaceManifests(folder(), (scratch) => putFiles(scratch, files), STALE);
  const foreign = { 'README.md': 'mine', 'a/notes': 'mine', 'gone/notes': 'mine' };
  const before = { 'a/x.yaml': '1', 'b.yaml': '1', 'gone/z.yaml': '1' };
  const after = { 'a/x.yaml': '2', 'b.yaml': '1', 'new/y.yaml': '2' };
  const all = (files: Record<string, string>) => ({
    ...foreign,
    ...files,
    link: '-> nowhere',
    [RECORD]: `${Object.keys(files).sort().join('\n')}\n`,
  });
  const begin = (files: Record<string, string> = before) => {
    rmSync(folder(), { recursive: true, force: true });
    synth(files);
    putFiles(folder(), foreign);
    symlinkSync('nowhere', join(folder(), 'link'));
  };

  it('leaves old and new files, but no halves, wherever it is killed, and the next one completes it', () => {
    let changes = 0;
    let seen: Record<string, string>[] = [];
    for (let isEnded = true; isEnded; changes += 1) {
      begin();
      isEnded = endedAfter(changes, () => synth(after));
      const content = contentOf(folder());
      seen = [...seen, content];
      expect(content).toMatchObject({ ...foreign, 'b.yaml': '1' });
      expect(['1', '2']).toContain(content['a/x.yaml']);
      expect(['1', undefined]).toContain(content['gone/z.yaml']);
      expect(['2', undefined]).toContain(content['new/y.yaml']);
      // As the killed run should have, or with other clusters.
      const next = changes % 2 === 0 ? after : { 'c.yaml': '3' };
      synth(next);
      expect([changes, contentOf(folder()), readdirSync(above())]).toEqual([changes, all(next), ['dist']]);
    }
    expect(changes).toBeGreaterThan(15);
    expect(seen.some((content) => content['a/x.yaml'] === '2' && content['new/y.yaml'] === undefined)).toBe(true);
  }, 60_000);

  it('has changed nothing where its program fails, however late', () => {
    begin();
    const fail = (scratch: string) => {
      putFiles(scratch, after);
      throw new Error('stop');
    };
    expect(messageOf(() => replaceManifests(folder(), fail))).toBe('stop');
    expect(contentOf(folder())).toEqual(all(before));
  });

  it('says how much it has changed where the disk is full', () => {
    begin();
    let writes = 0;
    const replacement = (change: () => unknown, name: string) => {
      writes += name === 'renameSync' ? 1 : 0;
      if (writes === 3 && name === 'renameSync') {
        throw Object.assign(new Error('ENOSPC: no space left on device, rename'), { code: 'ENOSPC' });
      }
      return change();
    };
    expect(messageOf(() => withChanges(replacement, () => synth(after)))).toContain(
      'cannot be written (ENOSPC: no space left on device); changed: a/x.yaml; fix this and run again [output/unusable]',
    );
    synth(after);
    expect(contentOf(folder())).toEqual(all(after));
  });

  it('changes nothing where one of the folders is read-only', () => {
    begin();
    const fs = jest.requireActual<{ accessSync: (path: string) => void }>('node:fs');
    const access = jest.spyOn(fs, 'accessSync').mockImplementation((path) => {
      if (path.endsWith('gone')) {
        throw Object.assign(new Error(`EACCES: permission denied, access '${path}'`), { code: 'EACCES' });
      }
    });
    try {
      expect(messageOf(() => synth(after))).toContain(
        'cannot be written (EACCES: permission denied); nothing was changed; ',
      );
    } finally {
      access.mockRestore();
    }
    expect(contentOf(folder())).toEqual(all(before));
  });

  it('ends with an error where another run goes on writing for too long', () => {
    begin();
    mkdirSync(join(folder(), LOCK));
    const fs = jest.requireActual<Record<string, Change>>('node:fs');
    let sign = 0;
    const stat = jest.spyOn(fs, 'statSync').mockImplementation(() => {
      sign += 1;
      return { ino: 1, mtimeMs: sign };
    });
    try {
      expect(messageOf(() => synth(after))).toMatch(/is locked by another run .* \[output\/busy\]$/);
    } finally {
      stat.mockRestore();
    }
    expect(contentOf(folder())).toEqual({ ...all(before), [`${LOCK}/`]: '' });
  });

  it.each([
    ['has finished', false],
    ['goes on', true],
  ])(
    'changes nothing more, wherever it was suspended while another run took over, which %s',
    (_, goesOn) => {
      const other = { 'gone/z.yaml': '3', 'new/y.yaml': '3', 'old/w.yaml': '3' };
      const outcomes = new Set<string>();
      let isLast = false;
      for (let moment = 0; !isLast; moment += 1) {
        begin({ ...before, 'old/w.yaml': '1' });
        let change = 0;
        const replacement = (action: () => unknown) => {
          change += 1;
          if (change === moment + 1) {
            rmSync(join(folder(), LOCK), { recursive: true, force: true });
            synth(other);
            if (goesOn) {
              mkdirSync(join(folder(), LOCK, 'token of the other run'), { recursive: true });
            }
          }
          return action();
        };
        const message = outcomeOf(() => withChanges(replacement, () => synth(after)));
        isLast = change <= moment;
        rmSync(join(folder(), LOCK), { recursive: true, force: true });
        const { 'new/': __, ...content } = contentOf(folder());
        const isOfOther = content['old/w.yaml'] === '3';
        expect([moment, content]).toEqual([moment, all(isOfOther ? other : after)]);
        // Where it was suspended before it had the lock, it may wait for too long.
        const [outcome = message] = /taken over|(?<=is )locked by another run|^$/.exec(message) ?? [];
        outcomes.add(`${isOfOther ? 'other' : 'own'}: ${outcome}`);
      }
      outcomes.delete('other: locked by another run');
      expect([...outcomes].sort()).toEqual(['other: ', 'other: taken over', 'own: ']);
    },
    60_000,
  );

  it('writes nothing more where another run has taken over, since it was suspended', () => {
    begin();
    let renames = 0;
    const replacement = (change: () => unknown, name: string) => {
      renames += name === 'renameSync' ? 1 : 0;
      const result = change();
      if (renames === 2 && name === 'renameSync') {
        rmSync(join(folder(), LOCK), { recursive: true });
        mkdirSync(join(folder(), LOCK));
      }
      return result;
    };
    expect(messageOf(() => withChanges(replacement, () => synth(after)))).toContain('was taken over by another run');
    expect(contentOf(folder())).toMatchObject({ 'a/x.yaml': '2', 'gone/z.yaml': '1' });
    utimesSync(join(folder(), LOCK), 1, 1);
    synth(after);
    expect(contentOf(folder())).toEqual(all(after));
  });
});

describe('the temporary folder of a run that was killed', () => {
  const above = scratchFolder();
  captureStderr();
  const temporary = () => join(above(), 'tmp');
  beforeEach(() => {
    mkdirSync(temporary());
    tmpdir.mockReturnValue(temporary());
  });
  const MARK = '.calico-threat-defense-run';
  const TWO_DAYS_AGO = Date.now() / 1_000 - 2 * 24 * 60 * 60;
  const synth = () => replaceManifests(join(above(), 'dist'), (scratch) => putFiles(scratch, { 'x.yaml': '1' }));
  const killed = () => {
    expect(endedAfter(4, synth)).toBe(true);
    const [name = ''] = readdirSync(temporary());
    return join(temporary(), name);
  };

  it('is removed by a run of a later day', () => {
    const folder = killed();
    utimesSync(join(folder, MARK), TWO_DAYS_AGO, TWO_DAYS_AGO);
    synth();
    expect(readdirSync(temporary())).toEqual([]);
  });

  it('is kept as long as it could be that of a run that goes on', () => {
    const folder = killed();
    synth();
    expect([existsSync(folder), readdirSync(temporary()).length]).toEqual([true, 1]);
  });

  it('is not taken for what others have there, whatever it is called', () => {
    const elsewhere = { 'elsewhere/.calico-threat-defense-run': '', 'elsewhere/mine': 'mine' };
    putFiles(above(), elsewhere);
    putFiles(temporary(), { 'calico-threat-defense-backup/x.yaml': 'mine', [`other/${MARK}`]: 'mine' });
    writeFileSync(join(temporary(), 'calico-threat-defense-note'), 'mine');
    symlinkSync(join(above(), 'elsewhere'), join(temporary(), 'calico-threat-defense-abcdef'));
    for (const path of [
      'elsewhere/.calico-threat-defense-run',
      'tmp/calico-threat-defense-note',
      `tmp/other/${MARK}`,
    ]) {
      utimesSync(join(above(), path), TWO_DAYS_AGO, TWO_DAYS_AGO);
    }
    const content = contentOf(above());
    synth();
    rmSync(join(above(), 'dist'), { recursive: true });
    expect(contentOf(above())).toEqual(content);
  });
});
