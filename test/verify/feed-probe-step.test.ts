import { FEED_PROBE_STEP } from '../../src/verify/live/feed-probe-step';
import { runInPod } from '../../src/verify/live/run-in-pod';
import { failed } from '../../src/verify/live/step';
import { nmapOf } from './fake-feed';
import { fakeWalk, objectOf } from './fake-walk';

jest.mock('../../src/verify/live/run-in-pod', () => ({ runInPod: jest.fn() }));
const run = jest.mocked(runInPod);

/** In the default namespace, which the manifest does not name. */
const probe = (port = '443', control = 'web') =>
  objectOf({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'probe',
      annotations: {
        'calico-threat-defense/probe-feed': 'tor',
        'calico-threat-defense/probe-port': port,
        'calico-threat-defense/probe-control': control,
        'calico-threat-defense/probe-control-port': '80',
      },
    },
  });
const PATH = '/api/v1/namespaces/default/pods/probe';
const SET = '/apis/projectcalico.org/v3/globalnetworksets/threatfeed.tor';
const status = { phase: 'Running', podIP: '10.0.0.9', containerStatuses: [{ ready: true }] };
const ADDRESS = '203.0.114.5';
const ANSWERS = { [PATH]: { status }, [SET]: { spec: { nets: [`${ADDRESS}/32`] } } };

const printed = (output: string, exitCode = 0) => ({ output, exitCode });
const CONTROL = printed(nmapOf(80, { 'web (10.0.0.7)': 'open syn-ack' }));
const REACHED = 'Pod probe can connect to web on port 80';
beforeEach(() => run.mockReset().mockResolvedValueOnce(CONTROL));

const find = async (answers: Record<string, unknown>, object = probe()) =>
  await FEED_PROBE_STEP.run(fakeWalk({ objects: [object], answers }));

describe('the probe of a feed', () => {
  it('is run in its pod, first to what must be allowed', async () => {
    run.mockResolvedValueOnce(printed(nmapOf(443, { [ADDRESS]: 'filtered no-response' })));
    expect(await find(ANSWERS)).toEqual({
      outcome: 'ok',
      details: [
        REACHED,
        `no answer from ${ADDRESS} on port 443, addresses of threatfeed.tor`,
        'a host that is down does not answer either: the flow logs of the pod show which policy denied the connections',
      ],
    });
    const place = { namespace: 'default', name: 'probe' };
    expect(run.mock.calls.map(([command, pod, limit]) => [command.at(-1), pod, limit])).toEqual([
      ['web', place, 90_000],
      [ADDRESS, place, 90_000],
    ]);
  });

  it.each<[string, ReturnType<typeof printed>, string]>([
    ['nmap does not finish', printed('Starting Nmap'), ' (nmap did not finish)'],
    ['nmap fails', printed('Starting Nmap', 3), ' (nmap exited with code 3)'],
    ['nmap says why it fails', printed('QUITTING!', 3), ' (QUITTING!)'],
    ['nmap reports nothing', printed('Nmap done: 1 IP address (1 host up) scanned in 1.00 seconds'), ''],
  ])('is unknown where %s', async (_, second, reason) => {
    run.mockResolvedValueOnce(second);
    expect(await find(ANSWERS)).toEqual({
      outcome: 'unknown',
      details: [REACHED, `the connections to ${ADDRESS} do not show whether threatfeed.tor is blocked${reason}`],
    });
  });

  it.each<[string, Record<string, unknown>, ReturnType<typeof probe>, string, string]>([
    ['no such pod', { [SET]: ANSWERS[SET] }, probe(), 'failed', 'Pod probe does not exist'],
    [
      'a pod that starts',
      { ...ANSWERS, [PATH]: {} },
      probe(),
      'failed',
      'Pod probe is starting, so no connection can be attempted from it',
    ],
    [
      'no address',
      { ...ANSWERS, [SET]: undefined },
      probe(),
      'unknown',
      'threatfeed.tor has no public address of an IP version of Pod probe among its first entries, so no connection was attempted',
    ],
    ...[probe('0'), probe('443 -oN'), probe('443', 'web  x'), probe('443', '-iL')].map(
      (object): [string, Record<string, unknown>, ReturnType<typeof probe>, string, string] => [
        'annotations of something else',
        ANSWERS,
        object,
        'unknown',
        'the annotations calico-threat-defense/probe-… of Pod probe are not those of a probe',
      ],
    ),
  ])('is not run with %s', async (_, answers, object, outcome, message) => {
    expect(await find(answers, object)).toEqual({ outcome, details: [message] });
    expect(run).not.toHaveBeenCalled();
  });

  it('is not run after a step that failed', async () => {
    const walk = fakeWalk({ objects: [probe()], answers: ANSWERS });
    walk.results.push({ step: 'objects', ...failed('x') });
    const details = ['no connection was attempted because an earlier step failed'];
    expect(await FEED_PROBE_STEP.run(walk)).toEqual({ outcome: 'skipped', details });
  });
});
