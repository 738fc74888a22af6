import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
const { loadLess } = jest.requireActual(join(root, 'tools', 'synth', 'lazily.js'));

interface Load {
  readonly filter: RegExp;
  readonly namespace?: string;
  readonly load: (file: { readonly path: string }) => { readonly contents: string };
}

/** What the plugins of esbuild load in another way. */
const LOADS: readonly Load[] = loadLess(root).flatMap(({ setup }: { setup: (build: object) => void }) => {
  const loads: Load[] = [];
  const onLoad = (options: Omit<Load, 'load'>, load: Load['load']) => loads.push({ ...options, load });
  setup({ onLoad, onResolve: () => {} });
  return loads;
});
const loadersOf = (path: string) =>
  LOADS.filter(({ filter, namespace }) => namespace === undefined && filter.test(path));

describe('tools/synth/lazily.js', () => {
  it.each([
    '/project/node_modules/cdk8s/lib/index.js',
    '/project/node_modules/constructs/lib/index.js',
    String.raw`C:\project\node_modules\cdk8s\lib\index.js`,
  ])('loads the modules of a package when they are used, on any system: %s', (path) => {
    expect(loadersOf(path)).toHaveLength(1);
  });

  it.each(['/project/node_modules/cdk8s/lib/app.js', '/project/src/cdk8s/lib/index.js'])(
    'loads others as usual: %s',
    (path) => {
      expect(loadersOf(path)).toEqual([]);
    },
  );

  it('gives a package the exports that it has', () => {
    const path = join(root, 'node_modules', 'cdk8s', 'lib', 'index.js');
    const [loader] = loadersOf(path);
    const { contents = '' } = loader?.load({ path }) ?? {};
    expect(contents).toContain('get App() { return require("./app").App; }');
    expect(readFileSync(path, 'utf8')).toContain('require("./app")');
  });
});
