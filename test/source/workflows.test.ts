import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

interface Job {
  readonly needs?: string;
  readonly uses?: string;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps?: readonly { readonly run?: string; readonly uses?: string; readonly env?: Record<string, string> }[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflow = (name: string): Workflow => parse(read('.github', 'workflows', name));
const commandsOf = ({ steps = [] }: Job = {}) =>
  steps.flatMap(({ run, uses }) => run?.split('\n').map((line) => line.trim()) ?? uses ?? []);

describe('the workflow of releases', () => {
  const { on, jobs } = workflow('release.yml');

  it('runs for tags of versions only, after all checks', () => {
    expect(on).toEqual({ push: { tags: ['v*.*.*'] } });
    expect(jobs['build']).toEqual({ uses: './.github/workflows/build.yml' });
    expect(workflow('build.yml').on).toHaveProperty('workflow_call');
    expect(jobs['package']?.needs).toBe('build');
    expect(commandsOf(jobs['package'])).toEqual(
      expect.arrayContaining(['node tools/release.mjs --check "$TAG"', 'npm run package -- js python java go']),
    );
  });

  it.each([
    ['npm', /^npm publish .* --provenance$/],
    ['pypi', /^pypa\/gh-action-pypi-publish@/],
    ['maven', /^npx .* publib-maven packages\/java$/],
    ['go', /^npx .* publib-golang packages\/go$/],
  ])('publishes to %s what was packed once', (name, how) => {
    expect(jobs[name]?.needs).toBe('package');
    expect(commandsOf(jobs[name]).filter((line) => how.test(line))).toHaveLength(1);
    expect(read('docs', 'releasing.md')).toContain(`environment \`${jobs[name]?.environment}\``);
  });

  it('uses secrets that docs/releasing.md names', () => {
    const secrets = [...read('.github', 'workflows', 'release.yml').matchAll(/secrets\.(\w+)/g)].map(
      ([, name]) => name,
    );
    expect(secrets.length).toBeGreaterThan(3);
    expect(secrets.filter((name) => !read('docs', 'releasing.md').includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the workflow of changes', () => {
  const { jobs } = workflow('build.yml');
  const commands = Object.values(jobs).flatMap(commandsOf);

  it('runs the library, synth and the command on three systems', () => {
    expect(jobs['library']?.strategy?.matrix['os']).toEqual(['ubuntu-latest', 'macos-latest', 'windows-latest']);
    expect(commandsOf(jobs['library'])).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^npm test -- test\/base /),
        'npm run synth',
        expect.stringMatching(/calico-threat-defense\.js lint dist /),
      ]),
    );
  });

  it.each([
    'npm test',
    'npm run test:commands',
    'npm run test:project',
    'npm run test:packed',
    'npm run test:e2e',
    'npm run test:languages',
    'npm run check:reproducible',
    'npm run regexes',
    'npm run mutation -- --changed --minutes 10',
    'npm run compat',
    'sh test/newcomer.sh',
    'node tools/check-registries.mjs',
    'python tools/check-python-package.py packages/python/*.whl',
  ])('has the check of .ci/run: %s', (command) => {
    expect(commands).toContain(command);
    const locally = command
      .replace('python tools', '"$1/bin/python" tools')
      .replace(/^npm test$/, "'^npm ci && npm test$'");
    expect(read('.ci', 'run')).toContain(locally);
  });
});

describe('the updates of what is pinned', () => {
  it('are requested for actions, packages and images', () => {
    const { version, updates } = parse(read('.github', 'dependabot.yml'));
    expect(version).toBe(2);
    const ecosystems = updates.map((update: Record<string, unknown>) => update['package-ecosystem']);
    expect(ecosystems).toEqual(['github-actions', 'npm', 'docker']);
    expect(read('Dockerfile')).toMatch(/^FROM /m);
  });
});
