import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Configurations } from '../../src/configuration';
import { messageOf } from '../support';

const NAME = '.calico-threat-defense.yaml';
let folder: string;
const before = process.cwd();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'configurations-'));
  mkdirSync(join(folder, '.git'));
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const write = (path: string, text: string | Uint8Array) => writeFileSync(join(folder, path), text);
const releaseFor = (path: string) => Configurations.search().for(path)?.cluster.release?.displayName;
const releaseNear = (path: string) => Configurations.search().near(path)?.cluster.release?.displayName;

describe('the configuration of a file', () => {
  it('is the nearest one above it', () => {
    write(NAME, 'release: "3.22"\n');
    write(`a/${NAME}`, 'release: "3.14"\n');
    expect(['x.yaml', 'a/x.yaml', 'a/b/x.yaml', 'nowhere/x.yaml'].map(releaseFor)).toEqual([
      'Calico Enterprise 3.22.1',
      'Calico Enterprise 3.14.0',
      'Calico Enterprise 3.14.0',
      'Calico Enterprise 3.22.1',
    ]);
  });

  it('is that of a folder for its content, and not for the folder itself', () => {
    write(NAME, 'release: "3.22"\n');
    write(`a/${NAME}`, 'release: "3.14"\n');
    expect([releaseFor('a'), releaseNear('a')]).toEqual(['Calico Enterprise 3.22.1', 'Calico Enterprise 3.14.0']);
    write('x.yaml', '');
    expect(['x.yaml', 'nothing'].map(releaseNear)).toEqual(['Calico Enterprise 3.22.1', 'Calico Enterprise 3.22.1']);
  });

  it('is that of the real folder, where a link leads to it', () => {
    write(`a/${NAME}`, 'release: "3.14"\n');
    symlinkSync(join('a', 'b'), join(folder, 'link'));
    expect(releaseFor('link/x.yaml')).toBe('Calico Enterprise 3.14.0');
  });

  it('is none above the top of the repository, and none of a file that stands for a folder', () => {
    write(NAME, 'release: "3.22"\n');
    mkdirSync(join(folder, 'a', '.git'));
    expect(releaseFor('a/b/x.yaml')).toBeUndefined();
    expect(Configurations.of(undefined).for('x.yaml')).toBeUndefined();
    expect(Configurations.of(NAME).for('a/b/x.yaml')?.cluster.release?.displayName).toBe('Calico Enterprise 3.22.1');
  });

  it('leaves out what it excludes, as a folder or a file', () => {
    write(NAME, 'exclude: [vendor/]\n');
    const { selection } = Configurations.search();
    const real = join(folder, 'vendor');
    expect([true, false].map((isFolder) => selection({ real, isFolder }))).toEqual([true, false]);
    expect(Configurations.of(undefined).selection({ real, isFolder: true })).toBe(false);
  });
});

describe('the level of a rule', () => {
  it('is that of the last setting that applies to the file', () => {
    const setting = (severity: string, paths: string) =>
      `- { rule: global-alert/lookback-gap, severity: ${severity}, reason: x${paths} }\n`;
    write(
      NAME,
      `rules:\n${setting('notice', '')}${setting('error', ', paths: [a/]')}${setting('"off"', ', paths: [b]')}`,
    );
    const configurations = Configurations.search();
    const levels = (rule: string) =>
      ['x.yaml', 'a/x.yaml', 'a/b/x.yaml'].map((file) => configurations.levelOf(file, rule));
    expect(levels('global-alert/lookback-gap')).toEqual(['notice', 'error', 'off']);
    expect(levels('global-alert/severity-range')).toEqual([undefined, undefined, undefined]);
    expect(configurations.unapplied(['.'])).toEqual([]);
  });

  it('of which none applied is reported with its place, if its folder was read as a whole', () => {
    write(NAME, 'rules:\n- { rule: global-alert/lookback-gap, severity: notice, reason: x }\n');
    const configurations = Configurations.search();
    expect(configurations.levelOf('a/x.yaml', 'global-alert/severity-range')).toBeUndefined();
    const unapplied = [{ file: NAME, index: 0, rule: 'global-alert/lookback-gap' }];
    expect(configurations.unapplied(['.'])).toEqual(unapplied);
    expect(configurations.unapplied(['a'])).toEqual([]);
    expect(configurations.unapplied(['/', 'a'])).toEqual(unapplied);
    expect(configurations.unapplied([folder.slice(0, -1)])).toEqual([]);
    expect(configurations.unapplied([])).toEqual([]);
    expect(configurations.levelOf('a/x.yaml', 'global-alert/lookback-gap')).toBe('notice');
    expect(configurations.unapplied(['.'])).toEqual([]);
  });
});

describe('a configuration that cannot be read', () => {
  it.each<[string, string | Uint8Array, string]>([
    [
      'bytes that are no UTF-8',
      Buffer.from([0x61, 0x3a, 0x0a, 0x61, 0xff]),
      ':2:2: is not valid UTF-8: invalid byte 0xff; save the file as UTF-8',
    ],
    ['a key twice', 'release: "3.22"\nrelease: "3.22"\n', ':2:1: release: is a duplicate key: '],
  ])('is reported with the place: %s', (_, text, message) => {
    write(NAME, text);
    expect(messageOf(() => Configurations.search().for('a/x.yaml'))).toContain(message);
  });

  it('is reported if it is a folder', () => {
    mkdirSync(join(folder, NAME));
    expect(messageOf(() => Configurations.search().for('a/x.yaml'))).toContain(':1:1: cannot be read: ');
  });
});
