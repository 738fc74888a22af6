import { type Answer, FakeApiServer } from '../verify/fake-api-server';
import { factAnswers, WORKSHOP } from '../verify/fake-cluster';
import type { CommandResult } from './command';
import { startInProcess } from './in-process';

let answers: Record<string, Answer>;
const server = new FakeApiServer(({ path }) => answers[path]);
beforeAll(() => server.start());
afterAll(() => server.stop());
beforeEach(() => {
  answers = factAnswers(WORKSHOP);
});

const start = (args: readonly string[] = [], env?: Record<string, string>) =>
  startInProcess(['detect', ...args], env ?? { KUBECONFIG: server.kubeconfig });
const detect = (...args: Parameters<typeof start>): Promise<CommandResult> => start(...args).result;

describe('detect --format powershell', () => {
  it('prints three assignments for PowerShell, and where each value was read on standard error', async () => {
    const { stdout, stderr, exitCode } = await detect(['--format', 'powershell']);
    expect([stdout, exitCode]).toEqual([
      "$env:CALICO_RELEASE = '3.14.1'\n$env:CLUSTERNAME = 'acme.aks-prod'\n$env:CALICO_TOPOLOGY = 'managed'\n",
      0,
    ]);
    expect(stderr).toMatch(/^calico-threat-defense detect: 4 notices\n/);
  });
});
