import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
const script = join(root, 'tools', 'release.mjs');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const FILES = [
  '.pre-commit-hooks.yaml',
  'action.yml',
  'Dockerfile',
  'docs/ci.md',
  'package.json',
  'package-lock.json',
  'CHANGELOG.md',
  'examples/cdk8s-plus/package.json',
  'examples/fleet/package.json',
  'examples/lint-plugin/package.json',
  'examples/lint-plugin/cdk8s.yaml',
  'examples/own-chart/package.json',
  'examples/threat-feed/package.json',
  'examples/typescript/package.json',
  'examples/python/requirements.txt',
  'examples/java/pom.xml',
  'examples/go/go.mod',
];

describe('tools/release.mjs', () => {
  let copy: string;
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
      env: { ...process.env, RELEASE_ROOT: copy },
    });
    return { status, stdout: String(stdout), stderr: String(stderr) };
  };
  const read = (file: string) => readFileSync(join(copy, file), 'utf8');

  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'the release '));
    for (const file of FILES) {
      mkdirSync(join(copy, dirname(file)), { recursive: true });
      cpSync(join(root, file), join(copy, file));
    }
  });
  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  it('moves every version in one step, and dates the changelog', () => {
    const { status, stdout, stderr } = run('9.8.7', '2027-01-02');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('git tag v9.8.7');
    const names = FILES.filter((file) => file !== 'CHANGELOG.md');
    const old = names.filter((file) =>
      new RegExp(`threat-defense[^\\n]*${version.replaceAll('.', '\\.')}`).test(read(file)),
    );
    expect(old).toEqual([]);
    expect(names.filter((file) => !read(file).includes('9.8.7'))).toEqual([]);
    const pinned = ['.pre-commit-hooks.yaml', 'action.yml', 'Dockerfile', 'docs/ci.md'];
    expect(pinned.filter((file) => read(file).includes(version))).toEqual([]);
    expect(read('CHANGELOG.md')).toContain('## [Unreleased]\n\n## 9.8.7 - 2027-01-02\n');
    expect(run('--check', 'v9.8.7')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('agrees with the repository as it is', () => {
    expect(run('--check', `v${version}`)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('says which file has another version than the tag', () => {
    writeFileSync(join(copy, 'examples/python/requirements.txt'), 'cdk8s-calico-threat-defense==0.0.1\n');
    writeFileSync(join(copy, 'CHANGELOG.md'), '# Changelog\n');
    expect(run('--check', `v${version}`)).toEqual({
      status: 1,
      stdout: '',
      stderr: `examples/python/requirements.txt has version 0.0.1\nCHANGELOG.md has no dated section for ${version}\n`,
    });
  });

  it.each([[['9.8', '2027-01-02']], [['9.8.7']], [['9.8.7', 'tomorrow']], [['--check', 'latest']]])(
    'does nothing with %j',
    (args) => {
      const { status, stderr } = run(...args);
      expect([status, stderr]).toEqual([2, expect.stringContaining('usage: ')]);
      expect(read('CHANGELOG.md')).toBe(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'));
    },
  );

  it('does not release a version twice', () => {
    expect(run(version, '2027-01-02')).toEqual({
      status: 1,
      stdout: '',
      stderr: `CHANGELOG.md already has a section for ${version}\n`,
    });
  });
});
