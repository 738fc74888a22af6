import { setTimeout } from 'node:timers/promises';
import { App, Chart, Duration } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  LogSettings,
  type LogSettingsOptions,
  ThreatDefenseLogSettings,
} from '../../src';
import { readFelix } from '../../src/calico';
import { FELIX_FIELDS, type FelixFieldType } from '../../src/calico/felix-fields';
import { captureStderr, type Synthesized } from '../support';
import { ControlPlane } from './control-plane';

const RESOURCE = 'felixconfigurations.projectcalico.org';
const OURS = 'calico-threat-defense';
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });
const WORKSHOP: LogSettingsOptions = {
  flowLogsFlushInterval: Duration.seconds(10),
  dnsLogsFlushInterval: Duration.seconds(90),
  allowedFlows: FlowAggregation.BY_SOURCE,
  dnsPerPod: true,
  tcpStatistics: true,
};

/** A schema as Calico's: durations by a pattern that escapes the dot once too often, whole numbers in a range, flags. */
function schemaOf(type: FelixFieldType): object {
  switch (type.form) {
    case 'interval':
      return { type: 'string', pattern: '^([0-9]+(\\\\.[0-9]+)?(ms|s|m|h))*$' };
    case 'level':
      return { type: 'integer', minimum: 0, maximum: type.highest };
    case 'dns level':
      return { type: 'integer', minimum: 0, maximum: 1 };
    case 'flag':
      return { type: 'boolean' };
  }
}

/** The log settings with their types; other fields are kept as they are. */
const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: RESOURCE },
  spec: {
    group: 'projectcalico.org',
    scope: 'Cluster',
    names: { kind: 'FelixConfiguration', plural: 'felixconfigurations', singular: 'felixconfiguration' },
    versions: [
      {
        name: 'v3',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
                properties: Object.fromEntries(FELIX_FIELDS.map(({ name, type }) => [name, schemaOf(type)])),
              },
            },
          },
        },
      },
    ],
  },
};

/** What another manager sets on every cluster. */
const THEIRS = { bpfEnabled: false, flowLogsFileEnabled: true, dnsLogsFileEnabled: true, healthPort: 9099 };

