import { captureStderr } from '../support';
import { CONTROL, DENIED } from '../verify/fake-feed';
import type { Behaviour } from './fake-node';
import { PodOutcome } from './pod-outcome';
import { lasting } from './verify/drill';
import { answers, cluster, feedDrill } from './verify/feed-drill';

const NAME = 'tor-bulk-exit-list';
const DOWNLOADED = `ok feed: GlobalThreatFeed ${NAME} was last downloaded at TIME`;
const FILLED = `ok network-set: GlobalNetworkSet threatfeed.${NAME} has 2 entries`;
const ALLOWED = `Pod feed-probe can connect to ${CONTROL} on port 80`;
const HELD = [
  `ok probe: ${ALLOWED}`,
  `  no answer from 203.0.114.5, 203.0.114.6 on port 443, addresses of threatfeed.${NAME}`,
  '  a host that is down does not answer either: the flow logs of the pod show which policy denied the connections',
];
const NOT_TRIED = 'skipped probe: no connection was attempted because an earlier step failed';
const NMAP = 'nmap --reason -sT -Pn -n --max-retries 1 --host-timeout 30s -p';

/** What nmap finds, what is reported of it, and the exit code. */
const PROBES: readonly [string, Behaviour, string[], number][] = [
  [
    'that is not blocked',
    answers({ ...DENIED, '203.0.114.6': 'open syn-ack' }),
    [
      `FAILED probe: ${ALLOWED}`,
      `  Pod feed-probe can connect to 203.0.114.6 on port 443: threatfeed.${NAME} is not blocked`,
    ],
    1,
  ],
  [
    'that is refused by the host',
    answers({ '203.0.114.5': 'closed conn-refused' }),
    [
      `FAILED probe: ${ALLOWED}`,
      `  the connection to 203.0.114.5 on port 443 of threatfeed.${NAME} was refused, so it was not denied: Calico drops what policies deny`,
    ],
    1,
  ],
  [
    'whose network does not work',
    answers(DENIED, 'filtered no-response'),
    [
      `FAILED probe: Pod feed-probe cannot connect to ${CONTROL} on port 80, which must be allowed: its network does not work, or a policy denies more than the feed`,
      `  no connection to threatfeed.${NAME} was attempted`,
    ],
    1,
  ],
  [
    'that no router knows a way from',
    answers({ '203.0.114.5': 'filtered host-unreach', '203.0.114.6': 'filtered net-unreach' }),
    [
      `UNKNOWN probe: ${ALLOWED}`,
      `  the connections to 203.0.114.5, 203.0.114.6 do not show whether threatfeed.${NAME} is blocked`,
    ],
    2,
  ],
];

