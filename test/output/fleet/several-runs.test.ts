import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
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

  const start = (clusters: number, versions: readonly string[], times?: number) => {
    const args = [join(built, 'fleet-program.js'), outdir(), `${clusters}`, ...versions];
    const env = { PATH: process.env['PATH'], ...(times === undefined ? {} : { TIMES: `${times}` }) };
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
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
});
