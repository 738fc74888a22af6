import { Duration } from 'cdk8s';
import { FlowAggregation, LogSettings } from '../../src/calico';
import { type Connection, deploymentPods, flowRows, portScan, steadyTraffic } from '../../src/logs';

const [web0, web1] = deploymentPods('shop', 'web', 2) as [Connection['source'], Connection['source']];
const [db] = deploymentPods('data', 'db', 1, 2) as [Connection['source']];

function connection(changes: Partial<Connection> = {}): Connection {
  return { at: 0, source: web0, sourcePort: 40_000, dest: db, destPort: 80, proto: 'tcp', action: 'allow', ...changes };
}

function settings(aggregation?: FlowAggregation, seconds = 300): LogSettings {
  return LogSettings.of({
    flowLogsFlushInterval: Duration.seconds(seconds),
    ...(aggregation === FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS ? {} : { allowedFlows: aggregation }),
    deniedFlows: aggregation,
  });
}

describe('the rows of flow logs', () => {
  it('have the fields of both ends, once for each reporter', () => {
    const common = {
      start_time: 0,
      end_time: 300,
      action: 'allow',
      proto: 'tcp',
      source_type: 'wep',
      source_namespace: 'shop',
      source_name: 'web-7d9f6c5b4-xxxx0',
      source_name_aggr: 'web-7d9f6c5b4-*',
      source_ip: '10.1.1.1',
      source_port: 40_000,
      dest_type: 'wep',
      dest_namespace: 'data',
      dest_name: 'db-7d9f6c5b4-xxxx0',
      dest_name_aggr: 'db-7d9f6c5b4-*',
      dest_ip: '10.1.2.1',
      dest_port: 80,
      num_flows: 1,
    };
    const source = { ...web0, node: 'node-7' };
    expect(flowRows([connection({ source })], settings(FlowAggregation.NONE))).toEqual([
      { ...common, host: 'node-7', reporter: 'src' },
      { ...common, host: 'node-1', reporter: 'dst' },
    ]);
  });

  it.each<[FlowAggregation, object]>([
    [
      FlowAggregation.BY_SOURCE,
      { source_name: 'web-7d9f6c5b4-xxxx0', source_port: null, dest_ip: '10.1.2.1', dest_port: 80 },
    ],
    [
      FlowAggregation.BY_POD_PREFIX,
      {
        source_name: '-',
        source_name_aggr: 'web-7d9f6c5b4-*',
        source_ip: null,
        source_port: null,
        dest_name: '-',
        dest_name_aggr: 'db-7d9f6c5b4-*',
        dest_ip: null,
        dest_port: 80,
      },
    ],
    [
      FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS,
      { source_name: '-', dest_name: '-', source_port: null, dest_port: null },
    ],
  ])('lose what the level %s aggregates', (aggregation, fields) => {
    const [row] = flowRows([connection({ action: 'deny' })], settings(aggregation));
    expect(row).toMatchObject(fields);
  });

  // At which levels a connection that differs in this has a row of its own.
  const LEVELS = [
    FlowAggregation.NONE,
    FlowAggregation.BY_SOURCE,
    FlowAggregation.BY_POD_PREFIX,
    FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS,
  ];
  it.each<[string, Partial<Connection>, readonly number[]]>([
    ['port of the source', { sourcePort: 40_001 }, [0]],
    ['port of the destination', { destPort: 81 }, [0, 1, 2]],
    ['address of the source', { source: { ...web0, ip: '10.1.1.9' } }, [0, 1]],
    ['name of the source', { source: { ...web0, name: 'web-7d9f6c5b4-other' } }, [0, 1]],
    ['prefix of the source', { source: { ...web0, nameAggr: 'other-*' } }, [2, 3]],
    ['namespace of the source', { source: { ...web0, namespace: 'other' } }, [0, 1, 2, 3]],
    ['node of the source', { source: { ...web0, node: 'node-9' } }, [0, 1, 2, 3]],
    ['address of the destination', { dest: { ...db, ip: '10.1.2.9' } }, [0, 1]],
    ['name of the destination', { dest: { ...db, name: 'db-7d9f6c5b4-other' } }, [0, 1]],
    ['prefix of the destination', { dest: { ...db, nameAggr: 'other-*' } }, [2, 3]],
    ['namespace of the destination', { dest: { ...db, namespace: 'other' } }, [0, 1, 2, 3]],
    ['node of the destination', { dest: { ...db, node: 'node-9' } }, []],
    ['protocol', { proto: 'udp' }, [0, 1, 2, 3]],
    ['action', { action: 'allow' }, [0, 1, 2, 3]],
    ['interval', { at: 300 }, [0, 1, 2, 3]],
    ['time within the interval', { at: 299.9 }, []],
  ])('are separate for another %s, if the level keeps it', (_, changes, levels) => {
    const separate = LEVELS.map((aggregation) => {
      const connections = [connection({ action: 'deny' }), connection({ action: 'deny', ...changes })];
      return flowRows(connections, settings(aggregation)).filter(({ reporter }) => reporter === 'src').length === 2;
    });
    expect(separate).toEqual(LEVELS.map((_, index) => levels.includes(index)));
  });

  it('count different connections once each', () => {
    const connections = [
      connection(),
      connection({ at: 1 }),
      connection({ sourcePort: 40_001 }),
      connection({ source: { ...web0, ip: '10.1.1.9' } }),
      connection({ dest: { ...db, ip: '10.1.2.9' } }),
    ];
    const rows = flowRows(connections, settings(FlowAggregation.BY_POD_PREFIX));
    expect(rows.map(({ reporter, num_flows }) => [reporter, num_flows])).toEqual([
      ['src', 4],
      ['dst', 4],
    ]);
  });

  it('of a connection that is denied are from the source only', () => {
    const rows = flowRows([connection({ action: 'deny' })], settings(FlowAggregation.NONE));
    expect(rows.map(({ reporter }) => reporter)).toEqual(['src']);
  });

  it('are aggregated by the level of their action', () => {
    const logs = LogSettings.of({
      allowedFlows: FlowAggregation.NONE,
      deniedFlows: FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS,
    });
    const rows = flowRows([connection(), connection({ action: 'deny' })], logs);
    expect(rows.map(({ action, dest_port }) => [action, dest_port])).toEqual([
      ['allow', 80],
      ['allow', 80],
      ['deny', null],
    ]);
  });

  it('begin at a multiple of the flush interval', () => {
    const rows = flowRows([connection({ at: 125, action: 'deny' })], settings(FlowAggregation.NONE, 60));
    expect(rows).toMatchObject([{ start_time: 120, end_time: 180 }]);
  });
});

