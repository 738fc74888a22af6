import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Chart, Cron, Duration, Testing, Yaml } from 'cdk8s';
import {
  AlertException,
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  Decoy,
  DeepPacketInspection,
  DemoTarget,
  GlobalAlert,
  LogSettings,
  NetshootScanner,
  PacketCapture,
  PolicySelector,
  PortScanAlert,
  Probe,
  ProbeAction,
  ProbeRun,
  Query,
  ScanRun,
  SecurityEventWebhook,
  ThreatFeedChart,
  TimeWindow,
  ValueSource,
  VerifierRole,
  VerifierSubject,
  WebhookConsumer,
} from '../../src';
import { ScanRunKind } from '../../src/drill';
import type { CommandResult } from '../cli/command';
import { startInProcess } from '../cli/in-process';
import { captureStderr, managedCluster, type Synthesized, testChart } from '../support';
import { FakeApiServer } from './fake-api-server';
import { WORKSHOP } from './fake-cluster';
import { connections, DENIED } from './fake-feed';
import { FakeModule, moduleObjects, NMAP } from './fake-module';
import { Rbac } from './rbac';

const RUNS: readonly [string, ScanRun][] = [
  ['in a pod', ScanRun.pod()],
  ['on demand', ScanRun.onDemand()],
  ['once', ScanRun.once()],
  ['by the clock', ScanRun.schedule(Cron.daily())],
];

/** What only Calico's own API server asks for. */
const ASKED_BY_CALICO = /tier/;

const isRole = ({ kind }: Synthesized) => kind.includes('Role');

/** Everything that there is a step for, in a chart of one's own. */
function drills(chart: Chart): void {
  const lookup = (name: string, run: ProbeRun) => {
    const rule = AlertRule.dns({ query: Query.parse('qname = "www.example.com"') });
    const detectedBy = new GlobalAlert(chart, name, { name, description: 'A lookup', severity: 50, rule });
    const action = ProbeAction.lookup('www.example.com');
    new Probe(chart, `probe-${name}`, { namespace: 'drill', name: `probe-${name}`, action, run, detectedBy });
  };
  lookup('pod', ProbeRun.pod());
  lookup('demand', ProbeRun.onDemand());
  const { scanTarget: target } = new DemoTarget(chart, 'demo', { namespace: 'drill' });
  new NetshootScanner(chart, 'scanner', { target, detectedBy: new PortScanAlert(chart, 'scan') });
  const decoy = Decoy.service(chart, 'decoy', { namespace: 'decoys' });
  const pods = PolicySelector.parse("app == 'nginx'");
  const during = TimeWindow.between(new Date('2020-01-01T00:00:00Z'), new Date('2999-01-01T00:00:00Z'));
  new DeepPacketInspection(chart, 'inspection', { name: 'shop', namespace: 'drill', pods });
  new PacketCapture(chart, 'capture', { name: 'front', namespace: 'drill', pods, during });
  const events = decoy.alert.events;
  new AlertException(chart, 'exception', { name: 'known', description: 'Known', events, during });
  const consumer = WebhookConsumer.generic({ url: ValueSource.of('https://example.com/hook') });
  new SecurityEventWebhook(chart, 'webhook', { name: 'soc', events, consumer });
}

