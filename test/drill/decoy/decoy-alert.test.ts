import { Duration } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  Decoy,
  FlowAggregation,
  LogSettings,
  type LogSettingsOptions,
} from '../../../src';
import { AlertTest, FlowLogs } from '../../../src/testing';
import { captureStderr, testChart } from '../../support';
import type { Kind } from './decoys';

/** Settings that differ in when rows are written, and in what they have in common. */
const SETTINGS: Readonly<Record<string, LogSettingsOptions>> = {
  'the defaults': {},
  'rows of single connections': { allowedFlows: FlowAggregation.NONE, deniedFlows: FlowAggregation.NONE },
  'rows every 10 seconds, as in the workshop': {
    flowLogsFlushInterval: Duration.seconds(10),
    allowedFlows: FlowAggregation.BY_SOURCE,
  },
  'rows every hour': { flowLogsFlushInterval: Duration.hours(1) },
  'rows every second': { flowLogsFlushInterval: Duration.seconds(1), labels: false },
  'rows once a day': { flowLogsFlushInterval: Duration.hours(24) },
};

describe.each(Object.entries(SETTINGS))('the alert of a decoy, with %s', (_, settings) => {
  captureStderr();
  const logs = LogSettings.of(settings);
  const ours = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24'), logs });
  const PORTS: Readonly<Record<Kind, number>> = { service: 8080, database: 5432, ipEnumeration: 9 };
  const decoys = (['service', 'database', 'ipEnumeration'] as const).map((kind): [Kind, Decoy] => [
    kind,
    Decoy[kind](testChart(), 'decoy', { cluster: ours, namespace: 'shop' }),
  ]);

  it.each(decoys)('raises an event for one connection: %s', (kind, { alert, decoyName }) => {
    const to = `shop/${decoyName}-*`;
    const connection = FlowLogs.connections({ from: 'team/tools-*', to, port: PORTS[kind] });
    const title = kind === 'ipEnumeration' ? 'pod' : kind;
    AlertTest.of(alert)
      .over(connection, FlowLogs.ordinary())
      .raises({
        record: {
          source_namespace: 'team',
          source_name_aggr: 'tools-7d9f6c5b4-*',
          dest_namespace: 'shop',
          action: 'allow',
        },
        text: `Decoy ${title} shop/${decoyName}: connection from team/tools-7d9f6c5b4-* (allow)`,
      });
  });

  it.each(decoys)('raises one where a policy at the decoy denies it: %s', (kind, { alert, decoyName }) => {
    const row = { dest_namespace: 'shop', dest_name_aggr: `${decoyName}-7d9f6c5b4-*`, dest_port: PORTS[kind] };
    const outside = { source_namespace: '-', source_name_aggr: 'pub', source_type: 'net' };
    AlertTest.of(alert)
      .over(FlowLogs.row({ ...row, ...outside, reporter: 'dst', action: 'deny' }))
      .raises({ record: { source_namespace: '-', source_name_aggr: 'pub', action: 'deny' } });
  });

  it.each(decoys)('raises nothing for traffic elsewhere: %s', (kind, { alert, decoyName }) => {
    const port = PORTS[kind];
    AlertTest.of(alert)
      .over(
        FlowLogs.ordinary(),
        FlowLogs.connections({ from: `shop/${decoyName}-*`, to: 'team/tools-*', port }),
        FlowLogs.connections({ from: 'team/tools-*', to: `other/${decoyName}-*`, port }),
        FlowLogs.connections({ from: 'team/tools-*', to: 'shop/web-*', port }),
      )
      .raisesNothing();
  });
});

describe('the alert of a decoy, with denied flows that have no ports', () => {
  const stderr = captureStderr();
  const logs = LogSettings.of({ deniedFlows: FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS });
  const ours = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24'), logs });
  const denied = (name: string) =>
    FlowLogs.row({
      dest_namespace: 'default',
      dest_name_aggr: `${name}-7d9f6c5b4-*`,
      dest_port: null,
      reporter: 'dst',
      action: 'deny',
    });

  it('does not see them if it looks for a port, which the program warns of', () => {
    const { alert, decoyName } = Decoy.database(testChart(), 'decoy', { cluster: ours });
    expect(stderr()).toMatch(/^test\/decoy\/Alert: 1 warning\n.*dest_port is empty in logs of denied flows.*\n$/);
    AlertTest.of(alert).over(denied(decoyName)).raisesNothing();
    const connection = FlowLogs.connections({ from: 'team/tools-*', to: 'default/database-*', port: 5432 });
    AlertTest.of(alert).over(connection).raises();
  });

  it('sees them if it looks for any port', () => {
    const { alert, decoyName } = Decoy.ipEnumeration(testChart(), 'decoy', { cluster: ours });
    expect(stderr()).toBe('');
    AlertTest.of(alert).over(denied(decoyName)).raises();
  });
});
