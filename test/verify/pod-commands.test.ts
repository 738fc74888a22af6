import { runInPod } from '../../src/verify/live/run-in-pod';
import { SCAN_STEP } from '../../src/verify/live/scan-step';
import { TRIGGER_STEP } from '../../src/verify/live/trigger-step';
import { NMAP } from './fake-module';
import { fakeWalk, objectOf } from './fake-walk';

jest.mock('../../src/verify/live/run-in-pod', () => ({ runInPod: jest.fn() }));
const run = jest.mocked(runInPod);

const annotated = (kind: string, name: string, annotations: object, namespace?: string) =>
  objectOf({ apiVersion: 'v1', kind, metadata: { name, namespace, annotations }, spec: {} });
const scanner = (command: string, pods?: string, namespace?: string) =>
  annotated(
    'Pod',
    'netshoot',
    { 'calico-threat-defense/scan': command, 'calico-threat-defense/scan-pods': pods },
    namespace,
  );
const PATH = '/api/v1/namespaces/default/pods/netshoot';
const TARGETS = '/api/v1/namespaces/web/pods';
const READY = { status: { phase: 'Running', containerStatuses: [{ ready: true }] } };
const START = new Date(Date.UTC(2026, 0, 1));

beforeEach(() => run.mockReset().mockResolvedValue({ output: NMAP, exitCode: 0 }));

/** What the step of scans finds, and the commands that it runs. */
async function scan(objects: readonly ReturnType<typeof scanner>[], answers: Record<string, unknown>) {
  const walk = fakeWalk({ objects, answers, serverTime: START });
  const finding = await SCAN_STEP.run(walk);
  const commands = run.mock.calls.map(([command, pod, limit]) => [command.join(' '), pod, limit]);
  return { ...finding, commands, triggered: walk.triggered };
}

describe('a scan in the pod that waits for it', () => {
  const report = 'nmap: 1 of 1 host up, 600 ports: 1 open (80/tcp), 599 closed';
  const place = { namespace: 'default', name: 'netshoot' };

  it.each<[string, string, number]>([
    ['its own limit for a host', 'nmap --host-timeout 30s web', 90_000],
    ['a limit that is not its own', 'nmap --host-timeout 30m web', 660_000],
    ['no limit', 'nmap web', 660_000],
  ])('runs the command of its annotation, with %s', async (_, command, limit) => {
    const { outcome, details, commands, triggered } = await scan([scanner(command)], { [PATH]: READY });
    expect([outcome, details]).toEqual(['ok', [`${command} ran in Pod netshoot`, report]]);
    expect(commands).toEqual([[command, place, limit]]);
    expect(triggered).toEqual([expect.objectContaining({ start: START, what: 'the scan' })]);
  });

  it.each<[string, string[], string]>([
    ['', ['10.0.0.7', '10.0.0.8'], 'nmap -Pn 10.0.0.7'],
    ['of IPv6', ['fd00::7'], 'nmap -6 -Pn fd00::7'],
    ['that is the first valid one', ['', 'web', '10.0.0.9'], 'nmap -Pn 10.0.0.9'],
  ])('gets the address of its target %s', async (_, addresses, line) => {
    const items = addresses.map((podIP) => ({ status: { podIP } }));
    const answers = { [PATH]: READY, [TARGETS]: { items } };
    const { outcome, commands } = await scan([scanner('nmap -Pn', 'web/app=web')], answers);
    expect([outcome, commands]).toEqual(['ok', [[line, place, 660_000]]]);
  });

  it.each<[string, ReturnType<typeof scanner>, Record<string, unknown>, string, string]>([
    [
      'a command that is not nmap',
      scanner('sh -c nmap'),
      {},
      'unknown',
      'the annotation calico-threat-defense/scan of Pod netshoot is not an nmap command line',
    ],
    [
      'an argument for a shell',
      scanner('nmap $HOST'),
      {},
      'unknown',
      'the annotation calico-threat-defense/scan of Pod netshoot is not an nmap command line',
    ],
    ['no such pod', scanner('nmap web'), {}, 'failed', 'Pod netshoot does not exist'],
    [
      'a pod that starts',
      scanner('nmap web'),
      { [PATH]: { status: { phase: 'Pending' } } },
      'failed',
      'Pod netshoot is starting, so no scan can be run from it',
    ],
    [
      'a target without an address',
      scanner('nmap', 'web/app=web'),
      { [PATH]: READY, [TARGETS]: { items: [{ status: { podIP: '' } }] } },
      'failed',
      'no pod of the target (app=web in namespace web) has an address yet',
    ],
  ])('is not run with %s', async (_, object, answers, outcome, message) => {
    expect(await scan([object], answers)).toEqual({ outcome, details: [message], commands: [], triggered: [] });
  });

  it.each<[string, number, string, string[]]>([
    [NMAP, 3, 'nmap web ran in Pod netshoot and exited with code 3', [report]],
    ['', 0, 'nmap web ran in Pod netshoot', ['nmap did not finish']],
  ])('fails where nmap prints %j and exits with code %d', async (output, exitCode, first, others) => {
    run.mockResolvedValue({ output, exitCode });
    const { outcome, details, triggered } = await scan([scanner('nmap web')], { [PATH]: READY });
    expect([outcome, details, triggered]).toEqual(['failed', [first, ...others], []]);
  });

  it('is not run with a target without a namespace', async () => {
    await expect(scan([scanner('nmap', 'app=web')], { [PATH]: READY })).rejects.toThrow(
      '"" is not a valid name in a path of the API server',
    );
    expect(run).not.toHaveBeenCalled();
  });

  it('is run once for the same alerts', async () => {
    const other = annotated('Pod', 'other', {
      'calico-threat-defense/scan': 'nmap web',
      'calico-threat-defense/detected-by': 'scans',
    });
    const answers = { [PATH]: READY, '/api/v1/namespaces/default/pods/other': READY };
    const { outcome, details, commands } = await scan(
      [scanner('nmap web'), scanner('nmap web', undefined, 'dev'), other],
      answers,
    );
    expect([outcome, commands.length]).toEqual(['ok', 2]);
    expect(details.at(-1)).toBe('Pod dev/netshoot was not used: one scan is enough');
  });

  it('is skipped after a step that failed', async () => {
    expect(await SCAN_STEP.run(fakeWalk({ objects: [scanner('nmap web')], isBlocked: true }))).toEqual({
      outcome: 'skipped',
      details: ['no scan was run because an earlier step failed'],
    });
  });
});

