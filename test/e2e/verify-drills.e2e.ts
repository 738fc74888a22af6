import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Testing, Yaml } from 'cdk8s';
import {
  AlertException,
  AlertRule,
  CalicoCluster,
  Decoy,
  DeepPacketInspection,
  GlobalAlert,
  PacketCapture,
  PolicySelector,
  Probe,
  ProbeAction,
  ProbeRun,
  Query,
  TimeWindow,
} from '../../src';
import { captureStderr, managedCluster, type Synthesized } from '../support';
import { PodOutcome } from './pod-outcome';
import { drill, running } from './verify/drill';

const ALERT = 'dns.lookup';
const COMMAND = 'dig -r +tries=1 +time=10 +nosearch -t A -q www.example.com';

describe("verify, of drills of one's own, on a whole cluster", () => {
  captureStderr();
  const on = drill();
  const chart = new Chart(new App(), 'drills');
  const rule = AlertRule.dns({ query: Query.parse('qname = "www.example.com"') });
  let dist: string;
  let verifier: string;
  beforeAll(async () => {
    CalicoCluster.provide(chart, managedCluster());
    const detectedBy = new GlobalAlert(chart, 'alert', { name: ALERT, description: 'A lookup', severity: 50, rule });
    const action = ProbeAction.lookup('www.example.com');
    new Probe(chart, 'probe', { namespace: 'drill', action, run: ProbeRun.pod(), detectedBy });
    Decoy.service(chart, 'decoy', { namespace: 'drill' });
    const pods = PolicySelector.parse("app == 'front'");
    const during = TimeWindow.between(new Date('2020-01-01T00:00:00Z'), new Date('2999-01-01T00:00:00Z'));
    new DeepPacketInspection(chart, 'inspection', { name: 'shop', namespace: 'drill', pods });
    new PacketCapture(chart, 'capture', { name: 'front', namespace: 'drill', pods, during });
    const events = detectedBy.events;
    new AlertException(chart, 'exception', { name: 'known', description: 'Known', events, during });
    const objects: Synthesized[] = Testing.synth(chart);
    dist = join(on.folder, 'drills.yaml');
    writeFileSync(dist, Yaml.stringify(...objects));
    await on.cluster.succeed(['create', 'namespace', 'drill']);
    await on.cluster.succeed(['apply', '--server-side', '--field-manager=calico-threat-defense', '-f', dist]);
    await on.cluster.behave({ commands: { dig: { stdout: '192.0.2.7\n' } } });
    await on.cluster.succeed(['wait', '--for=condition=Ready', 'pod', '--all', '-n', 'drill', '--timeout=60s']);
    verifier = await on.bound('drills', { cluster: managedCluster(), scopes: [chart] });
  }, 120_000);

  const status = (object: string[], value: object) =>
    on.cluster.kubectl([
      'patch',
      ...object,
      '--type=merge',
      '--subresource=status',
      '-p',
      JSON.stringify({ status: value }),
    ]);
  const setAlert = (value: object) =>
    on.cluster.succeed(['patch', 'globalalert', ALERT, '--type=merge', '-p', JSON.stringify({ status: value })]);
  const setInspection = (success: boolean) =>
    status(['deeppacketinspection', 'shop', '-n', 'drill'], { nodes: [{ node: 'node', active: { success } }] });
  const setCapture = (state: string) =>
    on.cluster.succeed([
      ...['patch', 'packetcapture', 'front', '-n', 'drill', '--type=merge', '-p'],
      JSON.stringify({ status: { files: [{ node: 'node', state }] } }),
    ]);

  /** The steps, without those about the cluster. */
  async function steps(kubeconfig = verifier, ...args: string[]): Promise<string[]> {
    const { stdout, exitCode } = await on.run(kubeconfig, 'verify', dist, '--format', 'json', ...args);
    const report = JSON.parse(stdout);
    return [...report.steps.map(({ step, outcome }: Synthesized) => `${step} ${outcome}`).slice(2), `exit ${exitCode}`];
  }

  it('passes with the rights of VerifierRole alone', async () => {
    await setAlert(running(600));
    await setInspection(true);
    await setCapture('Capturing');
    const names = ['objects', 'alert', 'decoy', 'inspection', 'capture', 'exception', 'trigger', 'event'];
    expect(await steps()).toEqual([...names.map((name) => `${name} ok`), 'exit 0']);
    expect(on.cluster.commandsRun()).toEqual([COMMAND]);
  });

  it('fails where the state of each kind is not what it should be', async () => {
    await setAlert({ ...running(600), active: false });
    await setInspection(false);
    await setCapture('Error');
    const found = await steps();
    expect(found).toEqual(
      expect.arrayContaining(['alert failed', 'inspection failed', 'capture failed', 'trigger skipped', 'exit 1']),
    );
    await setAlert(running(600));
    expect(await steps(verifier, '--only', ALERT)).toEqual([
      ...['objects', 'alert', 'trigger', 'event'].map((name) => `${name} ok`),
      'exit 0',
    ]);
  });

  it('fails where the pod of a probe is not ready, and waits for no event of it', async () => {
    const commands = { dig: { stdout: '192.0.2.7\n' } };
    const ready = (status: string) =>
      on.cluster.succeed(['wait', `--for=condition=Ready=${status}`, 'pod/probe', '-n', 'drill', '--timeout=20s']);
    await on.cluster.behave({ pods: [{ labels: { app: 'probe' }, outcome: PodOutcome.NOT_READY }], commands });
    await ready('False');
    const { stdout, exitCode } = await on.run(verifier, 'verify', dist, '--only', ALERT);
    const lines = [
      'FAILED trigger: Pod drill/probe looks up www.example.com',
      '  Pod probe is running, but not ready, so nothing can be run in it',
      `skipped event: nothing was run that could raise an event of GlobalAlert ${ALERT}`,
    ];
    expect(stdout).toContain(lines.join('\n'));
    expect([exitCode, on.cluster.commandsRun()]).toEqual([1, []]);
    await on.cluster.behave({ commands });
    await ready('True');
  });

  it.each([
    [PodOutcome.SUCCEEDED, 'ok', 'exit 0'],
    [PodOutcome.failed(9), 'failed', 'exit 1'],
  ])(
    'creates the Job of a probe on demand with these rights, and reads how it ended: %#',
    async (outcome, said, exit) => {
      const file = join(on.folder, 'on-demand.yaml');
      const own = new Chart(new App(), 'on-demand');
      CalicoCluster.provide(own, managedCluster());
      const detectedBy = new GlobalAlert(own, 'alert', { name: ALERT, description: 'A lookup', severity: 50, rule });
      const action = ProbeAction.lookup('www.example.com');
      const run = ProbeRun.onDemand();
      new Probe(own, 'probe', { namespace: 'drill', name: 'asked', action, run, detectedBy });
      writeFileSync(file, Yaml.stringify(...Testing.synth(own)));
      await on.cluster.succeed(['apply', '--server-side', '--field-manager=calico-threat-defense', '-f', file]);
      await on.cluster.behave({ pods: [{ labels: { app: 'asked' }, outcome }], logs: { netshoot: '192.0.2.7\n' } });
      await setAlert(running(600));
      const account = await on.bound('on-demand', { cluster: managedCluster(), scopes: [own] });
      const { stdout, exitCode } = await on.run(account, 'verify', file, '--format', 'json');
      const report = JSON.parse(stdout);
      const trigger = report.steps.find(({ step }: Synthesized) => step === 'trigger');
      expect([trigger.outcome, `exit ${exitCode}`]).toEqual([said, exit]);
      expect(report.changes).toEqual([expect.stringMatching(/^created Job drill\/asked-\w+; it is removed/)]);
      await on.cluster.behave({ commands: { dig: { stdout: '192.0.2.7\n' } } });
    },
  );

  it('fails where the exception has gone, and waits for no event that is not allowed', async () => {
    await on.cluster.succeed(['delete', 'alertexception', 'known']);
    await setAlert(running(-600));
    const found = await steps(verifier, '--timeout', '1s');
    expect(found).toEqual(expect.arrayContaining(['objects failed', 'exception failed', 'exit 1']));
  });

  it.each([
    ['pods/exec', 'trigger unknown'],
    ['deeppacketinspections', 'inspection unknown'],
    ['packetcaptures', 'capture unknown'],
    ['alertexceptions', 'exception unknown'],
    ['globalalerts', 'alert unknown'],
  ])('is inconclusive without the right to %s', async (resource, outcome) => {
    await on.cluster.succeed(['apply', '--server-side', '--field-manager=calico-threat-defense', '-f', dist]);
    await setInspection(true);
    await setCapture('Capturing');
    await setAlert(running(600));
    const without = ({ resources }: { resources: string[] }) => resources.includes(resource);
    const name = `without-${resource.replace('/', '-')}`;
    const found = await steps(
      await on.bound(name, { cluster: managedCluster(), scopes: [chart] }, without),
      '--timeout',
      '1s',
    );
    expect([found, found.at(-1)]).toEqual([expect.arrayContaining([outcome]), 'exit 2']);
  });

  it('says that a cluster lacks the kind', async () => {
    await on.cluster.succeed(['delete', 'crd', 'packetcaptures.projectcalico.org']);
    const { stdout } = await on.run(verifier, 'verify', dist, '--only', 'front');
    expect(stdout).toContain(
      'FAILED capture: PacketCapture drill/front cannot exist: the cluster does not have the kind PacketCapture of projectcalico.org/v3',
    );
  });
});