describe('log settings on an API server', () => {
  captureStderr();
  let server: ControlPlane;
  beforeAll(async () => {
    server = await ControlPlane.start();
    await server.create([CRD]);
    await server.succeed(['wait', '--for=condition=Established', '--timeout=30s', `crd/${RESOURCE}`]);
    while (!(await server.kubectl(['get', '--raw=/apis/projectcalico.org/v3'])).stdout.includes('FelixConfiguration')) {
      await setTimeout(50);
    }
  });
  afterAll(() => server?.stop());

  beforeEach(async () => {
    await server.kubectl(['delete', RESOURCE, 'default', '--ignore-not-found']);
    await applyAs('operator', { ...THEIRS });
  });

  const applyAs = (manager: string, spec: object, ...args: readonly string[]) => {
    const input = JSON.stringify({
      apiVersion: 'projectcalico.org/v3',
      kind: 'FelixConfiguration',
      metadata: { name: 'default' },
      spec,
    });
    return server.kubectl(['apply', '--server-side', `--field-manager=${manager}`, '-f', '-', ...args], { input });
  };

  /** Writes the settings as `synth` does it, and gives the folder and the construct. */
  const write = (options: LogSettingsOptions) => {
    const folder = server.folder('log-settings');
    const app = new App({ outdir: folder });
    const made = new ThreatDefenseLogSettings(new Chart(app, 'settings'), 'log-settings', {
      cluster,
      settings: LogSettings.of(options),
    });
    app.synth();
    return { folder, made };
  };

  /** The command of the documentation. */
  const apply = (options: LogSettingsOptions, ...args: readonly string[]) =>
    server.kubectl(['apply', '--server-side', `--field-manager=${OURS}`, '-f', write(options).folder, ...args]);

  const object = async (): Promise<Synthesized> =>
    JSON.parse(await server.succeed(['get', RESOURCE, 'default', '--show-managed-fields', '-o', 'json']));

  /** The fields of the spec that a manager owns. */
  const ownedBy = async (manager: string): Promise<string[]> => {
    const { metadata } = await object();
    const entries = metadata.managedFields.filter((entry: Synthesized) => entry.manager === manager);
    return entries
      .flatMap(({ fieldsV1 }: Synthesized) => Object.keys(fieldsV1['f:spec'] ?? {}))
      .map((field: string) => field.replace('f:', ''))
      .filter((field: string) => field !== '.')
      .sort();
  };

  it('are added to what another manager owns', async () => {
    const before = await object();
    expect(await apply(WORKSHOP)).toMatchObject({
      status: 0,
      stdout: 'felixconfiguration.projectcalico.org/default serverside-applied\n',
      stderr: '',
    });
    const after = await object();
    const ours = {
      flowLogsFlushInterval: '10s',
      dnsLogsFlushInterval: '1m30s',
      flowLogsFileAggregationKindForAllowed: 1,
      dnsLogsFileAggregationKind: 0,
      flowLogsCollectTcpStats: true,
    };
    expect(after.spec).toEqual({ ...THEIRS, ...ours });
    expect(after.metadata.uid).toBe(before.metadata.uid);
    expect(await ownedBy('operator')).toEqual(Object.keys(THEIRS).sort());
    expect(await ownedBy(OURS)).toEqual(Object.keys(ours).sort());
    expect(LogSettings.fromFelixConfiguration(JSON.stringify(after))).toEqual(LogSettings.of(WORKSHOP));
  });

  it('change nothing when they are applied again', async () => {
    await apply(WORKSHOP);
    const { metadata } = await object();
    expect(await apply(WORKSHOP)).toMatchObject({ status: 0, stderr: '' });
    expect((await object()).metadata.resourceVersion).toBe(metadata.resourceVersion);
    const diff = ['diff', '--server-side', `--field-manager=${OURS}`, '-f', write(WORKSHOP).folder];
    expect(await server.kubectl(diff)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    // Neither does the other manager.
    expect(await applyAs('operator', { ...THEIRS })).toMatchObject({ status: 0, stderr: '' });
    expect((await object()).metadata.resourceVersion).toBe(metadata.resourceVersion);
  });

  it('are in conflict with another manager of the same field, and then change nothing', async () => {
    await applyAs('other', { flowLogsFlushInterval: '1m' });
    const { metadata } = await object();
    const { status, stderr } = await apply(WORKSHOP);
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('conflict with "other": .spec.flowLogsFlushInterval'),
    ]);
    expect((await object()).metadata.resourceVersion).toBe(metadata.resourceVersion);

    expect(await apply(WORKSHOP, '--force-conflicts')).toMatchObject({ status: 0 });
    expect((await object()).spec).toMatchObject({ ...THEIRS, flowLogsFlushInterval: '10s' });
    expect(await ownedBy('other')).toEqual([]);
  });

  it('are no conflict where both want the same', async () => {
    await applyAs('other', { flowLogsFlushInterval: '10s' });
    expect(await apply(WORKSHOP)).toMatchObject({ status: 0, stderr: '' });
    expect(await ownedBy('other')).toEqual(['flowLogsFlushInterval']);
  });

  it('are removed with the setting, and nothing else is', async () => {
    await apply(WORKSHOP);
    await apply({ tcpStatistics: true });
    expect((await object()).spec).toEqual({ ...THEIRS, flowLogsCollectTcpStats: true });
  });

  it('can be made with the printed command as well', async () => {
    const { patchCommand } = write(WORKSHOP).made;
    const [, args = '', patch = ''] = /^kubectl (.*) --patch '(.*)'$/.exec(patchCommand) ?? [];
    await server.succeed([...args.split(' '), '--patch', patch]);
    const { spec, metadata } = await object();
    expect(spec).toEqual({ ...THEIRS, ...JSON.parse(patch).spec });
    expect(await server.succeed([...args.split(' '), '--patch', patch])).toContain('(no change)');
    expect((await object()).metadata.resourceVersion).toBe(metadata.resourceVersion);
  });

  it.each([
    ['flowLogsFlushInterval', '1.5m'],
    ['flowLogsFlushInterval', '10 s'],
    ['flowLogsFlushInterval', '10'],
    ['flowLogsFlushInterval', 10],
    ['l7LogsFlushInterval', '-10s'],
    ['l7LogsFlushInterval', '+10s'],
    ['dnsLogsFlushInterval', '60000000000ns'],
    ['dnsLogsFlushInterval', '60000000us'],
    ['flowLogsFileAggregationKindForAllowed', 3],
    ['flowLogsFileAggregationKindForDenied', 4],
    ['flowLogsFileAggregationKindForDenied', -1],
    ['flowLogsFileAggregationKindForDenied', 1.5],
    ['dnsLogsFileAggregationKind', 2],
    ['flowLogsFileAggregationKindForAllowed', '1'],
    ['flowLogsCollectTcpStats', 'true'],
  ])('are rejected by the server where our check rejects them: %s = %j', async (field, value) => {
    expect(readFelix({ spec: { [field]: value } }).findings).toHaveLength(1);
    const { status, stderr } = await applyAs(OURS, { [field]: value });
    expect([status, stderr]).toEqual([1, expect.stringContaining(field)]);
  });
});
