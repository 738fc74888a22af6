import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { FakeApiServer, kubeconfigOf } from '../verify/fake-api-server';
import { factAnswers, WORKSHOP } from '../verify/fake-cluster';
import { bundled } from './command';
import { startCommand } from './run-async';

const folder = bundled();
const server = new FakeApiServer(({ path }) => factAnswers(WORKSHOP)[path]);
beforeAll(() => server.start());
afterAll(() => server.stop());

/** Nobody else on this machine sleeps for so long. */
const SLEEP = `sleep ${100_000 + process.pid}`;
const sleeping = () =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.trim() === SLEEP);

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition() && waited < 10_000; waited += 20) {
    await setTimeout(20);
  }
  expect(condition()).toBe(true);
}

describe('a signal', () => {
  it('ends the command within a second, and the credential program that it waits for with its children', async () => {
    const started = join(server.folder, 'started');
    const args = ['-c', `trap '' INT TERM HUP; ${SLEEP} & touch '${started}'; ${SLEEP}`];
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'sh', args };
    const config = join(server.folder, 'hanging');
    writeFileSync(config, kubeconfigOf(`http://127.0.0.1:${server.port}`, { exec }));
    const running = startCommand(folder(), ['detect', '--kubeconfig', config]);
    await until(() => existsSync(started) && sleeping().length === 2);
    const before = performance.now();
    running.interrupt();
    const { stderr, exitCode } = await running.result;
    // Under load, a process takes a while to end.
    expect(performance.now() - before).toBeLessThan(10_000);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('interrupted')]);
    await until(() => sleeping().length === 0);
  }, 30_000);

  it('ends the command within a second while the server sends without an end', async () => {
    let asked = false;
    server.answers = () => (_, response) => {
      asked = true;
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
    };
    const running = startCommand(folder(), ['detect', '--kubeconfig', server.kubeconfig]);
    await until(() => asked);
    const before = performance.now();
    running.interrupt();
    const { exitCode } = await running.result;
    expect([exitCode, performance.now() - before < 10_000]).toEqual([2, true]);
  }, 30_000);
});
