import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { FlowAggregation, LogSettings } from '../../src/calico';
import { AuditLogs, DnsLogs, FlowLogs, L7Logs, type LogRows } from '../../src/testing';

const START = Date.UTC(2026, 0, 31, 12);
const SECONDS = START / 1_000;

const PER_POD = LogSettings.of({
  dnsPerPod: true,
  allowedFlows: FlowAggregation.NONE,
  deniedFlows: FlowAggregation.NONE,
});

function rowsOf(logs: LogRows, settings: LogSettings = LogSettings.of({})) {
  return [...logs._make({ settings, start: START })];
}

describe('the records of audit logs', () => {
  const event = {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Event',
    level: 'RequestResponse',
    stage: 'ResponseComplete',
    verb: 'create',
    objectRef: { resource: 'pods', name: 'web', namespace: 'shop' },
    user: { username: 'jane' },
    responseStatus: { code: 201 },
    requestReceivedTimestamp: '2026-01-31T12:00:00.000Z',
    stageTimestamp: '2026-01-31T12:00:00.000Z',
  };

  it('are those of one request', () => {
    expect(rowsOf(AuditLogs.event({ verb: 'create', resource: 'pods', name: 'web', namespace: 'shop' }))).toEqual([
      event,
    ]);
    const after = Duration.minutes(2);
    expect(rowsOf(AuditLogs.event({ verb: 'delete', resource: 'tiers', user: 'eve', after }))).toEqual([
      {
        ...event,
        verb: 'delete',
        objectRef: { resource: 'tiers' },
        user: { username: 'eve' },
        responseStatus: { code: 200 },
        requestReceivedTimestamp: '2026-01-31T12:02:00.000Z',
        stageTimestamp: '2026-01-31T12:02:00.000Z',
      },
    ]);
  });

  it('may be written by hand', () => {
    expect(rowsOf(AuditLogs.row())).toEqual([event]);
    expect(rowsOf(AuditLogs.row({ verb: 'get', extra: 1 }))).toEqual([{ ...event, verb: 'get', extra: 1 }]);
  });
});

describe('the records of DNS logs', () => {
  const lookup = {
    start_time: '2026-01-31T12:00:00.000Z',
    end_time: '2026-01-31T12:05:00.000Z',
    type: 'LOG',
    count: 1,
    client_name: '-',
    client_name_aggr: 'web-7d9f6c5b4-*',
    client_namespace: 'shop',
    client_ip: null,
    qname: 'www.example.com',
    qtype: 'A',
    qclass: 'IN',
    rcode: 'NoError',
  };

  it('count lookups by interval', () => {
    const options = { from: 'shop/web-*', name: 'www.example.com' };
    expect(rowsOf(DnsLogs.lookups(options))).toEqual([lookup]);
    const many = { ...options, times: 3, lasting: Duration.minutes(9), rcode: 'NXDomain' };
    expect(rowsOf(DnsLogs.lookups(many))).toEqual([
      { ...lookup, count: 2, rcode: 'NXDomain' },
      {
        ...lookup,
        rcode: 'NXDomain',
        start_time: '2026-01-31T12:05:00.000Z',
        end_time: '2026-01-31T12:10:00.000Z',
      },
    ]);
  });

  it('name the pod if the cluster does not aggregate them', () => {
    expect(rowsOf(DnsLogs.row(), PER_POD)).toEqual([
      { ...lookup, client_name: 'web-7d9f6c5b4-xxxx0', client_ip: '10.1.1.1' },
    ]);
  });

  it('may be written by hand', () => {
    expect(rowsOf(DnsLogs.row({ qname: 'a', rdata: 'b' }))).toEqual([{ ...lookup, qname: 'a', rdata: 'b' }]);
  });
});

