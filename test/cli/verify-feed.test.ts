import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Testing, Yaml } from 'cdk8s';
import { CalicoCluster, CalicoRelease, PortScanAlert, ScanRun } from '../../src';
import { captureStderr, managedCluster, testChart } from '../support';
import { refuse } from '../verify/fake-api-server';
import { CALICO, WORKSHOP } from '../verify/fake-cluster';
import { CONTROL, connections, DENIED, feedObjects, nmapOf } from '../verify/fake-feed';
import { FakeModule, moduleObjects, NMAP } from '../verify/fake-module';
import { verifying } from './verifying';

const NAME = 'tor-bulk-exit-list';
const FEED = `${CALICO}/globalthreatfeeds/${NAME}`;
const SET = `${CALICO}/globalnetworksets/threatfeed.${NAME}`;
const PROBE = 'nmap --reason -sT -Pn -n --max-retries 1 --host-timeout 30s -p';
const LOOK_IN_LOGS =
  'a host that is down does not answer either: the flow logs of the pod show which policy denied the connections';

const fake = verifying();
captureStderr();
beforeEach(() => {
  fake.use(feedObjects(managedCluster('3.14')));
  fake.server.execution = connections(DENIED);
});

const commands = () => fake.server.asked.map(({ query }) => query['command']).filter((text) => text !== undefined);
const failsWith = async (step: string, message: string) => {
  const { outcomes, details, exitCode } = await fake.steps();
  expect([details[step], exitCode]).toEqual([message, 1]);
  expect(outcomes).toContain(`${step} failed`);
  return outcomes;
};

