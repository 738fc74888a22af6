import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { globPaths, isGlob, readSources } from '../../src/reading';

let folder: string;
const before = process.cwd();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'glob-'));
  for (const path of ['b/c/d', 'b/e', '.hidden', 'b/.git', 'chart/templates/more', 'x/templates']) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  for (const file of [
    'z.yaml',
    'a.yaml',
    'a.txt',
    '.dot.yaml',
    'b/one.yaml',
    'b/c/two.yaml',
    'b/c/d/three.yaml',
    'b/e/two.yaml',
    'b/.git/four.yaml',
    '.hidden/five.yaml',
    'chart/Chart.yaml',
    'chart/templates/a.yaml',
    'chart/templates/more/b.yaml',
    'x/templates/a.yaml',
  ]) {
    writeFileSync(join(folder, file), 'a: 1\n');
  }
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

describe('a pattern', () => {
  it.each<[string, string[]]>([
    ['*.yaml', ['a.yaml', 'z.yaml']],
    ['?.yaml', ['a.yaml', 'z.yaml']],
    ['a.*', ['a.txt', 'a.yaml']],
    ['.*.yaml', ['.dot.yaml']],
    ['.*/*.yaml', ['.hidden/five.yaml']],
    ['b/*', ['b/c', 'b/e', 'b/one.yaml']],
    ['b/*/two.yaml', ['b/c/two.yaml', 'b/e/two.yaml']],
    ['b/**', ['b', 'b/c', 'b/c/d', 'b/e']],
    ['b/**/*.yaml', ['b/one.yaml', 'b/c/two.yaml', 'b/c/d/three.yaml', 'b/e/two.yaml']],
    ['b/**/**/*.yaml', ['b/one.yaml', 'b/c/two.yaml', 'b/c/d/three.yaml', 'b/e/two.yaml']],
    ['**/two.*', ['b/c/two.yaml', 'b/e/two.yaml']],
    ['**/d/**/*.yaml', ['b/c/d/three.yaml']],
    ['*/one.yaml', ['b/one.yaml']],
    ['*/templates/*.yaml', ['chart/templates/a.yaml', 'x/templates/a.yaml']],
    ['nowhere/*.yaml', []],
    ['a.yaml/*', []],
    ['*.json', []],
  ])('matches files and folders in the order of their names: %s', (pattern, paths) => {
    expect([...globPaths(pattern)]).toEqual(paths);
  });

  it('matches a symbolic link that leads nowhere', () => {
    symlinkSync('nowhere', join(folder, 'b', 'e', 'link'));
    expect([...globPaths('b/*/link')]).toEqual(['b/e/link']);
    rmSync(join(folder, 'b', 'e', 'link'));
  });

  it('may begin at the root', () => {
    expect([...globPaths(`${folder}/b/c/*.yaml`)]).toEqual([join(folder, 'b/c/two.yaml')]);
  });

  it.each([
    ['a*', true],
    ['a/?/b', true],
    ['a/b.yaml', false],
    ['[a]', false],
  ])('has wildcards: %s', (path, expected) => {
    expect(isGlob(path)).toBe(expected);
  });
});

describe('the files that a pattern matches', () => {
  const problems: string[] = [];
  const read = (...paths: readonly string[]) => {
    problems.length = 0;
    return [...readSources(paths, undefined, (path, reason) => problems.push(`${path}: ${reason}`))];
  };

  it('are manifests, and all manifests in the folders', () => {
    expect(read('*').map(({ file }) => file)).toEqual([
      'a.yaml',
      'b/c/d/three.yaml',
      'b/c/two.yaml',
      'b/e/two.yaml',
      'b/one.yaml',
      'chart/Chart.yaml',
      'chart/templates/a.yaml',
      'chart/templates/more/b.yaml',
      'x/templates/a.yaml',
      'z.yaml',
    ]);
    expect(problems).toEqual([]);
  });

  it('are reported if there are none, or none that are manifests', () => {
    expect(read('*.json', '*.txt', 'a.yaml')).toHaveLength(1);
    const reason = 'no folder and no file named .yaml, .yml or .json matches this pattern';
    expect(problems).toEqual([`*.json: ${reason}`, `*.txt: ${reason}`]);
  });

  it('are found, while those that are named are not', () => {
    const found = (...paths: readonly string[]) => read(...paths).map(({ file, isFound }) => `${file} ${isFound}`);
    expect(found('?.yaml')).toEqual(['a.yaml true', 'z.yaml true']);
    expect(found('a.yaml', 'b/e')).toEqual(['a.yaml false', 'b/e/two.yaml true']);
  });

  it('have the name of one with wildcards, if there is such a file', () => {
    writeFileSync(join(folder, 'q?.yaml'), '');
    writeFileSync(join(folder, 'qq.yaml'), '');
    expect(read('q?.yaml').map(({ file, isFound }) => `${file} ${isFound}`)).toEqual(['q?.yaml false']);
    rmSync(join(folder, 'q?.yaml'));
    rmSync(join(folder, 'qq.yaml'));
  });
});

describe('files in a folder templates', () => {
  it('are those of a chart if Chart.yaml is next to it', () => {
    const sources = [...readSources(['.'], undefined, () => undefined)];
    expect(sources.filter(({ isChartTemplate }) => isChartTemplate).map(({ file }) => file)).toEqual([
      'chart/templates/a.yaml',
      'chart/templates/more/b.yaml',
    ]);
  });

  it('are none of a chart if Chart.yaml is a folder', () => {
    mkdirSync(join(folder, 'x', 'Chart.yaml'));
    const [source] = readSources(['x/templates/a.yaml'], undefined, () => undefined);
    expect([source?.file, source?.isChartTemplate]).toEqual(['x/templates/a.yaml', false]);
    rmSync(join(folder, 'x', 'Chart.yaml'), { recursive: true });
  });
});

describe('what has the name of a manifest', () => {
  it('is reported if it is neither a file nor a folder, or if its name is not valid UTF-8', () => {
    const odd = join(folder, 'odd');
    mkdirSync(odd);
    symlinkSync('/dev/null', join(odd, 'device.yaml'));
    symlinkSync('/dev/null', join(odd, 'device.txt'));
    const bytes = (start: string) =>
      Buffer.concat([Buffer.from(`${odd}/${start}`), Buffer.from([0xff]), Buffer.from('.yaml')]);
    writeFileSync(bytes('x'), '');
    writeFileSync(bytes('.x'), '');
    const problems: string[] = [];
    const files = [
      ...readSources([odd], undefined, (path, reason) => problems.push(`${relative(odd, path)}: ${reason}`)),
    ];
    rmSync(bytes('x'));
    rmSync(bytes('.x'));
    rmSync(odd, { recursive: true });
    expect(files).toEqual([]);
    expect(problems).toEqual([
      'x\ufffd.yaml: its name is not valid UTF-8; rename it',
      'device.yaml: it is neither a file nor a folder',
    ]);
  });
});
