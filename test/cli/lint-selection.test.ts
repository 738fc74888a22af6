import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { alertOf, Repository } from './repository';

const WRONG = alertOf('network.ssh', { severity: 101 });
const RELEASE = ['--calico-release', '3.22'];

describe('the files that lint reads', () => {
  let repository: Repository;
  beforeEach(() => {
    repository = new Repository();
    repository.write({
      'a/one.yaml': WRONG,
      'a/two.yml': WRONG,
      'b/build/three.yaml': WRONG,
      'b/notes.md': '# not YAML: [',
      'vendor/four.yaml': WRONG,
    });
  });
  afterEach(() => repository.remove());

  /** The files with findings. */
  async function found(...args: readonly string[]): Promise<string[]> {
    const [findings] = await repository.lint([...args, ...RELEASE]);
    return findings.map((finding) => finding.replace(/:\d+ .*/, ''));
  }

  it('are those that match a pattern, for shells that do not expand it', async () => {
    expect(await found('a/*.yaml')).toEqual(['a/one.yaml']);
    expect(await found('**/*.y*ml')).toEqual(['a/one.yaml', 'a/two.yml', 'b/build/three.yaml', 'vendor/four.yaml']);
    expect(await found('b/*')).toEqual(['b/build/three.yaml']);
    const { stderr, exitCode } = await repository.run(['lint', 'c/*.yaml', ...RELEASE]);
    expect(stderr).toBe(
      'calico-threat-defense lint: c/*.yaml cannot be read: no folder and no file named .yaml, .yml or .json matches this pattern\n',
    );
    expect(exitCode).toBe(2);
  });

  it('are not those that --exclude or a configuration file excludes, even if they are named', async () => {
    expect(await found('.', '--exclude', 'vendor/', '--exclude', '*.yml')).toEqual([
      'a/one.yaml',
      'b/build/three.yaml',
    ]);
    expect(await found('a/one.yaml', 'vendor/four.yaml', '--exclude', 'vendor')).toEqual(['a/one.yaml']);
    repository.write({ '.calico-threat-defense.yaml': 'exclude: [/a, "!/a/one.yaml", build/]\n' });
    expect(await found('.', 'a/two.yml')).toEqual(['vendor/four.yaml']);
    expect(await found('.', '--no-config')).toHaveLength(4);
  });

  it('may be excluded by a path from the current folder or the configuration file on', async () => {
    expect(await found('.', '--exclude', './vendor', '--exclude', './a/*')).toEqual(['b/build/three.yaml']);
    repository.write({ '.calico-threat-defense.yaml': 'exclude: [./a/*, "!./a/two.yml", ./b]\n' });
    expect(await found('.')).toEqual(['a/two.yml', 'vendor/four.yaml']);
  });

  it('are not those that git ignores, unless they are named', async () => {
    repository.write({
      '.gitignore': 'build/\n*.yml\n',
      'a/.gitignore': '!two.yml\n',
      '.git/info/exclude': 'vendor\n',
    });
    expect(await found('.')).toEqual(['a/one.yaml', 'a/two.yml']);
    expect(await found('b')).toEqual([]);
    expect(await found('b/build', 'vendor/four.yaml')).toEqual(['b/build/three.yaml', 'vendor/four.yaml']);
    expect(await found('**/*.yaml')).toEqual(['a/one.yaml']);
    expect(await found('.', '--no-gitignore')).toHaveLength(4);
  });

  it('are named if git ignores them and nothing else was found, because they may be the output of a program', async () => {
    const lintAll = async (...options: readonly string[]) => {
      const { stderr, exitCode } = await repository.run(['lint', '.', ...RELEASE, ...options]);
      return [stderr, exitCode];
    };
    const nothing = 'calico-threat-defense lint: nothing to check: no objects of a kind that lint checks were found';
    const hint =
      'to read what git ignores, pass its path or --no-gitignore; pass --allow-empty to exit with 0 in this case';
    repository.write({ '.gitignore': '/*\n!/vendor\n/vendor/*\n' });
    expect(await lintAll()).toEqual([`${nothing}; git ignores a, b, vendor/four.yaml: ${hint}\n`, 2]);
    repository.write({ '.gitignore': '*.y*ml\n' });
    expect(await lintAll()).toEqual([
      `${nothing}; git ignores a/one.yaml, a/two.yml, b/build/three.yaml and 1 more: ${hint}\n`,
      2,
    ]);
    expect(await lintAll('--allow-empty')).toEqual(['', 0]);
    repository.write({ '.gitignore': 'a\n' });
    expect(await lintAll()).toEqual(['', 1]);
    const upgraded = ['upgrade', 'a', '--from', '3.22', '--to', '3.24'];
    repository.write({ 'a/.gitignore': '*.y*ml\n' });
    expect((await repository.run(upgraded)).stderr).toBe(
      'calico-threat-defense upgrade: nothing to check: no objects of a kind that this command checks were found; git ignores a/one.yaml, a/two.yml: to read what git ignores, pass its path or --no-gitignore\n',
    );
  });

  it('are not ignored by files outside of the repository', async () => {
    repository.write({ '.gitignore': 'a\n' });
    mkdirSync(join(repository.folder, 'inner', '.git'), { recursive: true });
    repository.write({ 'inner/a/five.yaml': WRONG });
    expect(await found('inner')).toEqual(['inner/a/five.yaml']);
  });
});

