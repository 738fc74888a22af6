import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { binariesFolder } from './binaries';

const root = resolve(__dirname, '..', '..');
const END_WITHIN_MS = 15_000;
const STEP_MS = 20;

/** A run of the matrix, or of another test, whose temporary folder, and so each of its processes, can be told from all others. */
class Run {
  readonly temporary = mkdtempSync(join(tmpdir(), 'killed run '));
  readonly cache = mkdtempSync(join(tmpdir(), 'killed run cache '));
  readonly process: ChildProcess;

  constructor(environment: NodeJS.ProcessEnv, test = 'matrix.e2e') {
    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const args = [jest, '--config', 'jest.e2e.config.js', '--cacheDirectory', this.cache, test];
    const env = { ...process.env, ...environment, TMPDIR: this.temporary, E2E_RUN: this.temporary };
    this.process = spawn(process.execPath, args, { cwd: root, env, stdio: 'ignore', detached: true });
  }

  /** Command lines of what is alive and belongs to the run; what it starts names a file of it or inherits its mark. */
  alive(): string[] {
    return readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .filter((pid) => ['environ', 'cmdline'].some((file) => procFile(pid, file).includes(this.temporary)))
      .map((pid) => procFile(pid, 'cmdline').replaceAll('\0', ' '));
  }

  async until(condition: () => boolean, within: number): Promise<boolean> {
    const deadline = Date.now() + within;
    while (!condition() && Date.now() < deadline) {
      await setTimeout(STEP_MS);
    }
    return condition();
  }

  /** What is left of a run a moment after its end. */
  async left(): Promise<{ processes: string[]; files: string[] }> {
    const files = () => readdirSync(this.temporary);
    await this.until(() => this.alive().length === 0 && files().length === 0, END_WITHIN_MS);
    return { processes: this.alive(), files: files() };
  }

  remove(): void {
    rmSync(this.temporary, { recursive: true, force: true });
    rmSync(this.cache, { recursive: true, force: true });
  }
}

/** Empty for a process that has ended, or is ending. */
function procFile(pid: string, file: string): string {
  try {
    return readFileSync(join('/proc', pid, file), 'utf8');
  } catch {
    return '';
  }
}

const runs = (part: string) => (run: Run) => run.alive().some((command) => command.includes(part));

/** Moments of a run, each with what shows that it has come. */
const MOMENTS: readonly [moment: string, signal: NodeJS.Signals, hasCome: (run: Run) => boolean][] = [
  ['as the keeper starts', 'SIGKILL', runs('keeper-process')],
  ['as etcd starts', 'SIGINT', runs('etcd')],
  ['as the API server starts', 'SIGTERM', runs('kube-apiserver')],
  ['while CRDs are installed', 'SIGKILL', runs('kubectl wait')],
  ['while manifests are applied', 'SIGKILL', runs('kubectl apply')],
  ['while a second apply is compared', 'SIGINT', runs('kubectl diff')],
];

const describeOnLinux = existsSync('/proc/self/environ') ? describe : describe.skip;

describeOnLinux('a run that is killed leaves no process and no file', () => {
  let run: Run;
  afterEach(() => {
    run.process.kill('SIGKILL');
    run.remove();
  });

  it.each(MOMENTS)('%s, by %s', async (_, signal, hasCome) => {
    run = new Run({ KUBEBUILDER_ASSETS: binariesFolder() });
    expect(await run.until(() => hasCome(run), 60_000)).toBe(true);
    run.process.kill(signal);
    expect(await run.left()).toEqual({ processes: [], files: [] });
    expect(run.process.signalCode ?? run.process.exitCode).not.toBe(0);
  });

  it('as a whole group, by SIGKILL', async () => {
    run = new Run({ KUBEBUILDER_ASSETS: binariesFolder() });
    expect(await run.until(() => runs('kube-apiserver')(run), 60_000)).toBe(true);
    process.kill(-(run.process.pid ?? 0), 'SIGKILL');
    expect(await run.left()).toEqual({ processes: [], files: [] });
  });

  it('as the search engine starts, by SIGKILL', async () => {
    run = new Run({ KUBEBUILDER_ASSETS: binariesFolder() }, 'never-rules.e2e');
    expect(await run.until(() => runs('-cp')(run), 60_000)).toBe(true);
    run.process.kill('SIGKILL');
    expect(await run.left()).toEqual({ processes: [], files: [] });
  });

  const itWithGo = spawnSync('go', ['version']).status === 0 ? it : it.skip;
  itWithGo('as it builds the servers, by SIGKILL', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'killed build '));
    run = new Run({ KUBEBUILDER_ASSETS: '', XDG_CACHE_HOME: cache, GOCACHE: goCache() });
    try {
      expect(await run.until(() => runs('go build')(run), 60_000)).toBe(true);
      await setTimeout(1_000);
      run.process.kill('SIGKILL');
      expect(await run.left()).toEqual({ processes: [], files: [] });
      expect(readdirSync(join(cache, 'cdk8s-calico-threat-defense'))).toEqual([]);
    } finally {
      rmSync(cache, { recursive: true, force: true });
    }
  });
});

/** Where Go keeps what it compiled, which another folder for caches must not move. */
function goCache(): string {
  return spawnSync('go', ['env', 'GOCACHE'], { encoding: 'utf8' }).stdout.trim();
}
