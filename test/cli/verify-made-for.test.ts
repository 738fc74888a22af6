import { App, Chart, Duration, Testing } from 'cdk8s';
import {
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  DemoTarget,
  FlowAggregation,
  GlobalAlert,
  LogSettings,
  NetshootScanner,
  PortScanAlert,
  Query,
  ScanRun,
} from '../../src';
import { captureStderr, managedCluster, type Synthesized } from '../support';
import { WORKSHOP } from '../verify/fake-cluster';
import { FakeModule, moduleObjects } from '../verify/fake-module';
import { verifying } from './verifying';

const fake = verifying();
captureStderr();

/** Module 7 with other annotations. */
function madeFor(release: string, topology = 'managed'): Synthesized[] {
  const objects = moduleObjects(managedCluster('3.14'), ScanRun.onDemand());
  for (const { metadata } of objects) {
    Object.assign(metadata.annotations, {
      'calico-threat-defense/release': release,
      'calico-threat-defense/topology': topology,
    });
  }
  return objects;
}

describe('alerts that were made for other log settings', () => {
  const FLOWS = 'flow logs that are written every 300 seconds and aggregated to level 2 (allowed) and 1 (denied)';

  it.each([
    [{ flowLogsFlushInterval: '10s' }, 'failed'],
    [{ flowLogsFlushInterval: '5m0s', flowLogsFileAggregationKindForAllowed: 2 }, 'ok'],
    [{ dnsLogsFlushInterval: '10s' }, 'ok'],
  ])('are found on a cluster with %j', async (felix, outcome) => {
    const cluster = managedCluster('3.24');
    fake.use(moduleObjects(cluster, ScanRun.onDemand()), { cnxVersion: 'v3.24.0-1.0', connected: true, felix });
    const { outcomes, details } = await fake.steps();
    expect(outcomes[1]).toBe(`made-for ${outcome}`);
    if (outcome === 'failed') {
      expect(details['made-for']).toContain(
        `the alerts were made for ${FLOWS}, but the cluster has flow logs that are written every 10 seconds and aggregated to level 2 (allowed) and 1 (denied)`,
      );
    }
  });
});

describe('log settings', () => {
  const RELEASE = { cnxVersion: 'v3.24.0-1.0', connected: true };
  const alertOn = (dataSet: 'dns' | 'l7', logs?: LogSettings) => {
    const chart = new Chart(new App(), 'alerts');
    const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24'), logs });
    const query = Query.parse(dataSet === 'dns' ? 'qtype = A' : 'response_code = "500"');
    const common = { cluster, name: `network.${dataSet}`, description: 'x', severity: 1, lookback: Duration.hours(1) };
    new GlobalAlert(chart, 'alert', { ...common, rule: AlertRule[dataSet]({ query }) });
    return Testing.synth(chart);
  };

  it.each([
    ['dns', { dnsLogsFlushInterval: '10s' }, 'DNS logs that are written every 10 seconds without the names of pods'],
    ['dns', { dnsLogsFileAggregationKind: 0 }, 'DNS logs that are written every 300 seconds and name pods'],
    ['l7', { l7LogsFlushInterval: '15s' }, 'L7 logs that are written every 15 seconds'],
  ] as const)('of an alert over %s are those of the cluster: %j', async (dataSet, felix, is) => {
    fake.use(alertOn(dataSet), { ...RELEASE, felix });
    const { outcomes, details } = await fake.steps();
    expect([outcomes[1], details['made-for']]).toEqual([
      'made-for failed',
      expect.stringMatching(
        new RegExp(`\nthe alerts were made for .*, but the cluster has ${is}; set the log settings of`),
      ),
    ]);
    const logs = LogSettings.fromFelixConfiguration(
      JSON.stringify({
        apiVersion: 'projectcalico.org/v3',
        kind: 'FelixConfiguration',
        metadata: { name: 'default' },
        spec: felix,
      }),
    );
    fake.use(alertOn(dataSet, logs), { ...RELEASE, felix });
    expect((await fake.steps()).outcomes[1]).toBe('made-for ok');
  });

  it('cannot be compared where one of them is not known, and others can', async () => {
    const felix = { dnsLogsFlushInterval: '500ms', flowLogsFlushInterval: '10s', dnsLogsFileIncludeLabels: true };
    fake.use([...alertOn('dns'), ...alertOn('l7')], { ...RELEASE, felix });
    const { outcomes, details } = await fake.steps();
    expect([outcomes[1], details['made-for']]).toEqual([
      'made-for ok',
      expect.stringContaining(
        'the log settings of the cluster cannot be compared: dnsLogsFlushInterval must be a Go duration',
      ),
    ]);
  });

  const logs = LogSettings.of({ flowLogsFlushInterval: Duration.seconds(10), allowedFlows: FlowAggregation.NONE });
  const withFelix = () => {
    const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24'), logs });
    return moduleObjects(cluster, ScanRun.onDemand(), () => {}, { includeLogSettings: true });
  };

  it('of the manifests are applied to the FelixConfiguration of the cluster, which is not ours', async () => {
    fake.use(withFelix());
    fake.cluster = new FakeModule({
      ...RELEASE,
      felix: { bpfEnabled: true, flowLogsFileAggregationKindForAllowed: 2 },
    });
    const { outcomes, details, report } = await fake.steps(['--apply']);
    expect([outcomes.slice(1, 4), details.apply]).toEqual([
      ['made-for ok', 'apply ok', 'objects ok'],
      expect.any(String),
    ]);
    expect(report.changes).toContain('applied FelixConfiguration default');
    const patched = fake.server.asked.filter(({ method, path }) => method === 'PATCH' && path.includes('felix'));
    expect(patched.map(({ query }) => query)).toEqual([
      { fieldManager: 'calico-threat-defense', dryRun: 'All' },
      { fieldManager: 'calico-threat-defense' },
    ]);
  });

  it('of the manifests that are not applied are missing on the cluster', async () => {
    fake.use(withFelix());
    fake.cluster.objects.delete('/apis/projectcalico.org/v3/felixconfigurations/default');
    fake.cluster = Object.assign(new FakeModule({ ...RELEASE, felix: { flowLogsFlushInterval: '10s' } }), {
      objects: fake.cluster.objects,
      namespaces: fake.cluster.namespaces,
    });
    const { outcomes, details } = await fake.steps();
    expect([outcomes[1], outcomes[2]]).toEqual(['made-for ok', 'objects failed']);
    expect(details.objects).toContain(
      'FelixConfiguration default was changed: spec.flowLogsFileAggregationKindForAllowed is missing, not 0',
    );
  });

  it('of the manifests do not hide that an alert was made for others', async () => {
    const objects = withFelix();
    delete objects.find(({ kind }) => kind === 'GlobalAlert').metadata.annotations[
      'calico-threat-defense/log-settings'
    ];
    fake.use(objects);
    fake.cluster = new FakeModule(RELEASE).apply(objects.filter(({ kind }) => kind !== 'FelixConfiguration'));
    const { outcomes, details } = await fake.steps();
    expect([outcomes[1], details['made-for']]).toEqual([
      'made-for failed',
      expect.stringContaining(
        ', but with the FelixConfiguration here, the cluster has flow logs that are written every 10 seconds',
      ),
    ]);
  });
});