describe('the templates of a Helm chart', () => {
  it('are skipped, and the summary says so', async () => {
    const repository = new Repository();
    repository.write({
      'chart/Chart.yaml': 'apiVersion: v2\nname: alerts\nversion: 1.0.0\n',
      'chart/values.yaml': 'severity: 50\n',
      'chart/templates/alert.yaml': `{{- if .Values.on }}\n${alertOf('{{ .Release.Name }}')}{{- end }}\n`,
      'chart/templates/tests/quoted.yaml': alertOf('"{{ .Release.Name }}"'),
      'chart/templates/plain.yaml': WRONG,
      'plain/service.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n',
    });
    const { stdout, exitCode } = await repository.run(['lint', '.', ...RELEASE]);
    expect(stdout).toBe(
      [
        'chart/templates/plain.yaml: 1 error',
        '  7:13 error GlobalAlert network.ssh: spec.severity = 101: must be a whole number from 1 to 100 (100 is the most severe) [global-alert/severity-range]',
        '',
        '1 error: 1 object checked (1 GlobalAlert), 1 skipped (1 Service); 6 files, 4 documents',
        'Skipped: 2 templates of Helm charts; render the charts and check the result, as in helm template CHART | npx cdk8s-calico-threat-defense lint -',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(1);
    // As pre-commit passes them.
    expect((await repository.run(['lint', 'chart/templates/alert.yaml', '--allow-empty'])).exitCode).toBe(0);
    repository.remove();
  });
});

describe('the patches of a kustomization', () => {
  it('are only counted if they were found, and reported if they were named', async () => {
    const repository = new Repository();
    repository.write({
      'base/kustomization.yaml': 'resources: [alert.yaml]\n',
      'base/alert.yaml': alertOf('network.ssh'),
      'prod/kustomization.yaml': 'resources: [../base]\npatches: [{ path: severity.yaml }]\n',
      'prod/severity.yaml': alertOf('network.ssh', { severity: 90 }),
    });
    const { stdout } = await repository.run(['lint', '.', ...RELEASE]);
    expect(stdout).toBe(
      [
        'No problems: 1 object checked (1 GlobalAlert), 1 skipped (1 GlobalAlert); 4 files, 4 documents',
        'Skipped: 1 patch of kustomizations; check what kustomize builds, as in kubectl kustomize FOLDER | npx cdk8s-calico-threat-defense lint -',
        '',
      ].join('\n'),
    );
    expect(await repository.lint(['prod/severity.yaml', '--allow-empty'])).toEqual([
      ['prod/severity.yaml:1 kustomize/patch'],
      0,
    ]);
    repository.remove();
  });
});

describe('a summary', () => {
  it('counts the rarer kinds together', async () => {
    const repository = new Repository();
    const kinds = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'A', `${'x'.repeat(80)}\\u001b`];
    repository.write({
      'all.yaml': kinds.map((kind) => `apiVersion: v1\nkind: "${kind}"\nmetadata:\n  name: a\n`).join('---\n'),
    });
    const { stdout } = await repository.run(['lint', '.', '--allow-empty']);
    expect(stdout).toMatch(
      /^Nothing was checked: 9 objects skipped \(2 A, 1 B, 1 C, 1 D, 1 E, 3 of other kinds\); 1 file, 9 documents\n$/,
    );
    repository.remove();
  });
});
