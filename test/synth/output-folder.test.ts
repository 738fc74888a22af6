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
import { replaceManifests } from '../../src/synth';
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
      `output: 1 problem\n  folder = ${JSON.stringify(folder)}: is a file; remove it, or name another folder [output/unusable]`,
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
    expect(messageOf(() => replaceManifests('/proc/no/such', () => undefined))).toMatch(
      /cannot be written \(E[A-Z]+: [a-z ]+\) \[output\/unusable\]$/,
    );
  });

  it.each(['.', '..', '/'])('is refused where it would hold the program itself: %s', (path) => {
    expect(messageOf(() => replaceManifests(path, never))).toBe(
      `output: 1 problem\n  folder = "${path}": holds the current folder, where the output would mix with the program's own files; name a folder below it [output/unusable]`,
    );
  });
});