describe('simulated traffic', () => {
  it('has pods with the names and addresses of a Deployment', () => {
    expect(deploymentPods('shop', 'web', 2)).toEqual([
      { namespace: 'shop', name: 'web-7d9f6c5b4-xxxx0', nameAggr: 'web-7d9f6c5b4-*', ip: '10.1.1.1', node: 'node-1' },
      { namespace: 'shop', name: 'web-7d9f6c5b4-xxxx1', nameAggr: 'web-7d9f6c5b4-*', ip: '10.1.1.2', node: 'node-2' },
    ]);
  });

  it('goes on from each source to each destination, with a new port each time', () => {
    const traffic = [...steadyTraffic([web0, web1], [db], { from: 100, seconds: 25 }, 10)];
    expect(traffic.map(({ at, source, sourcePort }) => [at, source.ip, sourcePort])).toEqual([
      [100, '10.1.1.1', 32_768],
      [100, '10.1.1.2', 32_768],
      [110, '10.1.1.1', 32_769],
      [110, '10.1.1.2', 32_769],
      [120, '10.1.1.1', 32_770],
      [120, '10.1.1.2', 32_770],
    ]);
    expect(traffic[0]).toMatchObject({ dest: db, destPort: 53, proto: 'udp', action: 'allow' });
    const long = [...steadyTraffic([web0], [db], { from: 0, seconds: 28_001 }, 1)];
    expect([long.length, long.at(-2)?.sourcePort, long.at(-1)?.sourcePort]).toEqual([28_001, 60_767, 32_768]);
  });

  it('scans one port after another, evenly over the time', () => {
    const scan = [...portScan(web0, db, { from: 100, seconds: 60 }, { ports: 3 })];
    expect(scan).toEqual(
      [100, 120, 140].map((at, index) => ({
        at,
        source: web0,
        sourcePort: 40_000 + index,
        dest: db,
        destPort: index + 1,
        proto: 'tcp',
        action: 'allow',
      })),
    );
    const denied = [...portScan(web0, db, { from: 0, seconds: 1 }, { ports: 20_001, action: 'deny' })];
    expect(denied.map(({ action }) => action).every((action) => action === 'deny')).toBe(true);
    expect([denied[19_999]?.sourcePort, denied[20_000]?.sourcePort]).toEqual([59_999, 40_000]);
  });
});
