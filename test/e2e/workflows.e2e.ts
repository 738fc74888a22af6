import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { binary, provideActionlint } from './binaries';
import { Keeper } from './keeper';

const workflows = resolve(__dirname, '..', '..', '.github', 'workflows');
const files = readdirSync(workflows);
const keeper = new Keeper();

/** An action at a commit, with its version as a comment, or a workflow of this repository. */
const PINNED = /^(?:\.\/|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d)/;

interface Job {
  readonly permissions?: Record<string, string>;
  readonly steps?: readonly { readonly run?: string }[];
}

/** The workflows of GitHub Actions, which cannot be run here. */
describe('the workflows', () => {
  beforeAll(() => provideActionlint(keeper), 600_000);
  afterAll(() => keeper.stop());

  it('are accepted by actionlint', () => {
    const { status, stdout, stderr } = spawnSync(
      binary('actionlint'),
      ['-no-color', '-shellcheck=', '-pyflakes=', ...files.map((file) => join(workflows, file))],
      { cwd: resolve(__dirname, '..', '..') },
    );
    expect([status, String(stdout), String(stderr)]).toEqual([0, '', '']);
  });

  it('would not be accepted with a mistake', () => {
    const text = readFileSync(join(workflows, 'build.yml'), 'utf8').replace('runs-on: ubuntu-latest', 'run-on: linux');
    const { status, stdout } = spawnSync(binary('actionlint'), ['-no-color', '-shellcheck=', '-pyflakes=', '-'], {
      input: text,
    });
    expect([status, String(stdout)]).toEqual([1, expect.stringContaining('"runs-on" section is missing')]);
  });

  it.each(files)('pin each action to a commit, and have no more rights than they need: %s', (file) => {
    const text = readFileSync(join(workflows, file), 'utf8');
    const uses = [...text.matchAll(/uses: (.+)/g)].map(([, action = '']) => action);
    expect([uses.length > 0, uses.filter((action) => !PINNED.test(action))]).toEqual([true, []]);
    const { permissions, jobs } = parse(text) as { permissions: unknown; jobs: Record<string, Job> };
    expect(permissions).toEqual({ contents: 'read' });
    for (const [name, job] of Object.entries(jobs)) {
      expect([name, job.permissions ?? { contents: 'read' }]).toEqual([
        name,
        ['npm', 'pypi'].includes(name) ? { contents: 'read', 'id-token': 'write' } : { contents: 'read' },
      ]);
      // What others can name, such as a branch, never becomes part of a script.
      expect([name, (job.steps ?? []).filter(({ run = '' }) => run.includes('${{'))]).toEqual([name, []]);
    }
  });
});