describe('verify, of the exercise with a threat feed', () => {
  it('walks its steps only, and connects to the addresses that the cluster has', async () => {
    const { stdout, stderr, exitCode } = await fake.verify();
    const lines = stdout
      .replace(/20\d\d-\S+Z/g, 'TIME')
      .trimEnd()
      .split('\n');
    expect(lines.slice(3)).toEqual([
      'ok objects: 7 objects present and unchanged',
      `ok feed: GlobalThreatFeed ${NAME} was last downloaded at TIME`,
      `ok network-set: GlobalNetworkSet threatfeed.${NAME} has 2 entries`,
      `… ${PROBE} 80 ${CONTROL} in Pod feed-probe`,
      `… ${PROBE} 443 203.0.114.5 203.0.114.6 in Pod feed-probe`,
      `ok probe: Pod feed-probe can connect to ${CONTROL} on port 80`,
      `  no answer from 203.0.114.5, 203.0.114.6 on port 443, addresses of threatfeed.${NAME}`,
      `  ${LOOK_IN_LOGS}`,
      'all steps passed',
    ]);
    expect([stderr, exitCode]).toEqual(['', 0]);
    expect(commands()).toEqual([`${PROBE} 80 ${CONTROL}`, `${PROBE} 443 203.0.114.5 203.0.114.6`]);
  });

  it('is what the page of the chart shows', async () => {
    const cluster = managedCluster('3.24');
    fake.use(feedObjects(cluster));
    fake.cluster = new FakeModule({ cnxVersion: 'v3.24.0-1.0', connected: true });
    const addresses = ['203.0.114.5', '203.0.114.6', '203.0.114.7'];
    fake.cluster.nets = new Array(1_204).fill('198.18.0.1/32').map((other, index) => addresses[index] ?? other);
    fake.cluster.apply(feedObjects(cluster));
    fake.server.execution = connections(Object.fromEntries(addresses.map((one) => [one, 'filtered no-response'])));
    const page = readFileSync(resolve(__dirname, '../../docs/constructs/threat-feed-chart.md'), 'utf8');
    const [, shown = ''] = /^\$ npx cdk8s-calico-threat-defense verify dist\/\n([^`]*)^```$/m.exec(page) ?? [];
    const lasting = (text: string) => text.replace(/https?:\/\/\S+/, 'SERVER').replace(/at 20\d\d-\S+Z/, 'at TIME');
    const { stdout } = await fake.verify();
    const printed = stdout.split('\n').filter((line) => !line.startsWith('… '));
    expect(lasting(shown)).toBe(lasting(printed.join('\n')));
  });

  it('walks module 7 as well where it is among the manifests', async () => {
    const alert = testChart();
    new PortScanAlert(alert, 'alert', { cluster: managedCluster('3.14') });
    fake.use([...feedObjects(managedCluster('3.14')), ...Testing.synth(alert)]);
    const { outcomes, exitCode } = await fake.steps();
    expect(outcomes).toEqual([
      'cluster ok',
      'made-for ok',
      'objects ok',
      'alert ok',
      'feed ok',
      'network-set ok',
      'event skipped',
      'probe ok',
    ]);
    expect(exitCode).toBe(0);
  });

  it('walks both exercises where both are among the manifests', async () => {
    fake.use([...moduleObjects(managedCluster('3.14'), ScanRun.pod()), ...feedObjects(managedCluster('3.14'))]);
    fake.cluster.get('GlobalAlert').status.lastEvent = new Date(Date.now() + 60_000).toISOString();
    const answer = connections(DENIED);
    fake.server.execution = (command) =>
      command.includes('1-600') ? { output: NMAP, status: { status: 'Success' } } : answer(command);
    const { outcomes, exitCode } = await fake.steps();
    const steps = [
      'cluster',
      'made-for',
      'objects',
      'alert',
      'ad-jobs',
      'feed',
      'network-set',
      'scan',
      'event',
      'probe',
    ];
    expect([outcomes, exitCode]).toEqual([steps.map((step) => `${step} ok`), 0]);
  });

  it('runs a probe whose feed is not among the manifests', async () => {
    const objects = feedObjects(managedCluster('3.14'));
    fake.use(objects);
    writeFileSync(join(fake.dist, 'module.k8s.yaml'), Yaml.stringify(...objects.filter(({ kind }) => kind === 'Pod')));
    const { outcomes, exitCode } = await fake.steps();
    expect([outcomes.slice(2), exitCode]).toEqual([['objects ok', 'probe ok'], 0]);
  });

  it('looks at a feed without a probe', async () => {
    fake.use(feedObjects(managedCluster('3.14')).filter(({ kind }) => kind === 'GlobalThreatFeed'));
    const { outcomes, exitCode } = await fake.steps();
    expect(outcomes.slice(2)).toEqual(['objects ok', 'feed ok', 'network-set ok']);
    expect(exitCode).toBe(0);
  });

  it('waits for the first download of what it applied', async () => {
    const { objects } = fake.cluster;
    for (const path of [FEED, SET]) {
      objects.delete(path);
    }
    const { download } = fake.cluster;
    fake.cluster.download = () => {};
    const command = fake.start(['--apply']);
    await command.printed(`… waiting for GlobalThreatFeed ${NAME} to be downloaded, up to 0 seconds`);
    download.call(fake.cluster, fake.cluster.get('GlobalThreatFeed'));
    const { stdout, exitCode } = await command.result;
    expect(stdout).toContain(`ok feed: GlobalThreatFeed ${NAME} was last downloaded at `);
    expect(exitCode).toBe(0);
  });

  it('waits for the pod and for the control of what it applied', async () => {
    fake.cluster.objects.delete(FEED);
    const pod = fake.cluster.get('Pod');
    const { status } = pod;
    pod.status = { phase: 'Pending' };
    fake.server.execution = connections(DENIED, 'closed conn-refused');
    const command = fake.start(['--apply']);
    await command.printed(
      '… Pod feed-probe is starting, so no connection can be attempted from it; waiting up to 0 seconds',
    );
    pod.status = status;
    await command.printed('or a policy denies more than the feed; waiting up to 0 seconds');
    fake.server.execution = connections(DENIED);
    const { stdout, exitCode } = await command.result;
    expect(stdout).toContain(`ok probe: Pod feed-probe can connect to ${CONTROL} on port 80`);
    expect(exitCode).toBe(0);
  });

  it('does not wait for a pod that cannot start', async () => {
    fake.cluster.objects.delete(FEED);
    const waiting = { reason: 'ImagePullBackOff' };
    fake.cluster.get('Pod').status = { phase: 'Pending', containerStatuses: [{ image: 'a/b:1', state: { waiting } }] };
    const { stdout } = await fake.verify(['--apply']);
    expect(stdout).toContain(
      'FAILED probe: Pod feed-probe does not run: the image a/b:1 cannot be pulled (ImagePullBackOff), so no connection can be attempted from it',
    );
    expect(stdout).not.toContain('… Pod feed-probe');
  });

  it('fails if the first download does not come', async () => {
    fake.cluster.objects.delete(FEED);
    fake.cluster.download = () => {};
    const { details, outcomes, exitCode } = await fake.steps(['--apply']);
    expect(details['feed']).toBe(
      `GlobalThreatFeed ${NAME} has not been downloaded: its status has no lastSuccessfulSync`,
    );
    expect([outcomes.at(-1), exitCode]).toEqual(['probe skipped', 1]);
  });

  it('tries no connection where an earlier step failed', async () => {
    fake.cluster.get('GlobalNetworkPolicy').spec.egress = [];
    const { details, outcomes } = await fake.steps();
    expect(outcomes.slice(2)).toEqual(['objects failed', 'feed ok', 'network-set ok', 'probe skipped']);
    expect(details['probe']).toBe('no connection was attempted because an earlier step failed');
    expect(commands()).toEqual([]);
  });

  it('fails where the network set is empty', async () => {
    fake.cluster.get('GlobalNetworkSet').spec.nets = [];
    await failsWith(
      'network-set',
      `GlobalNetworkSet threatfeed.${NAME} is empty, so it blocks nothing: the list is empty, or has no entries that are addresses or CIDRs in the format of the feed`,
    );
  });

  it('fails where a cluster does not have the kind', async () => {
    fake.cluster.overrides.set(CALICO, { resources: [] });
    const missing = 'cannot exist: the cluster does not have the kind GlobalThreatFeed of projectcalico.org/v3';
    const outcomes = await failsWith('feed', `GlobalThreatFeed ${NAME} ${missing}`);
    expect(outcomes).toContain('network-set failed');
  });

  it('cannot tell where the network set must not be read', async () => {
    fake.cluster.overrides.set(SET, refuse(403, 'globalnetworksets is forbidden'));
    const { details, exitCode } = await fake.steps();
    expect(details['network-set']).toBe(
      `GlobalThreatFeed ${NAME} cannot be verified: globalnetworksets is forbidden; the roles that VerifierRole creates allow it`,
    );
    expect(exitCode).toBe(2);
  });
});

describe('the probe of verify', () => {
  it('fails where an address accepts a connection', async () => {
    fake.server.execution = connections({ ...DENIED, '203.0.114.6': 'open syn-ack' });
    await failsWith(
      'probe',
      `Pod feed-probe can connect to ${CONTROL} on port 80\nPod feed-probe can connect to 203.0.114.6 on port 443: threatfeed.${NAME} is not blocked`,
    );
  });

  it('fails where an address refuses one, because Calico drops what it denies', async () => {
    fake.server.execution = connections({ ...DENIED, '203.0.114.6': 'closed conn-refused' });
    await failsWith(
      'probe',
      `Pod feed-probe can connect to ${CONTROL} on port 80\nthe connection to 203.0.114.6 on port 443 of threatfeed.${NAME} was refused, so it was not denied: Calico drops what policies deny`,
    );
  });

  it.each(['iptablesFilterDenyAction', 'nftablesFilterDenyAction'])(
    'cannot tell that where Felix is set to refuse what policies deny: %s',
    async (field) => {
      fake.use(feedObjects(managedCluster('3.14')), { ...WORKSHOP, felix: { [field]: 'Reject' } });
      fake.server.execution = connections({ '203.0.114.5': 'closed conn-refused' });
      const { details, exitCode } = await fake.steps();
      expect(details['probe']).toBe(
        `Pod feed-probe can connect to ${CONTROL} on port 80\nthe connection to 203.0.114.5 on port 443 of threatfeed.${NAME} was refused; with ${field}: Reject in the FelixConfiguration, denied connections are refused as well`,
      );
      expect(exitCode).toBe(2);
    },
  );

  it.each<[string, string]>([
    ['is not answered', 'filtered no-response'],
    ['is refused', 'closed conn-refused'],
  ])('fails where the control %s, and tries nothing else', async (_, state) => {
    fake.server.execution = connections(DENIED, state);
    await failsWith(
      'probe',
      `Pod feed-probe cannot connect to ${CONTROL} on port 80, which must be allowed: its network does not work, or a policy denies more than the feed\nno connection to threatfeed.${NAME} was attempted`,
    );
    expect(commands()).toEqual([`${PROBE} 80 ${CONTROL}`]);
  });

  it('names what nmap complained about', async () => {
    const output = `Failed to resolve "${CONTROL}".\nWARNING: No targets were specified, so 0 hosts scanned.\nNmap done: 0 IP addresses (0 hosts up) scanned in 0.01 seconds\n`;
    fake.server.execution = { output, status: { status: 'Success' } };
    const { details } = await fake.steps();
    expect(details['probe']).toContain(`which must be allowed (Failed to resolve "${CONTROL}".): its network`);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no address can be reached', { '203.0.114.5': 'filtered host-unreach' }, ''],
    ['nmap prints other addresses', { '192.0.2.7': 'filtered no-response' }, ''],
    ['nmap prints nothing', {}, ''],
  ])('cannot tell where %s', async (_, states, reason) => {
    fake.server.execution = connections(states);
    const { details, exitCode } = await fake.steps();
    expect(details['probe']).toBe(
      `Pod feed-probe can connect to ${CONTROL} on port 80\nthe connections to 203.0.114.5, 203.0.114.6 do not show whether threatfeed.${NAME} is blocked${reason}`,
    );
    expect(exitCode).toBe(2);
  });

  it('cannot tell where nmap fails', async () => {
    const status = { status: 'Failure', details: { causes: [{ reason: 'ExitCode', message: '1' }] } };
    fake.server.execution = (command) =>
      command.endsWith(CONTROL)
        ? {
            output: nmapOf(80, { [CONTROL]: 'open syn-ack', '10.0.0.7': 'open syn-ack' }),
            status: { status: 'Success' },
          }
        : { output: '', status };
    const { details, exitCode } = await fake.steps();
    expect(details['probe']).toContain('is blocked (nmap exited with code 1)');
    expect(exitCode).toBe(2);
  });

  it.each<[string, unknown]>([
    ['private', ['10.0.0.1/32', '192.168.0.0/16']],
    ['those of metadata services', ['169.254.169.254/32', 'fd00:ec2::254/128']],
    ['of another IP version', ['2001:4860:4860::8888/128']],
    ['invalid', ['--script=evil', '$(id)', 7, null, { a: 1 }, '1.2.3.4/33', '999.1.1.1']],
  ])('is kept from addresses that are %s', async (_, nets) => {
    fake.cluster.get('GlobalNetworkSet').spec.nets = nets;
    const { details, exitCode } = await fake.steps();
    expect(details['probe']).toBe(
      `threatfeed.${NAME} has no public address of an IP version of Pod feed-probe among its first entries, so no connection was attempted`,
    );
    expect([exitCode, commands()]).toEqual([2, []]);
  });

  it('uses IPv6 where the pod has it', async () => {
    fake.cluster.get('GlobalNetworkSet').spec.nets = ['2001:4860:4860::8888/128'];
    fake.cluster.get('Pod').status.podIPs = [{ ip: '10.0.0.9' }, { ip: 'fd00::9' }];
    fake.server.execution = connections({ '2001:4860:4860::8888': 'filtered no-response' });
    expect((await fake.steps()).exitCode).toBe(0);
    expect(commands()[1]).toBe(
      'nmap --reason -sT -Pn -n --max-retries 1 --host-timeout 30s -6 -p 443 2001:4860:4860::8888',
    );
  });

  it.each<[string, (pod: { status: object; metadata: object }) => void, string]>([
    [
      'is not ready',
      (pod) => {
        pod.status = { phase: 'Pending' };
      },
      'Pod feed-probe is starting, so no connection can be attempted from it',
    ],
  ])('fails where its pod %s', async (_, change, message) => {
    change(fake.cluster.get('Pod'));
    await failsWith('probe', message);
  });

  it.each<[string, string]>([
    ['port', '443 -sU'],
    ['port', '0'],
    ['control', '--script=evil'],
    ['control', 'a  b'],
    ['control', ''],
    ['control-port', '80,443'],
  ])('does not run with annotations that are not its own: %s %j', async (name, value) => {
    const objects = feedObjects(managedCluster('3.14'));
    const pod = objects.find(({ kind }) => kind === 'Pod');
    pod.metadata.annotations[`calico-threat-defense/probe-${name}`] = value;
    fake.use(objects);
    const { details, exitCode } = await fake.steps();
    expect(details['probe']).toBe(
      'the annotations calico-threat-defense/probe-… of Pod threat-feed-demo/feed-probe are not those of a probe',
    );
    expect([exitCode, commands()]).toEqual([2, []]);
  });

  it('says that nmap may still be running where the connection is lost', async () => {
    fake.server.execution = 'cut';
    const { report, exitCode } = await fake.steps();
    expect(report.changes).toEqual(['nmap in Pod threat-feed-demo/feed-probe may still be running']);
    expect(exitCode).toBe(2);
  });
});

describe('verify, of a feed on a cluster that is hostile', () => {
  const HOSTILE = '\u001b]0;PWN\u0007\u202e\r\n::set-output name=x::y';

  it('prints one harmless line of each text', async () => {
    fake.cluster.get('GlobalThreatFeed').status = {
      errorConditions: [{ type: HOSTILE, message: `${HOSTILE}${'x'.repeat(10_000)}` }, null, 7, { type: { a: 1 } }],
    };
    const { stdout } = await fake.verify();
    const lines = stdout.split('\n');
    expect(lines.filter((line) => /[\p{Cc}\u202e]|^\s*::/u.test(line))).toEqual([]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(1_000);
  });

  it.each<[string, object]>([
    ['a time that is none', { lastSuccessfulSync: HOSTILE }],
    ['a time in the future', { lastSuccessfulSync: '2999-01-01T00:00:00Z' }],
    ['a time that is an object', { lastSuccessfulSync: { $date: 1 } }],
  ])('does not take %s for a download', async (_, status) => {
    fake.cluster.get('GlobalThreatFeed').status = status;
    const { outcomes, exitCode } = await fake.steps();
    expect(outcomes).not.toContain('feed ok');
    expect(exitCode).not.toBe(0);
  });

  it('looks at a part of an endless network set, at once', async () => {
    fake.cluster.get('GlobalNetworkSet').spec.nets = new Array(300_000).fill('10.0.0.1/32');
    const before = performance.now();
    expect((await fake.steps()).exitCode).toBe(2);
    expect(performance.now() - before).toBeLessThan(4_000);
  });
});

it('is made for another cluster, so nothing is tried', async () => {
  const release = CalicoRelease.enterprise('3.22');
  fake.use(feedObjects(CalicoCluster.standalone({ release })));
  fake.cluster = new FakeModule(WORKSHOP);
  const { outcomes } = await fake.steps();
  expect(outcomes.slice(1)).toEqual([
    'made-for failed',
    'objects skipped',
    'feed skipped',
    'network-set skipped',
    'probe skipped',
  ]);
});
