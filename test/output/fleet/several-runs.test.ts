import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { captureStderr } from '../../support';
import {
  CONFIG,
  configMapOf,
  configOf,
  contentOf,
  fleetOf,
  membersOf,
  putFiles,
  RECORD,
  scratchFolder,
} from './fleets';

/** How often two runs start at once. */
const ROUNDS = Number(process.env['FLEET_ROUNDS'] ?? 5);

/** Starts a program as the only one of a PID namespace, as containers do. */
const NAMESPACE = [
  ['unshare', '--pid', '--fork', '--mount-proc'],
  ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--mount-proc'],
].find(([command = '', ...args]) => spawnSync(command, [...args, 'true']).status === 0);

const NOBODY = 65_534;

describe('runs in processes of their own', () => {
  const folder = scratchFolder();
  captureStderr();
  const outdir = () => join(folder(), 'dist');
  const foreign = { 'c1/notes': 'mine', notes: 'mine' };
  const namesOf = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
  const treeOf = (count: number, version: string) => {
    const paths = namesOf(count).map((name) => `${name}/${CONFIG}`);
    const files = namesOf(count).map((name) => [`${name}/${CONFIG}`, configOf(name, version)]);
    return { ...foreign, [RECORD]: `${paths.sort().join('\n')}\n`, ...Object.fromEntries(files) };
  };

  let built: string;
  beforeAll(() => {
    built = mkdtempSync(join(tmpdir(), 'fleet program '));
    buildSync({
      entryPoints: [join(__dirname, 'fleet-program.ts')],
      bundle: true,
      platform: 'node',
      outfile: join(built, 'fleet-program.js'),
      absWorkingDir: resolve(__dirname, '..', '..', '..'),
    });
  });
  afterAll(() => rmSync(built, { recursive: true, force: true }));

  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) {
      child.kill('SIGKILL');
    }
  });

  const start = (clusters: number, versions: readonly string[], times?: number, prefix: readonly string[] = []) => {
    const program = [process.execPath, join(built, 'fleet-program.js'), outdir(), `${clusters}`, ...versions];
    const [command = '', ...args] = [...prefix, ...program];
    const env = { PATH: process.env['PATH'], ...(times === undefined ? {} : { TIMES: `${times}` }) };
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    return child;
  };

  it('may be killed at any moment: each file is an old or a new one, and the next run completes them', async () => {
    fleetOf({ members: membersOf(...namesOf(40)), outdir: outdir() }, configMapOf('1')).synth();
    putFiles(outdir(), foreign);
    for (let kill = 0; kill < 2; kill += 1) {
      const child = start(40, ['2', '1']);
      await once(child.stdout as NodeJS.ReadableStream, 'data');
      await pause(10 + Math.random() * 50);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const { 'c0/config.k8s.yaml': first, 'c39/config.k8s.yaml': last, ...content } = contentOf(outdir());
      expect(['1', '2', '3'].map((version) => configOf('c0', version))).toContain(first);
      expect([configOf('c39', '1'), configOf('c39', '2'), undefined]).toContain(last);
      expect(content).toMatchObject(foreign);
      // Nothing is left next to the folder, nor anything in it that kubectl reads.
      expect(readdirSync(folder())).toEqual(['dist']);
      const others = Object.keys(content).filter((path) => !/^(c\d+\/|notes$|\.calico-threat-defense-)/.test(path));
      expect([others, Object.keys(content).filter((path) => /^\..*\.(yaml|yml|json)$/.test(path))]).toEqual([[], []]);
      const members = membersOf(...namesOf(30));
      fleetOf({ members, outdir: outdir() }, configMapOf('3')).synth();
      expect([contentOf(outdir()), readdirSync(folder())]).toEqual([treeOf(30, '3'), ['dist']]);
    }
  }, 60_000);

  it('may meet each other many times: all is as one of them makes it, and nothing of others is lost', async () => {
    putFiles(outdir(), foreign);
    const runs = [start(8, ['1'], 50), start(4, ['2'], 50), start(6, ['3', '4'], 50)];
    expect(await Promise.all(runs.map((child) => once(child, 'exit')))).toEqual(runs.map(() => [0, null]));
    expect([treeOf(8, '1'), treeOf(4, '2'), treeOf(6, '4')]).toContainEqual(contentOf(outdir()));
    expect(readdirSync(folder())).toEqual(['dist']);
  }, 60_000);

  it('may start at the same time, again and again', async () => {
    const notes = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`f${index}.txt`, 'mine']));
    for (let round = 0; round < ROUNDS; round += 1) {
      rmSync(outdir(), { recursive: true, force: true });
      fleetOf({ members: membersOf(...namesOf(6)), outdir: outdir() }, configMapOf('0')).synth();
      putFiles(outdir(), { ...foreign, ...notes });
      const runs = [start(8, [`1${round}`], 1), start(4, [`2${round}`], 1)];
      expect(await Promise.all(runs.map((child) => once(child, 'exit')))).toEqual(runs.map(() => [0, null]));
      expect([treeOf(8, `1${round}`), treeOf(4, `2${round}`)].map((tree) => ({ ...tree, ...notes }))).toContainEqual(
        contentOf(outdir()),
      );
    }
  }, 600_000);

  const itInNamespaces = NAMESPACE === undefined ? it.skip : it;
  itInNamespaces(
    'may be in different containers, where each is process 1',
    async () => {
      putFiles(outdir(), foreign);
      const runs = [start(400, ['1'], 2, NAMESPACE), start(3, ['2'], 30, NAMESPACE), start(5, ['3'], 30, NAMESPACE)];
      expect(await Promise.all(runs.map((child) => once(child, 'exit')))).toEqual(runs.map(() => [0, null]));
      expect([treeOf(400, '1'), treeOf(3, '2'), treeOf(5, '3')]).toContainEqual(contentOf(outdir()));
    },
    60_000,
  );

  const itOnPosix = process.platform === 'win32' ? it.skip : it;
  itOnPosix(
    'change nothing where one of the folders cannot be written, or not even be read',
    () => {
      const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
      const env = { PATH: process.env['PATH'], TIMES: '1' };
      const synth = (clusters: number, version: string) => {
        const args = [join(built, 'fleet-program.js'), outdir(), `${clusters}`, version];
        const { status, stderr } = spawnSync(process.execPath, args, { env, ...owner });
        return { status, stderr: String(stderr) };
      };
      for (const path of [built, join(built, 'fleet-program.js'), folder()]) {
        chmodSync(path, 0o777);
      }
      expect(synth(6, '1')).toEqual({ status: 0, stderr: '' });
      const before = contentOf(outdir());
      for (const [name, mode] of [
        ['c2', 0o000],
        ['c2', 0o555],
        ['c5', 0o000],
        ['c5', 0o555],
        ['c5', 0o666],
      ] as const) {
        chmodSync(join(outdir(), name), mode);
        const { status, stderr } = synth(4, '2');
        chmodSync(join(outdir(), name), 0o755);
        expect([name, mode, status, contentOf(outdir())]).toEqual([name, mode, 1, before]);
        expect(stderr).toMatch(/cannot be written \(EACCES: permission denied\)/);
      }
      expect([synth(4, '2').status, contentOf(outdir())]).toEqual([
        0,
        Object.fromEntries(Object.entries(treeOf(4, '2')).filter(([path]) => !Object.keys(foreign).includes(path))),
      ]);
    },
    60_000,
  );
});
