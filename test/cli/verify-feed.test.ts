import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Testing, Yaml } from 'cdk8s';
import { CalicoCluster, CalicoRelease, PortScanAlert, ScanRun } from '../../src';
import { managedCluster, testChart } from '../support';
import { refuse } from '../verify/fake-api-server';
import { CALICO, WORKSHOP } from '../verify/fake-cluster';
import { CONTROL, connections, DENIED, feedObjects } from '../verify/fake-feed';
import { FakeModule, moduleObjects, NMAP } from '../verify/fake-module';
import { FEED, LOOK_IN_LOGS, NAME, PROBE, SET, verifyingFeed } from './verifying-feed';

const { fake, commands, failsWith } = verifyingFeed();

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
