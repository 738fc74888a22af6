import { parse } from 'yaml';
import { alert, detectorAlert, jobsPolicy, type Manifest, podsOf } from '../../src/base';
import { CalicoRelease, CalicoTopology, cloudReleases, enterpriseBands } from '../../src/calico';
import { KINDS } from '../../src/kinds';
import { type UpgradeResult, upgrade } from '../../src/upgrade';

const read = (text: string): Manifest => parse(text);

/** The example of every kind, and objects that an upgrade is known to concern. */
export const OBJECTS: readonly (readonly [name: string, manifest: Manifest])[] = [
  ...KINDS.map(({ title, example }) => [`example of ${title}`, read(example.text)] as const),
  ['detector alert', read(detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan'))],
  ['detector without successor', read(detectorAlert('{ name: dga }', 'tigera.io.detector.dga'))],
  ['detector of 3.13 and 3.14', read(detectorAlert('{ name: ip_sweep }', 'tigera.io.detector.ip-sweep'))],
  ['detector alert of another name', read(detectorAlert('{ name: port_scan }', 'port-scan'))],
  [
    'template of a detector alert',
    read(
      detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan').replace(
        'GlobalAlert',
        'GlobalAlertTemplate',
      ),
    ),
  ],
  [
    'alert with a substitution',
    read(`${alert({ query: 'dest_namespace IN ${a}' })}  substitutions: [{ name: a, values: [dev] }]\n`),
  ],
  ['alert that names the tier', read(alert({ query: `'"policies.all_policies" IN {"*|allow-tigera|*|deny*"}'` }))],
  ['alert on a field of 3.22', read(alert({ query: `'host = "node-1"'` }))],
  ['alert without a metric on audit logs', read(alert({ dataSet: 'audit', query: 'verb = delete' }))],
  [
    'alert on the honeypods of Calico',
    read(alert({ query: 'dest_namespace = "tigera-internal" AND reporter = dst' }, 'honeypod.ip.enum')),
  ],
  ['alert with a long field', read(alert({ field: 'a'.repeat(300), metric: 'sum', condition: 'gt' }))],
  [
    'policy of the old tier and guardian',
    read(
      jobsPolicy({ tier: 'allow-tigera', destination: podsOf('tigera-guardian', 'tigera-guardian') }).replaceAll(
        'anomaly-detection',
        'mine',
      ),
    ),
  ],
  [
    'policy of the AD jobs',
    read(jobsPolicy({ tier: 'allow-tigera', destination: podsOf('tigera-guardian', 'tigera-guardian') })),
  ],
];

/** The releases of the table, as far as they exist. */
export const ENTERPRISE = enterpriseBands().map((release) => (release === '3.24.0' ? '3.24.0-1.0' : release));
export const CLOUD = cloudReleases().map((release) => `cloud-${release}`);

/** What becomes of one object. */
export function upgradeOf(manifest: Manifest, from: string, to: string): UpgradeResult {
  const bytes = Buffer.from(JSON.stringify(manifest));
  const releases = { from: CalicoRelease.parse(from), to: CalicoRelease.parse(to) };
  return upgrade([{ file: 'object.json', bytes }], { ...releases, topology: CalicoTopology.MANAGED }).result;
}

/** The verdict on one object; that of several steps is the worst. */
export function verdictOf(manifest: Manifest, from: string, to: string): string {
  const { summary } = upgradeOf(manifest, from, to);
  return Object.entries(summary).find(([, count]) => count > 0)?.[0] ?? 'none';
}