describe('the records of L7 logs', () => {
  const request = {
    start_time: SECONDS,
    end_time: SECONDS + 300,
    count: 1,
    method: 'GET',
    url: 'http://service/',
    response_code: '200',
    type: 'http/1.1',
    src_namespace: 'shop',
    src_name_aggr: 'web-7d9f6c5b4-*',
    src_type: 'wep',
    dest_namespace: 'shop',
    dest_name_aggr: 'api-7d9f6c5b4-*',
    dest_type: 'wep',
  };

  it('count requests by interval', () => {
    expect(rowsOf(L7Logs.requests({ from: 'shop/web-*', to: 'shop/api-*' }))).toEqual([request]);
    const options = { from: 'a/x', to: 'b/y-*', url: '/admin', status: 403, times: 4, after: Duration.minutes(5) };
    expect(rowsOf(L7Logs.requests(options))).toEqual([
      {
        ...request,
        start_time: SECONDS + 300,
        end_time: SECONDS + 600,
        count: 4,
        url: '/admin',
        response_code: '403',
        src_namespace: 'a',
        src_name_aggr: 'x',
        dest_namespace: 'b',
        dest_name_aggr: 'y-7d9f6c5b4-*',
      },
    ]);
  });

  it('may be written by hand', () => {
    expect(rowsOf(L7Logs.row({ method: 'PUT', extra: true }))).toEqual([{ ...request, method: 'PUT', extra: true }]);
  });
});

