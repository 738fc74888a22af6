import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { readSources, readStdin } from '../../src/reading';
import { cpuMillis } from '../cpu-time';

let folder: string;
const problems: string[] = [];

/** The files that are read, from the folder on. */
function read(...paths: readonly string[]): string[] {
  const sources = readSources(
    paths.map((path) => join(folder, path)),
    undefined,
    (path, reason) => problems.push(`${relative(folder, path)}: ${reason}`),
  );
  return [...sources].map(({ file, bytes }) => `${relative(folder, file)} ${Buffer.from(bytes)}`);
}

describe('the files that are checked', () => {
  beforeEach(() => {
    problems.length = 0;
    folder = mkdtempSync(join(tmpdir(), 'sources-'));
    mkdirSync(join(folder, 'b', 'c'), { recursive: true });
    mkdirSync(join(folder, 'b', 'node_modules'));
    mkdirSync(join(folder, '.hidden'));
    for (const file of [
      'z.yaml',
      'a.json',
      'b/two.yml',
      'b/c/one.yaml',
      'b/x.txt',
      'b/node_modules/x.yaml',
      '.hidden/x.yaml',
    ]) {
      writeFileSync(join(folder, file), `${file}!`);
    }
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are all manifests below a folder, in the order of their names', () => {
    expect(read('')).toEqual([
      'a.json a.json!',
      'b/c/one.yaml b/c/one.yaml!',
      'b/two.yml b/two.yml!',
      'z.yaml z.yaml!',
    ]);
    expect(problems).toEqual([]);
  });

  it('are those that are named, whatever their names are', () => {
    expect(read('z.yaml', 'b/x.txt')).toEqual(['z.yaml z.yaml!', 'b/x.txt b/x.txt!']);
    expect(read('.hidden', 'b/node_modules')).toEqual([
      '.hidden/x.yaml .hidden/x.yaml!',
      'b/node_modules/x.yaml b/node_modules/x.yaml!',
    ]);
  });

  it('are read once each', () => {
    expect(read('b/two.yml', 'b', './b/c/../c', 'b/two.yml')).toEqual([
      'b/two.yml b/two.yml!',
      'b/c/one.yaml b/c/one.yaml!',
    ]);
  });

  it('may be a thousand folders deep, which takes no longer than it must', () => {
    const deep = Array.from({ length: 1_000 }, () => 'd').join('/');
    mkdirSync(join(folder, 'b', deep), { recursive: true });
    writeFileSync(join(folder, 'b', deep, 'a.yaml'), '!');
    const millis = cpuMillis(() => {
      expect(read('b')).toContain(`b/${deep}/a.yaml !`);
    });
    expect(millis).toBeLessThan(10_000);
  });

  it('are found through symbolic links, even where these go round in circles', () => {
    symlinkSync('..', join(folder, 'b', 'up'));
    symlinkSync(join(folder, 'z.yaml'), join(folder, 'b', 'link.yaml'));
    symlinkSync('nowhere', join(folder, 'b', 'dangling.yaml'));
    symlinkSync('loop.yaml', join(folder, 'b', 'loop.yaml'));
    expect(read('b')).toEqual([
      'b/c/one.yaml b/c/one.yaml!',
      'b/link.yaml z.yaml!',
      'b/two.yml b/two.yml!',
      'b/up/a.json a.json!',
    ]);
    expect(problems).toEqual([
      'b/dangling.yaml: no such file or directory',
      'b/loop.yaml: too many symbolic links encountered',
    ]);
  });

  it('are told of where they cannot be read', () => {
    expect(read('nothing', 'z.yaml/below', 'a.json')).toEqual(['a.json a.json!']);
    expect(problems).toEqual(['nothing: no such file or directory', 'z.yaml/below: not a directory']);
  });

  it('may be a device, but not one without an end', () => {
    const named: string[] = [];
    const sources = readSources(['/dev/null', '/dev/zero'], undefined, (_, reason) => named.push(reason));
    expect([...sources].map(({ bytes }) => bytes.length)).toEqual([0]);
    expect(named).toEqual(['it is larger than 100 MB']);
  });

  it('may be standard input', async () => {
    async function* chunks() {
      yield Buffer.from('a: ');
      yield Buffer.from('b');
    }
    const stdin = await readStdin(chunks());
    const [source] = readSources(['-'], stdin, () => undefined);
    expect([source?.file, String(Buffer.from(source?.bytes ?? []))]).toEqual(['-', 'a: b']);
  });
});
