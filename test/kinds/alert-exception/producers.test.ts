import { FindingSeverity } from '../../../src/base';
import { CalicoRelease, CalicoTopology } from '../../../src/calico';
import { lint, placeAndMessage } from '../../../src/lint';
import { cpuMillis } from '../../cpu-time';

const cluster = { release: CalicoRelease.parse('3.24'), topology: CalicoTopology.MANAGED };

const exception = (selector: string) => `apiVersion: projectcalico.org/v3
kind: AlertException
metadata:
  name: known
spec:
  description: Known
  selector: '${selector}'
  startTime: "2026-12-01T08:00:00Z"
  endTime: "2026-12-08T08:00:00Z"
`;

const alert = (name: string, fields = 'aggregateBy: [source_namespace], metric: count, condition: gt, threshold: 5') =>
  `apiVersion: projectcalico.org/v3
kind: GlobalAlert
metadata: { name: ${name} }
spec: { description: "\${source_namespace}", severity: 80, dataSet: flows, ${fields} }
`;

const inspection = (namespace: string | undefined, name = 'front') => `apiVersion: projectcalico.org/v3
kind: DeepPacketInspection
metadata: { name: ${name}${namespace === undefined ? '' : `, namespace: ${namespace}`} }
spec: { selector: all() }
`;

/** What is found about the exception, given the other files. */
function found(selector: string, ...others: readonly string[]): string[] {
  return foundOn(cluster, selector, ...others);
}

function foundOn(on: typeof cluster, selector: string, ...others: readonly string[]): string[] {
  const texts = [exception(selector), ...others];
  const sources = texts.map((text, index) => ({ file: `${index}.yaml`, bytes: Buffer.from(text) }));
  return lint(sources, on)
    .findings.filter(
      ({ object, severity }) => object.startsWith('AlertException') && severity !== FindingSeverity.NOTICE,
    )
    .map((finding) => `${finding.severity} ${finding.column} ${placeAndMessage(finding)} [${finding.rule}]`);
}

const SELECTOR_STARTS = 14;
const unknown = (column: number, origin: string, kind: string, hint: string) =>
  `warning ${SELECTOR_STARTS + column - 1} spec.selector = "${origin}": is not the origin of a ${kind} among the files, so the exception may hide nothing${hint} [alert-exception/origin-unknown]`;
const MAYBE = '; correct it, unless the cluster has such an object from elsewhere';

describe('the origin of an exception', () => {
  it.each<[string, string[]]>([
    ['origin = portscans', []],
    ['origin = portscnas', [unknown(10, 'portscnas', 'GlobalAlert', '; did you mean portscans?')]],
    ['origin = audit', [unknown(10, 'audit', 'GlobalAlert', MAYBE)]],
    ['origin IN {portscans, audit}', [unknown(23, 'audit', 'GlobalAlert', MAYBE)]],
    ['severity = 80 AND (origin = audit OR host = a)', [unknown(29, 'audit', 'GlobalAlert', MAYBE)]],
    ['origin = audit OR origin = portscans', [unknown(10, 'audit', 'GlobalAlert', MAYBE)]],
    ['type = global_alert AND origin = audit', [unknown(34, 'audit', 'GlobalAlert', MAYBE)]],
    ['origin = "network.*"', [expect.stringContaining('[alert-exception/query-wildcard]')]],
    ['origin IN {"network.*"}', []],
    ['host = a AND origin != audit', []],
    ['host = a AND NOT origin = audit', []],
    ['origin = "Suspicious Flow"', []],
    ['origin = "Suspicious DNS Query"', []],
    ['origin = "Web Application Firewall"', []],
    ['origin = "tigera.io.detector.port-scan"', []],
    ['type = waf AND origin = "Web Application Firewall"', []],
    ['origin = "dpi.shop/front"', []],
    [
      'origin = x AND client_ip = y',
      [expect.stringContaining('field-unknown'), unknown(10, 'x', 'GlobalAlert', MAYBE)],
    ],
  ])('is compared with the alerts: %s', (selector, expected) => {
    expect(found(selector, alert('portscans')).sort()).toEqual([...expected].sort());
  });

  it.each<[string, string[]]>([
    ['origin = "dpi.shop/front"', []],
    ['origin = "dpi.shop/back"', [unknown(10, 'dpi.shop/back', 'DeepPacketInspection', MAYBE)]],
    [
      'origin = "dpi.shop/frnt"',
      [unknown(10, 'dpi.shop/frnt', 'DeepPacketInspection', '; did you mean dpi.shop/front?')],
    ],
    ['origin = "shop/front"', []],
  ])('is compared with the inspections: %s', (selector, expected) => {
    expect(found(selector, inspection('shop'))).toEqual(expected);
  });

  it('is compared with what there is of its kind', () => {
    expect(found('origin = "dpi.shop/front"', alert('portscans'), inspection(undefined))).toEqual([]);
    expect(found('origin = "shop/front"', alert('portscans'), inspection('shop'))).toEqual([
      unknown(10, 'shop/front', 'GlobalAlert', '; did you mean dpi.shop/front?'),
    ]);
    expect(found('origin = audit')).toEqual([]);
    expect(found('origin = audit', alert('portscans').replace('projectcalico.org', 'example.com'))).toEqual([]);
  });

  it('is not compared with thousands of names', () => {
    const alerts = Array.from({ length: 1_001 }, (_, index) => alert(`portscan${index}`)).join('---\n');
    const exceptions = Array.from({ length: 500 }, () => exception('origin = portscanx')).join('---\n');
    let findings: readonly string[] = [];
    const millis = cpuMillis(() => {
      findings = found('origin = portscanx', `${alerts}---\n${exceptions}`);
    });
    expect(findings).toHaveLength(501);
    expect(findings[0]).toBe(unknown(10, 'portscanx', 'GlobalAlert', MAYBE));
    expect(millis).toBeLessThan(20_000);
  });

  it('is not asked for where the release has no exceptions', () => {
    const old = { ...cluster, release: CalicoRelease.parse('3.12') };
    expect(foundOn(old, 'origin = audit', alert('portscans'))).toEqual([expect.stringContaining('/release]')]);
  });

  it('is not asked for in what cannot be parsed', () => {
    expect(found('origin = audit AND', alert('portscans'))).toEqual([expect.stringContaining('alert-exception/query')]);
  });
});

