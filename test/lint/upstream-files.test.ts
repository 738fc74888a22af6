import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { lint } from '../../src/lint';
import { describeWithShared, sharedFolder } from '../shared-folder';

const upstream = join(sharedFolder ?? '', 'upstream');

/** What is found in a file of the workshop or of Calico's examples, as `line:column severity rule path`. */
function found(file: string, release: string): string[] {
  const source = { file, bytes: readFileSync(join(upstream, file)) };
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  const { findings } = lint([source], cluster);
  return findings.map(({ line, column, severity, rule, path }) => `${line}:${column} ${severity} ${rule} ${path}`);
}

const CONTAINER = 'spec.template.spec.containers[0]';

/** The workshop leaves the name to a command, and tunes jobs that it turns off by variables of older images. */
const OF_EVERY_RELEASE = [
  `114:11 warning ad-jobs/disabled-job-setting ${CONTAINER}.env`,
  `114:11 warning ad-jobs/other-generation ${CONTAINER}.env`,
  `119:20 error cluster/name-placeholder ${CONTAINER}.env[CLUSTER_NAME]`,
];

/** Where guardian and the tier have other names, and nothing runs the jobs. */
const WITH_OTHER_TIER = [
  '8:9 error tigera-policy/tier spec.tier',
  '18:26 error tigera-policy/guardian-namespace spec.egress[0].destination.namespaceSelector',
  '19:17 error tigera-policy/guardian-label spec.egress[0].destination.selector',
  '40:14 error tigera-policy/guardian-namespace metadata.namespace',
  '42:9 error tigera-policy/tier spec.tier',
  '44:13 error tigera-policy/guardian-label spec.selector',
  '58:7 error ad-jobs/removed kind',
];

describeWithShared("the workshop's files", () => {
  it.each<[string, string[]]>([
    // Alerts with a detector, and the fields that they need, came with 3.13.
    ['3.12', ['13:9 error detector-alert/not-yet spec.type']],
    ['3.14', []],
    ['3.17', []],
    ['3.18', ['13:9 error detector-alert/removed spec.type']],
    ['3.24', ['13:9 error detector-alert/removed spec.type']],
    ['cloud-18.1', []],
    ['cloud-18.3', ['13:9 error detector-alert/removed spec.type']],
  ])('give these findings on %s: the alert', (release, expected) => {
    expect(found('ad-alerts.yaml', release)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['3.12', OF_EVERY_RELEASE],
    ['3.14', ['58:7 warning ad-jobs/superseded kind', ...OF_EVERY_RELEASE]],
    ['3.18', ['58:7 error ad-jobs/removed kind']],
    [
      '3.22',
      [
        '18:26 error tigera-policy/guardian-namespace spec.egress[0].destination.namespaceSelector',
        '19:17 error tigera-policy/guardian-label spec.egress[0].destination.selector',
        '40:14 error tigera-policy/guardian-namespace metadata.namespace',
        '44:13 error tigera-policy/guardian-label spec.selector',
        '58:7 error ad-jobs/removed kind',
      ],
    ],
    ['3.24', WITH_OTHER_TIER],
    ['cloud-21.2', ['58:7 error ad-jobs/removed kind']],
    ['cloud-23.0.1', WITH_OTHER_TIER],
  ])('give these findings on %s: the Deployment and its policies', (release, expected) => {
    expect(found('ad-jobs-deployment-managed.yaml', release)).toEqual(expected);
  });
});

describeWithShared("Calico's examples of alerts", () => {
  /** Their lookback is their period, so that records which are flushed late fall between two runs. */
  const GAP = 'warning global-alert/lookback-gap spec.lookback';

  /** Their variables are in the summary, as documented. */
  const summaryOnly = (line: number) => `${line}:12 warning global-alert/variables-in-summary-only spec.summary`;

  it.each<[string, string[]]>([
    // When audit logs are flushed is not documented.
    ['globalnetworkset.changed.yaml', [summaryOnly(8), summaryOnly(27)]],
    // Flow logs have no field `count`, as the facts say too; the API takes any name.
    [
      'http.connections.yaml',
      [
        '7:78 warning calico-object/placeholder spec.summary',
        '10:26 warning calico-object/placeholder spec.query',
        '12:10 warning global-alert/unknown-metric-field spec.field',
      ],
    ],
    ['unsanctioned.dns.access.yaml', [summaryOnly(8), `12:13 ${GAP}`, summaryOnly(26), `30:13 ${GAP}`]],
    ['unsanctioned.lateral.access.yaml', [summaryOnly(8), `11:13 ${GAP}`, summaryOnly(27), `30:13 ${GAP}`]],
  ])('give these findings on 3.14 and 3.24: %s', (file, expected) => {
    expect(found(join('alerts', file), '3.14')).toEqual(expected);
    expect(found(join('alerts', file), '3.24')).toEqual(expected);
  });

  it('are all listed', () => {
    expect(readdirSync(join(upstream, 'alerts'))).toHaveLength(4);
  });
});