describe('the permissions of VerifierRole', () => {
  captureStderr();
  let rbac: Rbac;
  let cluster: FakeModule;
  const server = new FakeApiServer(
    (asked) => cluster.answer(asked),
    (asked) => rbac.whyNot(asked),
  );
  const dist = join(server.folder, 'dist');
  beforeAll(async () => {
    await server.start();
    mkdirSync(dist);
  });
  afterAll(() => server.stop());

  /** A cluster on which the scan is about to be noticed, and whose scans that run by themselves are over. */
  function settled(objects: readonly Synthesized[]): FakeModule {
    const now = new Date().toISOString();
    const module = new FakeModule(WORKSHOP).apply(objects);
    const later = new Date(Date.now() + 60_000).toISOString();
    module.get('GlobalAlert').status.lastEvent = later;
    const job = module.get('Job');
    if (job !== undefined) {
      job.status = module.jobStatus(now);
    }
    const owner = { uid: 'uid-CronJob-netshoot' };
    const own = { metadata: { name: 'netshoot-1', namespace: 'dev', ownerReferences: [owner] } };
    module.objects.set('/apis/batch/v1/namespaces/dev/jobs/netshoot-1', { ...own, status: module.jobStatus(now) });
    return module;
  }

  const run = (args: readonly string[]): Promise<CommandResult> =>
    startInProcess(args, { KUBECONFIG: server.kubeconfig }).result;

  it.each(
    RUNS.flatMap(([title, scan]) => [false, true].map((apply): [string, boolean, ScanRun] => [title, apply, scan])),
  )('are just what detect and verify use, with a scan %s, applied: %s', async (_, apply, scan) => {
    const logs = LogSettings.of({ flowLogsFlushInterval: Duration.seconds(10) });
    const withLogs = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.14'), logs });
    const included = { includeLogSettings: scan.kind === ScanRunKind.ON_DEMAND };
    const objects = moduleObjects(
      included.includeLogSettings ? withLogs : managedCluster(),
      scan,
      (chart, scanner) => {
        new VerifierRole(chart, 'verifier', { scanner, apply, subjects: [VerifierSubject.group('drill')] });
      },
      included,
    );
    writeFileSync(join(dist, 'module.yaml'), Yaml.stringify(...objects));
    server.execution = { output: NMAP, status: { status: 'Success' } };
    rbac = new Rbac(objects);
    cluster = settled(objects);
    expect((await run(['detect'])).exitCode).toBe(0);

    // What is missing is looked for once more, and a pod that is not ready is asked why.
    cluster = new FakeModule(WORKSHOP).apply(objects.filter(isRole));
    cluster.podStatus = { phase: 'Pending' };
    cluster.podEvents = [{ type: 'Warning', reason: 'FailedMount', message: 'secret "x" not found' }];
    const first = await run(['verify', dist, '--format', 'json', ...(apply ? ['--apply'] : [])]);
    expect(first.stdout).not.toContain('no rule lets');
    expect(JSON.parse(first.stdout).changes).toHaveLength(apply ? objects.filter((one) => !isRole(one)).length : 0);

    cluster = settled(objects);
    const { stdout, exitCode } = await run(['verify', dist]);
    expect([stdout.match(/^(FAILED|UNKNOWN).*/gm), exitCode]).toEqual([null, 0]);
    expect(rbac.unused.filter((rule) => !ASKED_BY_CALICO.test(rule))).toEqual([]);
  });

  it.each([false, true])("are just what charts of one's own use, applied: %s", async (apply) => {
    const chart = testChart();
    CalicoCluster.provide(chart, managedCluster('3.22'));
    drills(chart);
    new VerifierRole(chart, 'verifier', { scopes: [chart], apply, subjects: [VerifierSubject.group('drill')] });
    const objects: Synthesized[] = Testing.synth(chart);
    writeFileSync(join(dist, 'module.yaml'), Yaml.stringify(...objects));
    const status = { status: 'Success' };
    server.execution = (command) => ({ output: command.startsWith('nmap') ? NMAP : '192.0.2.7\n', status });
    rbac = new Rbac(objects);
    const facts = { cnxVersion: 'v3.22.0', connected: true };
    const fresh = (applied: readonly Synthesized[]) => {
      cluster = new FakeModule(facts).apply(applied);
      cluster.namespaces.add('decoys');
    };
    fresh(objects);
    expect((await run(['detect'])).exitCode).toBe(0);
    fresh(objects.filter(isRole));
    const first = await run(['verify', dist, '--format', 'json', ...(apply ? ['--apply'] : [])]);
    expect(first.stdout).not.toContain('no rule lets');
    expect(JSON.parse(first.stdout).changes.length > 0).toBe(apply);

    fresh(objects);
    const inspection = cluster.get('DeepPacketInspection');
    inspection.status = { nodes: [{ node: 'a', active: { success: true } }] };
    cluster.get('PacketCapture').status = { files: [{ node: 'a', state: 'Capturing' }] };
    cluster.raiseEvents(60_000);
    const decoy = [...cluster.objects.values()].find(({ metadata }) => metadata.namespace === 'decoys');
    expect(decoy).toBeDefined();
    const { stdout, exitCode } = await run(['verify', dist]);
    expect([stdout.match(/^(FAILED|UNKNOWN).*/gm), exitCode]).toEqual([null, 0]);
    // Events are only listed for a pod that is not ready.
    cluster.overrides.set('/api/v1/namespaces/decoys/pods', { items: [{ metadata: { name: 'a' }, status: {} }] });
    expect((await run(['verify', dist, '--timeout', '1s'])).stdout).toContain('FAILED decoy: pod a is starting');
    expect(rbac.unused).toEqual([]);
  });

  it.each([false, true])('are just what the exercise with a threat feed uses, applied: %s', async (apply) => {
    const made = managedCluster('3.14');
    const chart = new ThreatFeedChart(new App(), 'threat-feed', { cluster: made });
    new VerifierRole(chart, 'verifier', { probe: chart.probe, apply, subjects: [VerifierSubject.group('drill')] });
    const objects: Synthesized[] = Testing.synth(chart);
    writeFileSync(join(dist, 'module.yaml'), Yaml.stringify(...objects));
    server.execution = connections(DENIED);
    rbac = new Rbac(objects);
    cluster = new FakeModule(WORKSHOP).apply(objects);
    expect((await run(['detect'])).exitCode).toBe(0);

    cluster = new FakeModule(WORKSHOP).apply(objects.filter(isRole));
    const first = await run(['verify', dist, '--format', 'json', ...(apply ? ['--apply'] : [])]);
    expect(first.stdout).not.toContain('no rule lets');
    expect(JSON.parse(first.stdout).changes).toHaveLength(apply ? objects.filter((one) => !isRole(one)).length : 0);

    cluster = new FakeModule(WORKSHOP).apply(objects);
    const { stdout, exitCode } = await run(['verify', dist]);
    expect([stdout.match(/^(FAILED|UNKNOWN).*/gm), exitCode]).toEqual([null, 0]);
    // A server with Calico's own API requires these as well.
    expect(rbac.unused.filter((rule) => !rule.includes(' tier.'))).toEqual([]);
  });
});
