import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceManifests } from '../../src/output/replace-manifests';
import { messageOf } from '../support';

const RECORD = '.calico-threat-defense-files';

describe('the output folder', () => {
  let above: string;
  let folder: string;
  beforeEach(() => {
    above = mkdtempSync(join(tmpdir(), 'output folder '));
    folder = join(above, 'dist');
  });
  afterEach(() => rmSync(above, { recursive: true, force: true }));

  const put = (base: string, files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(base, name, '..'), { recursive: true });
      writeFileSync(join(base, name), text);
    }
  };
  const content = (base = folder) =>
    Object.fromEntries(
      readdirSync(base, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((path) => [path.slice(base.length + 1), readFileSync(path, 'utf8')]),
    );

  const never = () => {
    throw new Error('must not be called');
  };

  it('is made where it is missing, also deep down', () => {
    const deep = join(folder, 'a b', 'c');
    replaceManifests(deep, (staging) => put(staging, { 'x.yaml': '1' }));
    expect(content(deep)).toEqual({ 'x.yaml': '1', [RECORD]: 'x.yaml\n' });
    expect(readdirSync(join(folder, 'a b'))).toEqual(['c']);
  });

  it('is not even made by a run that fails', () => {
    expect(() => replaceManifests(join(folder, 'a', 'b'), never)).toThrow('must not be called');
    expect(readdirSync(above)).toEqual([]);
  });

  it('is left as it was by a run that fails', () => {
    put(folder, { 'x.yaml': 'old', 'y.yaml': 'old' });
    const fail = (staging: string) => {
      put(staging, { 'x.yaml': 'half' });
      throw new Error('stop');
    };
    expect(() => replaceManifests(folder, fail)).toThrow('stop');
    expect(content()).toEqual({ 'x.yaml': 'old', 'y.yaml': 'old' });
    expect(readdirSync(above)).toEqual(['dist']);
  });

  it('may be a link', () => {
    const real = join(above, 'real');
    put(real, { 'old.yaml': '' });
    symlinkSync(real, folder);
    replaceManifests(folder, (staging) => put(staging, { 'x.yaml': '1' }));
    expect(content(real)).toEqual({ 'old.yaml': '', 'x.yaml': '1', [RECORD]: 'x.yaml\n' });
    expect(content()).toEqual(content(real));
  });

  it('is not followed where it links elsewhere', () => {
    put(above, { 'elsewhere/mine.yaml': 'mine' });
    mkdirSync(folder);
    symlinkSync(join(above, 'elsewhere'), join(folder, 'link'));
    replaceManifests(folder, (staging) => put(staging, { 'x.yaml': '1' }));
    expect(existsSync(join(above, 'elsewhere', 'mine.yaml'))).toBe(true);
  });

  it('is refused where a file has its place', () => {
    writeFileSync(folder, 'a file');
    expect(messageOf(() => replaceManifests(folder, never))).toBe(
      `output: 1 problem\n  folder = ${JSON.stringify(folder)}: is a file; remove it, or use another folder [output/unusable]`,
    );
    expect(readFileSync(folder, 'utf8')).toBe('a file');
  });

  it('is refused where a file stands in its way', () => {
    writeFileSync(folder, 'a file');
    expect(messageOf(() => replaceManifests(join(folder, 'below'), never))).toMatch(
      /cannot be written \(ENOTDIR: [a-z ]+\) \[output\/unusable\]$/,
    );
  });

  it('is refused where nothing can be made, without trying for ever', () => {
    expect(messageOf(() => replaceManifests('/proc/no/such', (staging) => put(staging, { 'x.yaml': '1' })))).toMatch(
      /cannot be written \(E[A-Z]+: [a-z ]+\); nothing was changed; fix this and run again \[output\/unusable\]$/,
    );
  });

  it.each(['', 'sub'])('is refused where it would hold the home folder: HOME=FOLDER/%s', (below) => {
    put(folder, { 'sub/mine.yaml': 'mine' });
    const home = jest.spyOn(jest.requireActual<{ homedir: () => string }>('node:os'), 'homedir');
    home.mockReturnValue(join(folder, below));
    try {
      expect(messageOf(() => replaceManifests(folder, never))).toContain(
        ': contains your home folder, so the output would mix with its files',
      );
    } finally {
      home.mockRestore();
    }
    expect(content()).toEqual({ 'sub/mine.yaml': 'mine' });
  });

  it('may have the longest name that a file system accepts', () => {
    const long = join(above, 'x'.repeat(255));
    replaceManifests(long, (staging) => put(staging, { 'x.yaml': '1' }));
    replaceManifests(long, (staging) => put(staging, { 'x.yaml': '2' }));
    expect([content(long), readdirSync(above)]).toEqual([{ 'x.yaml': '2', [RECORD]: 'x.yaml\n' }, ['x'.repeat(255)]]);
  });

  it('is refused where it is a link to nothing', () => {
    symlinkSync('nowhere', folder);
    expect(messageOf(() => replaceManifests(folder, never))).toContain('is a link to a folder that does not exist; ');
  });

  it.each(['.', '..', '/'])('is refused where it would hold the program itself: %s', (path) => {
    expect(messageOf(() => replaceManifests(path, never))).toBe(
      `output: 1 problem\n  folder = "${path}": contains the current folder, so the output would mix with its files; use a subfolder [output/unusable]`,
    );
  });
});
