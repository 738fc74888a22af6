import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Testing, Yaml } from 'cdk8s';
import { CalicoCluster, Decoy, SecurityEventWebhook, ValueSource, WebhookConsumer } from '../../src';
import { captureStderr, managedCluster, type Synthesized } from '../support';
import { PodOutcome } from './pod-outcome';
import { drill, running } from './verify/drill';

const DECOY_PODS = ['-n', 'drill', '-l', 'app=dashboard'];

/** What 3.14 does not have, and what depends on pods: in the newest release, with the roles of VerifierRole. */
describe('verify, of webhooks and decoys on a whole cluster', () => {
  captureStderr();
  const on = drill('3.24');
  const chart = new Chart(new App(), 'drills');
  CalicoCluster.provide(chart, managedCluster('3.24'));
  let dist: string;
  let verifier: string;
  beforeAll(async () => {
    const { alert } = Decoy.service(chart, 'decoy', { namespace: 'drill' });
    const consumer = WebhookConsumer.slack(ValueSource.fromSecret({ name: 'slack', key: 'url' }));
    new SecurityEventWebhook(chart, 'webhook', { name: 'on-call', events: alert.events, consumer });
    const objects: Synthesized[] = Testing.synth(chart);
    dist = join(on.folder, 'drills.yaml');
    writeFileSync(dist, Yaml.stringify(...objects));
    await on.cluster.succeed(['create', 'namespace', 'drill']);
    await on.cluster.succeed(['apply', '--server-side', '--field-manager=calico-threat-defense', '-f', dist]);
    await on.cluster.succeed(['wait', '--for=condition=Available', 'deployment/dashboard', '-n', 'drill']);
    await set('globalalert/decoy.drill.dashboard', running(-600));
    verifier = await on.bound('webhooks', { cluster: managedCluster('3.24'), scopes: [chart] });
  }, 120_000);

  const set = (object: string, status: unknown) =>
    on.cluster.succeed(['patch', object, '--subresource=status', '--type=merge', '-p', JSON.stringify({ status })]);
  const condition = (type: string, status: string, message: string) => ({
    type,
    status,
    reason: 'WebhookState',
    message,
    lastTransitionTime: '2026-01-01T00:00:00Z',
  });

  /** The outcomes of the steps after those about the cluster, and the lines of some of them. */
  async function steps(kubeconfig = verifier, ...args: string[]) {
    const { stdout, exitCode } = await on.run(kubeconfig, 'verify', dist, '--format', 'json', ...args);
    const all: Synthesized[] = JSON.parse(stdout).steps.slice(2);
    return {
      outcomes: [...all.map(({ step, outcome }) => `${step} ${outcome}`), `exit ${exitCode}`],
      details: (name: string) => all.find(({ step }) => step === name)?.details.join('\n'),
    };
  }

  it('passes with the rights of VerifierRole alone', async () => {
    const conditions = [condition('Healthy', 'True', 'is up'), condition('EventsFetched', 'True', '')];
    await set('securityeventwebhook/on-call', conditions);
    const { outcomes, details } = await steps();
    const expected = ['objects ok', 'alert ok', 'decoy ok', 'webhook ok', 'event skipped', 'exit 0'];
    expect(outcomes).toEqual(expected);
    expect(details('webhook')).toBe('SecurityEventWebhook on-call: Healthy, EventsFetched');
    expect(details('decoy')).toMatch(/^pod dashboard-\w+-\w+ is running and ready$/);
  });

  it.each([
    ['False', 'webhook failed', 'exit 1', 'SecurityEventWebhook on-call is not Healthy (WebhookState: 403 of Slack)'],
    [
      'Unknown',
      'webhook unknown',
      'exit 2',
      'it is not known whether SecurityEventWebhook on-call is Healthy (WebhookState: 403 of Slack)',
    ],
  ])('reports a condition of a webhook that is %s', async (status, outcome, exit, line) => {
    await set('securityeventwebhook/on-call', [condition('Healthy', status, '403 of Slack')]);
    const { outcomes, details } = await steps();
    expect(outcomes).toEqual(['objects ok', 'alert ok', 'decoy ok', outcome, 'event skipped', exit]);
    expect(details('webhook')).toBe(line);
  });

  it.each([
    // The only one of them that may pass in the time that --timeout does not allow.
    [
      PodOutcome.NOT_READY,
      'is not ready: a probe fails (Readiness probe failed: connection refused); it can take up to 6 minutes, longer than --timeout allows',
      ['decoy unknown', 'exit 2'],
    ],
    [
      PodOutcome.IMAGE_PULL_BACK_OFF,
      'does not run: the image nginxinc/nginx-unprivileged:1.29.4 cannot be pulled (ImagePullBackOff: Back-off pulling image "nginxinc/nginx-unprivileged:1.29.4": ErrImagePull: pull access denied)',
      ['decoy failed', 'exit 1'],
    ],
    [
      PodOutcome.CRASH_LOOP_BACK_OFF,
      'does not run: its container keeps exiting with code 1',
      ['decoy failed', 'exit 1'],
    ],
  ])('does not pass where the pod of a decoy does not work, and says why: %#', async (outcome, why, expected) => {
    await set('securityeventwebhook/on-call', []);
    await on.cluster.behave({ pods: [{ labels: { app: 'dashboard' }, outcome }] });
    await on.cluster.succeed(['delete', 'pod', ...DECOY_PODS]);
    await on.cluster.until('a pod of the decoy that is not ready', async () => {
      const path = 'jsonpath={.items[*].status.containerStatuses[*].ready}';
      return (await on.cluster.succeed(['get', 'pods', ...DECOY_PODS, '-o', path])) === 'false';
    });
    const { outcomes, details } = await steps(verifier, '--timeout', '2s');
    expect(details('decoy')?.replace(/dashboard-\S+/, 'POD')).toBe(`pod POD ${why}`);
    expect(outcomes).toEqual(expect.arrayContaining(['objects ok', 'alert ok', 'webhook ok', ...expected]));
  });

  it.each([
    ['securityeventwebhooks', 'webhook unknown'],
    ['pods', 'decoy unknown'],
    ['deployments', 'decoy unknown'],
  ])('is inconclusive without the right to %s', async (resource, outcome) => {
    const without = ({ resources }: { resources: string[] }) => resources.includes(resource);
    const props = { cluster: managedCluster('3.24'), scopes: [chart] };
    const { outcomes, details } = await steps(await on.bound(`no-${resource}`, props, without), '--timeout', '1s');
    expect(outcomes).toEqual(expect.arrayContaining([outcome, 'exit 2']));
    expect(details(outcome.split(' ')[0] ?? '')).toMatch(/forbidden/);
  });

  it('fails where a decoy is scaled down', async () => {
    await on.cluster.succeed(['scale', 'deployment/dashboard', '-n', 'drill', '--replicas=0']);
    await on.cluster.succeed(['wait', '--for=delete', 'pod', ...DECOY_PODS, '--timeout=20s']);
    const { outcomes, details } = await steps();
    expect(details('decoy')).toBe('Deployment drill/dashboard has no pod: it is scaled to 0 replicas');
    expect(outcomes).toEqual(expect.arrayContaining(['decoy failed', 'exit 1']));
  });

  it('fails where what it is about has gone', async () => {
    await on.cluster.succeed(['delete', 'securityeventwebhook/on-call']);
    await on.cluster.succeed(['delete', 'deployment/dashboard', '-n', 'drill']);
    const { outcomes, details } = await steps();
    expect(outcomes).toEqual([
      'objects failed',
      'alert ok',
      'decoy failed',
      'webhook failed',
      'event skipped',
      'exit 1',
    ]);
    expect([details('webhook'), details('decoy')]).toEqual([
      'SecurityEventWebhook on-call does not exist',
      'Deployment drill/dashboard does not exist',
    ]);
  });

  it('says that a cluster lacks the kind', async () => {
    await on.cluster.succeed(['delete', 'crd', 'securityeventwebhooks.projectcalico.org']);
    const { details } = await steps(verifier, '--only', 'on-call');
    expect(details('webhook')).toBe(
      'SecurityEventWebhook on-call cannot exist: the cluster does not have the kind SecurityEventWebhook of projectcalico.org/v3',
    );
  });
});