describe('verify, of the exercise with a threat feed, on a whole cluster', () => {
  captureStderr();
  const exercise = feedDrill();
  const { on, dist } = exercise;
  let verifier: string;
  beforeAll(async () => {
    verifier = await on.feedVerifier('verifier', cluster);
  });

  /** The lines about the feed, without those about the cluster and the progress. */
  async function steps(kubeconfig = verifier, ...args: string[]): Promise<string[]> {
    const { stdout, exitCode } = await on.run(kubeconfig, 'verify', dist, ...args);
    const lines = lasting(stdout).filter((line) => !line.startsWith('… '));
    const first = lines.findIndex((line) => / (apply|objects)(:|$)/.test(line));
    return [...lines.slice(first), `exit code ${exitCode}`];
  }

  it('names what is missing, with the rights of VerifierRole alone', async () => {
    const lines = await steps();
    expect(lines[0]).toBe('FAILED objects: GlobalThreatFeed tor-bulk-exit-list does not exist');
    expect(lines.slice(-5)).toEqual([
      `FAILED feed: GlobalThreatFeed ${NAME} does not exist`,
      `FAILED network-set: GlobalNetworkSet threatfeed.${NAME} does not exist, so policies cannot block the addresses; Calico creates it from the list`,
      NOT_TRIED,
      '3 steps failed',
      'exit code 1',
    ]);
  });

  it('applies the exercise for those who may, and waits for the first download and the pods', async () => {
    const applier = await on.feedVerifier('applier', cluster, { apply: true });
    const command = on.begin(applier, 'verify', dist, '--apply');
    await command.printed(`… waiting for GlobalThreatFeed ${NAME} to be downloaded, up to 5 minutes`);
    await exercise.download();
    const { stdout, exitCode } = await command.result;
    const lines = lasting(stdout).filter((line) => !line.startsWith('… '));
    expect(lines.slice(3)).toEqual([
      'ok apply: 6 objects applied',
      'ok objects: 7 objects present and unchanged',
      DOWNLOADED,
      FILLED,
      ...HELD,
      'left on the cluster:',
      `  applied GlobalThreatFeed ${NAME}`,
      '  applied Deployment threat-feed-demo/dev-nginx',
      '  applied Service threat-feed-demo/nginx-svc',
      '  applied Tier threat-feeds',
      `  applied GlobalNetworkPolicy threat-feeds.block-${NAME}`,
      '  applied Pod threat-feed-demo/feed-probe',
      'all steps passed',
    ]);
    expect(exitCode).toBe(0);
  });

  it('holds with the rights to read and to execute in the pod of the probe', async () => {
    await on.cluster.behave(answers(DENIED));
    expect(await steps()).toEqual([
      'ok objects: 7 objects present and unchanged',
      DOWNLOADED,
      FILLED,
      ...HELD,
      'all steps passed',
      'exit code 0',
    ]);
    expect(on.cluster.commandsRun()).toEqual([`${NMAP} 80 ${CONTROL}`, `${NMAP} 443 203.0.114.5 203.0.114.6`]);
  });

  it('may execute in no other pod of the namespace, and read no other feed', async () => {
    const can = async (...what: string[]) => {
      const { stdout } = await on.cluster.kubectl(['auth', 'can-i', ...what, '--kubeconfig', verifier]);
      return stdout.trim();
    };
    const inDemo = ['-n', 'threat-feed-demo'];
    expect(await can('create', 'pods/feed-probe', '--subresource=exec', ...inDemo)).toBe('yes');
    expect(await can('create', 'pods/dev-nginx', '--subresource=exec', ...inDemo)).toBe('no');
    expect(await can('get', 'secrets', ...inDemo)).toBe('no');
    expect(await can('get', `globalthreatfeeds.projectcalico.org/${NAME}`)).toBe('yes');
    expect(await can('get', 'globalthreatfeeds.projectcalico.org/other')).toBe('no');
    expect(await can('patch', `globalthreatfeeds.projectcalico.org/${NAME}`)).toBe('no');
    expect(await can('get', 'globalalerts.projectcalico.org')).toBe('no');
  });

  it.each<[string, object | null, string[]]>([
    [
      'was never downloaded',
      { errorConditions: [{ type: 'GlobalThreatFeedSyncFailed', message: 'no such host' }] },
      [
        `FAILED feed: GlobalThreatFeed ${NAME} has not been downloaded: its status has no lastSuccessfulSync`,
        '  its status has errors: GlobalThreatFeedSyncFailed: no such host',
      ],
    ],
    [
      'was downloaded too long ago',
      { lastSuccessfulSync: new Date(Date.now() - 49 * 3_600_000).toISOString() },
      [`FAILED feed: GlobalThreatFeed ${NAME} was last downloaded at TIME, longer ago than twice its period of 24h`],
    ],
  ])('fails with a feed that %s', async (_, status, lines) => {
    await exercise.setStatus(null);
    await exercise.setStatus(status);
    const found = await steps();
    await exercise.setStatus(null);
    await exercise.download();
    expect(found.slice(1)).toEqual([...lines, FILLED, NOT_TRIED, '1 step failed', 'exit code 1']);
  });

  it.each<[string, () => Promise<void>, string]>([
    [
      'that is missing',
      () => exercise.remove('globalnetworkset', `threatfeed.${NAME}`),
      'does not exist, so policies cannot block the addresses; Calico creates it from the list',
    ],
    [
      'without entries',
      () => exercise.download([]),
      'is empty, so it blocks nothing: the list is empty, or has no entries that are addresses or CIDRs in the format of the feed',
    ],
    [
      'without the label that the policy selects',
      async () => {
        await on.cluster.succeed(['label', 'globalnetworkset', `threatfeed.${NAME}`, 'feed-']);
      },
      'does not have the labels feed=tor, by which policies select it',
    ],
  ])('fails with a network set %s', async (_, change, message) => {
    await change();
    const found = await steps();
    await exercise.download();
    expect(found.slice(1)).toEqual([
      DOWNLOADED,
      `FAILED network-set: GlobalNetworkSet threatfeed.${NAME} ${message}`,
      NOT_TRIED,
      '1 step failed',
      'exit code 1',
    ]);
  });

  it('fails without the policy, and tries no connection', async () => {
    await exercise.remove('globalnetworkpolicy', `threat-feeds.block-${NAME}`);
    const found = await steps();
    await exercise.apply();
    expect(found).toEqual([
      `FAILED objects: GlobalNetworkPolicy threat-feeds.block-${NAME} does not exist`,
      DOWNLOADED,
      FILLED,
      NOT_TRIED,
      '1 step failed',
      'exit code 1',
    ]);
  });

  it.each(PROBES)('does not hold with a probe %s', async (_, behaviour, lines, exitCode) => {
    await on.cluster.behave(behaviour);
    const found = await steps();
    expect(found.slice(1, -2)).toEqual([DOWNLOADED, FILLED, ...lines]);
    expect(found.at(-1)).toBe(`exit code ${exitCode}`);
  });

  it('does not hold with a pod that cannot start', async () => {
    const outcome = PodOutcome.IMAGE_PULL_BACK_OFF;
    await on.cluster.behave({
      ...answers(DENIED),
      pods: [{ namespace: 'threat-feed-demo', container: 'netshoot', outcome }],
    });
    const state = [
      'get',
      'pod',
      'feed-probe',
      '-n',
      'threat-feed-demo',
      '-o',
      'jsonpath={.status.containerStatuses[0].ready}',
    ];
    await on.cluster.until('the pod to change', async () => (await on.cluster.succeed(state)) === 'false');
    const found = await steps();
    expect(found.find((line) => line.includes(' probe: '))).toMatch(
      /^FAILED probe: Pod feed-probe does not run: the image nicolaka\/netshoot:v0\.14 cannot be pulled \(ImagePullBackOff: .*\), so no connection can be attempted from it$/,
    );
  });

  it('is inconclusive where a right is missing', async () => {
    await on.cluster.behave(answers(DENIED));
    const without = ({ resources }: { resources: string[] }) => resources.includes('globalnetworksets');
    const found = await steps(await on.feedVerifier('blind', cluster, { without }));
    expect(found.find((line) => line.includes(' network-set: '))).toMatch(
      /^UNKNOWN network-set: GlobalThreatFeed tor-bulk-exit-list cannot be verified: globalnetworksets\.projectcalico\.org "threatfeed\.tor-bulk-exit-list" is forbidden: .*; the roles that VerifierRole creates allow it$/,
    );
    expect(found.at(-1)).toBe('exit code 2');
  });
});
