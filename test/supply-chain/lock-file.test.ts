import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
}

interface LockFile {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** Packages that run a program when they are installed, for development only. All of them only fetch or check a binary. */
const INSTALL_SCRIPTS = ['@parcel/watcher', '@swc/core', 'esbuild'];

/** What npm runs on `npm install` of a package. */
const RUN_ON_INSTALL = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare'];

/** What is wrong with the entries of a lock file, by the folder of each. */
function problemsOf(packages: LockFile['packages']): string[] {
  return Object.entries(packages)
    .filter(([folder]) => folder !== '')
    .flatMap(([folder, locked]) => problemsIn(locked, nameOf(folder)).map((problem) => `${folder}: ${problem}`));
}

function problemsIn(locked: LockedPackage, name: string): string[] {
  if (locked.link) {
    return ['is a link'];
  }
  const url = `https://registry.npmjs.org/${name}/-/${name.replace(/^@[^/]*\//, '')}-${locked.version}.tgz`;
  // What another package bundles is part of its tarball, whose hash covers it.
  const hash = locked.inBundle && locked.integrity === undefined ? undefined : (locked.integrity ?? '');
  return [
    ...(locked.resolved === undefined || locked.resolved === url ? [] : [`is resolved to ${locked.resolved}`]),
    ...(hash === undefined || /^sha512-[A-Za-z0-9+/]{86}==$/.test(hash) ? [] : ['has no sha512']),
    ...(/^\d+\.\d+\.\d+([-+][\w.+-]+)?$/.test(locked.version ?? '') ? [] : [`has the version ${locked.version}`]),
  ];
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

describe('package-lock.json', () => {
  const { lockfileVersion, packages }: LockFile = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  it('takes every package from the npm registry, by its sha512', () => {
    expect([lockfileVersion, Object.keys(packages).length > 100]).toEqual([3, true]);
    expect(problemsOf(packages)).toEqual([]);
  });

  it.each<[string, LockedPackage, string]>([
    [
      'git',
      { resolved: 'git+ssh://git@github.com/a/b.git#0123abc' },
      'is resolved to git+ssh://git@github.com/a/b.git#0123abc',
    ],
    [
      'http',
      { resolved: 'http://registry.npmjs.org/b/-/b-1.0.0.tgz' },
      'is resolved to http://registry.npmjs.org/b/-/b-1.0.0.tgz',
    ],
    [
      'another host',
      { resolved: 'https://npm.example/b/-/b-1.0.0.tgz' },
      'is resolved to https://npm.example/b/-/b-1.0.0.tgz',
    ],
    [
      'another package',
      { resolved: 'https://registry.npmjs.org/c/-/c-1.0.0.tgz' },
      'is resolved to https://registry.npmjs.org/c/-/c-1.0.0.tgz',
    ],
    [
      'another version',
      { resolved: 'https://registry.npmjs.org/b/-/b-1.0.1.tgz' },
      'is resolved to https://registry.npmjs.org/b/-/b-1.0.1.tgz',
    ],
    ['a file', { resolved: 'file:../b' }, 'is resolved to file:../b'],
    ['sha1', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, 'has no sha512'],
    ['no hash', { integrity: undefined }, 'has no sha512'],
    ['a link', { link: true }, 'is a link'],
    ['a URL as version', { version: 'https://b.example/b.tgz' }, 'has the version https://b.example/b.tgz'],
  ])('would be refused with %s', (_, change, problem) => {
    const good: LockedPackage = { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==` };
    expect(problemsOf({ 'node_modules/b': good })).toEqual([]);
    expect(problemsOf({ 'node_modules/a/node_modules/b': { ...good, ...change } })).toEqual([
      `node_modules/a/node_modules/b: ${problem}`,
    ]);
  });

  it('names ranges of the registry only', () => {
    const { dependencies, devDependencies, peerDependencies } = manifest;
    for (const [name, range] of Object.entries<string>({ ...dependencies, ...devDependencies, ...peerDependencies })) {
      expect([name, range]).toEqual([name, expect.stringMatching(/^\^\d+\.\d+\.\d+(-[\w.]+)?$/)]);
    }
    expect(Object.keys(manifest)).not.toContain('overrides');
  });

  it('has install scripts in listed packages of development only', () => {
    const scripts = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    expect(scripts.map(([folder]) => nameOf(folder)).sort()).toEqual(INSTALL_SCRIPTS);
    expect(scripts.filter(([, { dev }]) => !dev)).toEqual([]);
  });

  it('installs nothing for users but what is bundled', () => {
    const shipped = Object.entries(packages).filter(([folder, { dev }]) => folder !== '' && !dev);
    expect(shipped.length).toBeGreaterThan(0);
    expect(shipped.filter(([, { inBundle }]) => !inBundle)).toEqual([]);
  });

  it('belongs to a package that runs nothing when it is installed', () => {
    expect(RUN_ON_INSTALL.filter((name) => name in manifest.scripts)).toEqual([]);
  });
});