describe('a probe in the pod that waits for it', () => {
  const COMMAND = { 'calico-threat-defense/probe-command': '["dig","example.com"]' };
  const live = { metadata: { annotations: COMMAND }, ...READY };
  const probe = (more: object = {}) =>
    annotated('Pod', 'netshoot', { 'calico-threat-defense/detected-by': 'dns.lookup', ...COMMAND, ...more });
  const trigger = async (answers: Record<string, unknown>, more?: object) =>
    await TRIGGER_STEP.run(fakeWalk({ objects: [probe(more)], answers, serverTime: START }));

  it('runs its command in the default namespace if the manifest has none', async () => {
    run.mockResolvedValue({ output: 'one\n\ntwo\nthree\nfour\n', exitCode: 0 });
    const details = ['dig example.com ran in Pod netshoot', 'two', 'three', 'four'];
    expect(await trigger({ [PATH]: live })).toEqual({ outcome: 'ok', details });
    const place = { namespace: 'default', name: 'netshoot' };
    expect(run.mock.calls.map(([command, pod, limit]) => [command, pod, limit])).toEqual([
      [['dig', 'example.com'], place, 300_000],
    ]);
  });

  it.each<[string, Record<string, unknown>, object, string, string]>([
    ['no such pod', {}, {}, 'failed', 'Pod netshoot does not exist'],
    [
      'another command on the cluster',
      { [PATH]: READY },
      {},
      'failed',
      'Pod netshoot on the cluster does not have the same annotation calico-threat-defense/probe-command, so nothing was run in it',
    ],
    [
      'a pod that starts',
      { [PATH]: { ...live, status: {} } },
      {},
      'failed',
      'Pod netshoot is starting, so nothing can be run in it',
    ],
    ...['dig', '[]', '[1]', '{}'].map((command): [string, Record<string, unknown>, object, string, string] => [
      `the command ${command}`,
      {},
      { 'calico-threat-defense/probe-command': command },
      'unknown',
      'the annotation calico-threat-defense/probe-command of Pod netshoot is not a JSON array of a program and its arguments',
    ]),
  ])('is not run with %s', async (_, answers, more, outcome, message) => {
    expect(await trigger(answers, more)).toEqual({ outcome, details: [message] });
    expect(run).not.toHaveBeenCalled();
  });

  it('says what it does before what came of it', async () => {
    const more = { 'calico-threat-defense/probe-action': 'looks up\nexample.com' };
    run.mockResolvedValue({ output: '', exitCode: 9 });
    const details = ['Pod netshoot looks up example.com', 'dig example.com ran in Pod netshoot and exited with code 9'];
    expect(await trigger({ [PATH]: live }, more)).toEqual({ outcome: 'failed', details });
  });
});

describe('a probe that is a Job', () => {
  const probe = objectOf({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: 'probe',
      namespace: 'dev',
      annotations: { 'calico-threat-defense/detected-by': 'dns.lookup' },
    },
  });
  const [began, ended] = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z'];
  const job = (type: string) => ({
    metadata: { name: 'probe', namespace: 'dev' },
    status: { startTime: began, completionTime: ended, conditions: [{ type, status: 'True', message: 'too late' }] },
  });
  const PODS = '/api/v1/namespaces/dev/pods';
  const pods = { items: [{ metadata: { name: 'probe-x' } }] };

  it.each<[string, string, Record<string, unknown>, string, string[], number]>([
    [
      'the end of its output',
      'Complete',
      { [PODS]: pods, [`${PODS}/probe-x/log`]: 'one\ntwo\nthree\n\nfour\n' },
      'ok',
      [`Job probe ran from ${began} to ${ended}`, 'two', 'three', 'four'],
      1,
    ],
    [
      'why its output cannot be read',
      'Complete',
      { [PODS]: { items: [] } },
      'ok',
      [`Job probe ran from ${began} to ${ended}`, 'its output cannot be read: its pod is gone'],
      1,
    ],
    ['why it failed', 'Failed', {}, 'failed', ['Job probe failed: too late'], 0],
  ])('is reported with %s', async (_, type, answers, outcome, details, ran) => {
    const live = { '/apis/batch/v1/namespaces/dev/jobs/probe': job(type) };
    const walk = fakeWalk({ objects: [probe], answers: { ...live, ...answers } });
    expect(await TRIGGER_STEP.run(walk)).toEqual({ outcome, details });
    expect(walk.triggered.map(({ what }) => what)).toEqual(ran === 1 ? ['Job dev/probe'] : []);
  });
});