describe('manifests that were made for Calico Cloud', () => {
  it('may be for a managed cluster, which does not report whether it is connected to it', async () => {
    fake.use(madeFor('cloud-18.3.0'));
    const { outcomes, details, exitCode } = await fake.steps();
    expect([exitCode, outcomes[1]]).toEqual([2, 'made-for unknown']);
    expect(details['made-for']).toMatch(/it cannot be determined whether that is what Calico Cloud runs/);
  });

  it('are not for a cluster that is not managed', async () => {
    fake.use(madeFor('cloud-18.3.0', 'standalone'), { ...WORKSHOP, connected: false });
    const { outcomes, exitCode } = await fake.steps();
    expect([exitCode, outcomes[1]]).toEqual([1, 'made-for failed']);
  });

  it('are for no cluster where the release does not exist', async () => {
    fake.use(madeFor('3.14-nonsense'));
    const { outcomes, details } = await fake.steps();
    expect([outcomes[1], details['made-for']]).toEqual([
      'made-for failed',
      'the manifests were made for "3.14-nonsense", which is not a Calico release',
    ]);
  });
});

describe('manifests that were made for another cluster', () => {
  beforeEach(() => fake.use(moduleObjects(managedCluster('3.14'), ScanRun.onDemand())));

  it.each<[string, Partial<typeof WORKSHOP>, RegExp]>([
    [
      'release',
      { cnxVersion: 'v3.22.1' },
      /made for Calico Enterprise 3.14.0, but the cluster runs Calico Enterprise 3.22.1/,
    ],
    ['name', { clusterName: 'other' }, /made for the name "acme.aks-prod", but the cluster's is "other"/],
    ['topology', { connected: false }, /made for the topology "managed", but the cluster's is "standalone"/],
  ])('touches nothing where the manifests were made for another %s', async (_, facts, message) => {
    fake.cluster = new FakeModule({ ...WORKSHOP, ...facts });
    const { outcomes, details, exitCode } = await fake.steps(['--apply']);
    expect(exitCode).toBe(1);
    expect(details['made-for']).toMatch(message);
    expect(outcomes.slice(0, 3)).toEqual(['cluster ok', 'made-for failed', 'apply skipped']);
    expect(fake.server.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
  });
});

describe("verify, of a chart of one's own", () => {
  const ownChart = () => {
    const chart = new Chart(new App(), 'threat-defense');
    CalicoCluster.provide(chart, managedCluster('3.14'));
    const target = new DemoTarget(chart, 'target');
    const detectedBy = new PortScanAlert(chart, 'port-scan');
    new NetshootScanner(chart, 'scanner', { target: target.scanTarget, run: ScanRun.onDemand(), detectedBy });
    return Testing.synth(chart);
  };

  it('knows what the objects below CalicoCluster.provide were made for', async () => {
    fake.use(ownChart());
    const { stdout, exitCode } = await fake.verify();
    expect(stdout).toContain('ok made-for: made for Calico Enterprise 3.14.0;');
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/\nall steps passed\n$/)]);
  });

  it('touches nothing where they were made for another cluster', async () => {
    fake.use(ownChart(), { ...WORKSHOP, clusterName: 'other' });
    const { outcomes, exitCode } = await fake.steps(['--apply']);
    expect([exitCode, outcomes.slice(1, 3)]).toEqual([1, ['made-for failed', 'apply skipped']]);
  });

  it('cannot tell where nothing says so', async () => {
    const objects = ownChart();
    for (const { metadata } of objects) {
      for (const name of ['release', 'topology', 'cluster']) {
        delete metadata.annotations[`calico-threat-defense/${name}`];
      }
    }
    fake.use(objects);
    const { details, exitCode } = await fake.steps();
    expect(exitCode).toBe(2);
    expect(details['made-for']).toMatch(
      /^no manifest has the annotations calico-threat-defense\/release, calico-threat-defense\/topology, calico-threat-defense\/cluster, so the manifests cannot be matched to this cluster/,
    );
  });
});