describe('the records of flow logs', () => {
  const portsOf = (logs: LogRows) => rowsOf(logs, PER_POD).map(({ reporter, dest_port }) => `${reporter} ${dest_port}`);

  it('have a row of each port of a scan', () => {
    const scan = { from: 'dev/scanner', to: 'shop/web-*', ports: 3 };
    expect(portsOf(FlowLogs.portScan(scan))).toEqual(['src 1', 'dst 1', 'src 2', 'dst 2', 'src 3', 'dst 3']);
    expect(portsOf(FlowLogs.portScan({ ...scan, denied: true }))).toEqual(['src 1', 'src 2', 'src 3']);
    const [row] = rowsOf(FlowLogs.portScan({ ...scan, after: Duration.minutes(10) }), PER_POD);
    expect(row).toMatchObject({
      start_time: SECONDS + 600,
      source_namespace: 'dev',
      source_name: 'scanner',
      dest_ip: '10.1.2.1',
    });
  });

  it('have connections of pods with a port, evenly over the time', () => {
    const options = {
      from: 'shop/web-*',
      to: 'shop/db-*',
      port: 5432,
      pods: 2,
      times: 2,
      lasting: Duration.minutes(10),
    };
    const rows = rowsOf(FlowLogs.connections(options), PER_POD).filter(({ reporter }) => reporter === 'src');
    expect(
      rows.map(({ start_time, source_ip, dest_ip }) => [Number(start_time) - SECONDS, source_ip, dest_ip]),
    ).toEqual(
      [0, 300].flatMap((time) =>
        ['10.1.1.1', '10.1.1.2'].flatMap((source) => ['10.1.2.1', '10.1.2.2'].map((dest) => [time, source, dest])),
      ),
    );
    expect(new Set(rows.map(({ dest_port, proto, action }) => `${dest_port} ${proto} ${action}`))).toEqual(
      new Set(['5432 tcp allow']),
    );
    const denied = rowsOf(FlowLogs.connections({ ...options, denied: true }));
    expect(new Set(denied.map(({ action, reporter }) => `${action} ${reporter}`))).toEqual(new Set(['deny src']));
  });

  it('of ordinary traffic have a row in each interval, for each pair', () => {
    const rows = rowsOf(FlowLogs.ordinary({ pairs: 2 })).filter(
      ({ reporter, host }) => `${reporter} ${host}` === 'src node-1',
    );
    expect(rows).toHaveLength(2 * 12);
    expect(
      new Set(
        rows.map(
          ({ source_namespace, dest_name_aggr, num_flows }) => `${source_namespace} ${dest_name_aggr} ${num_flows}`,
        ),
      ),
    ).toEqual(new Set(['shop-1 database-7d9f6c5b4-* 2', 'shop-2 database-7d9f6c5b4-* 2']));
    const short = rowsOf(FlowLogs.ordinary({ pods: 1, lasting: Duration.minutes(5), after: Duration.minutes(5) }));
    expect(short.map(({ reporter, start_time }) => [reporter, start_time])).toEqual([
      ['src', SECONDS + 300],
      ['dst', SECONDS + 300],
    ]);
  });

  it('may be written by hand', () => {
    const [usual] = rowsOf(FlowLogs.row());
    expect(usual).toMatchObject({
      dest_port: 5432,
      source_name_aggr: 'web-7d9f6c5b4-*',
      dest_name_aggr: 'database-7d9f6c5b4-*',
    });
    expect(rowsOf(FlowLogs.rows([{ dest_port: 1 }, { extra: 2 }]))).toEqual([
      { ...usual, dest_port: 1 },
      { ...usual, extra: 2 },
    ]);
  });

  it.each([
    [
      () => FlowLogs.portScan({ from: 'a/b', to: 'c/d', ports: 0 }),
      'ports = 0: must be a whole number, from 1 to 65535',
    ],
    [
      () => FlowLogs.portScan({ from: 'a/b', to: 'c/d', ports: 65_536 }),
      'ports = 65536: must be a whole number, from 1 to 65535',
    ],
    [
      () => FlowLogs.connections({ from: 'a/b', to: 'c/d', port: 1.5 }),
      'port = 1.5: must be a whole number, from 1 to 65535',
    ],
    [
      () => FlowLogs.connections({ from: 'a/b', to: 'c/d', port: 1, times: 0 }),
      'times = 0: must be a whole number, 1 or more',
    ],
    [
      () => FlowLogs.connections({ from: 'a/b', to: 'c/d', port: 1, pods: -1 }),
      'pods = -1: must be a whole number, 1 or more',
    ],
    [() => FlowLogs.ordinary({ pairs: 0 }), 'pairs = 0: must be a whole number, 1 or more'],
    [() => FlowLogs.ordinary({ pods: 0 }), 'pods = 0: must be a whole number, 1 or more'],
    [() => DnsLogs.lookups({ from: 'a/b', name: 'x', times: 0 }), 'times = 0: must be a whole number, 1 or more'],
    [() => L7Logs.requests({ from: 'a/b', to: 'c/d', times: 0 }), 'times = 0: must be a whole number, 1 or more'],
    ...['b', '/b', 'a/', 'a/b/c', 'a/-*', ''].map((from): [() => unknown, string] => [
      () => DnsLogs.lookups({ from, name: 'x' }),
      `${JSON.stringify(from)} is not a pod: write namespace/pod, or namespace/name-* for the pods of a controller`,
    ]),
  ])('are refused with a reason: %s', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

describe('the records of a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'records '));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const READERS = { AuditLogs, DnsLogs, FlowLogs, L7Logs };

  it.each(Object.entries(READERS))('are unchanged: %s', (name, reader) => {
    const file = join(folder, `${name}.jsonl`);
    writeFileSync(file, '{"a": 1}\n\n  \n{"b": [2]}\n');
    expect(rowsOf(reader.fromFile(file))).toEqual([{ a: 1 }, { b: [2] }]);
    writeFileSync(file, '{"a": 1}\n[2]\n');
    expect(() => reader.fromFile(file)).toThrow(
      new Error(`${file}:2: is not a JSON object; each line must be one record`),
    );
    writeFileSync(file, '\n');
    expect(() => reader.fromFile(file)).toThrow(new Error(`${file}: contains no records`));
    writeFileSync(file, Buffer.from('{"a":"\xff"}', 'latin1'));
    expect(() => reader.fromFile(file)).toThrow(new Error(`${file}: is not valid UTF-8`));
    writeFileSync(file, '\ufeff{"a": 1}\r\n');
    expect(rowsOf(reader.fromFile(file))).toEqual([{ a: 1 }]);
    expect(rowsOf(reader.fromText('\ufeff{"a": 2}'))).toEqual([{ a: 2 }]);
    expect(() => reader.fromFile(join(folder, 'none'))).toThrow('ENOENT');
  });

  it.each(['null', '7', '"a"', '{', '[]'])('are objects, and not %s', (line) => {
    expect(() => FlowLogs.fromText(`\n${line}`)).toThrow(
      new Error('text:2: is not a JSON object; each line must be one record'),
    );
    expect(() => DnsLogs.fromText(line)).toThrow(
      new Error('text:1: is not a JSON object; each line must be one record'),
    );
  });

  it('of a data set are for alerts of that data set', () => {
    const all = [
      AuditLogs.row(),
      DnsLogs.row(),
      FlowLogs.row(),
      L7Logs.row(),
      AuditLogs.fromText('{}'),
      DnsLogs.fromText('{}'),
      FlowLogs.fromText('{}'),
      L7Logs.fromText('{}'),
    ];
    const dataSets = ['audit', 'dns', 'flows', 'l7'];
    expect(all.map(({ _dataSet }) => _dataSet)).toEqual([...dataSets, ...dataSets]);
  });
});