describe('the fields of an exception for an alert', () => {
  const missing = (column: number, field: string, has: string, file = '1.yaml') =>
    `warning ${SELECTOR_STARTS + column - 1} spec.selector = "${field}": events of the alert portscans have no ${field}, because it is not in aggregateBy (observed, not documented), so there is no value to compare; ${has} (${file}) [alert-exception/field-not-in-event]`;
  const HAS = 'they have source_namespace';

  it.each<[string, string[]]>([
    ['origin = portscans AND source_namespace = shop', []],
    ['origin = portscans AND dest_namespace = shop', [missing(24, 'dest_namespace', HAS)]],
    ['origin = portscans AND NOT dest_namespace = shop', [missing(28, 'dest_namespace', HAS)]],
    [
      'origin = portscans AND (host = a OR dest_name IN {x})',
      [missing(25, 'host', HAS), missing(37, 'dest_name', HAS)],
    ],
    ['origin = portscans AND severity = 80 AND name = x', []],
    ['origin = portscans OR dest_namespace = shop', []],
    ['origin IN {portscans} AND dest_name = x', [missing(27, 'dest_name', HAS)]],
    ['origin IN {portscans, portscans} AND dest_name = x', []],
    ['origin != portscans AND dest_name = x', []],
  ])('are those by which it aggregates: %s', (selector, expected) => {
    expect(found(selector, alert('portscans'))).toEqual(expected);
  });

  // biome-ignore format: a table is read by its columns
  it.each<[string, string, string[]]>([
    ['whole records', 'query: "dest_port = 22"', []],
    ['a count of all records', 'metric: count, condition: gt, threshold: 5', [missing(24, 'dest_name', 'they have no fields of records')]],
    ['a detector', 'type: AnomalyDetection, detector: { name: port_scan }', []],
    ['a list with other values', 'aggregateBy: [5, dest_name]', []],
    ['no list', 'aggregateBy: source_namespace', []],
  ])('are not asked for where the events may have any: %s', (_, fields, expected) => {
    const text = alert('portscans', fields);
    expect(found('origin = portscans AND dest_name = x', text)).toEqual(expected);
  });

  it('may be missing in one of several alerts with the name', () => {
    const selector = 'origin = portscans AND dest_namespace = shop';
    const other = alert('portscans', 'aggregateBy: [dest_namespace]');
    expect(found(selector, alert('portscans'), other)).toEqual([]);
    expect(found(selector, alert('portscans'), alert('portscans'))).toEqual([missing(24, 'dest_namespace', HAS)]);
  });
});
