import { stringify } from 'yaml';
import { CalicoRelease, CalicoTopology } from '../../../src';
import { lint, placeAndMessage } from '../../../src/lint';
import { jira, webhook } from './webhook';

const ID = 'security-event-webhook';

/** What is reported about webhooks among other objects. */
function found(objects: readonly object[], release = '3.23'): string[] {
  const files = objects.map((object, index) => ({ file: `${index}.yaml`, bytes: Buffer.from(stringify(object)) }));
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  return lint(files, cluster)
    .findings.filter(({ rule }) => rule.startsWith(ID))
    .map((finding) => `${finding.severity} ${placeAndMessage(finding)} [${finding.rule.slice(ID.length + 1)}]`);
}

const secret = (namespace?: string) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'jira', namespace } });
const inNamespace = (key: string) =>
  `warning spec.config[${key}].valueFrom.secretKeyRef.name = "jira": is the name of a Secret in the namespace default (1.yaml), but Calico looks for it in tigera-intrusion-detection only; move it there [reference-namespace]`;

describe('the Secrets of a webhook', () => {
  it('are in the namespace of intrusion detection', () => {
    expect(found([jira(), secret('default')])).toEqual([inNamespace('3'), inNamespace('4')]);
    expect(found([jira(), secret('default'), secret('tigera-intrusion-detection')])).toEqual([]);
    expect(found([jira(), secret()])).toEqual([]);
    expect(found([jira()])).toEqual([]);
  });

  it('do not matter on a release without webhooks', () => {
    expect(found([jira(), secret('default')], '3.17').map((text) => text.slice(-9))).toEqual(['[release]']);
  });
});

const alert = {
  apiVersion: 'projectcalico.org/v3',
  kind: 'GlobalAlert',
  metadata: { name: 'network.ssh' },
  spec: {
    description: 'SSH from ${source_namespace}',
    severity: 100,
    dataSet: 'flows',
    query: 'dest_port = 22',
    aggregateBy: ['source_namespace'],
    metric: 'count',
    condition: 'gt',
    threshold: 0,
  },
};
const UNKNOWN =
  'is not the origin of a GlobalAlert among the files, so the webhook may send nothing; correct it, unless the cluster has such an object from elsewhere';

describe('the alerts whose events a webhook sends', () => {
  it.each([
    ['type = global_alert AND origin = "network.ssh"', []],
    ['origin = "network.ssh" AND source_namespace = shop', []],
    ['origin IN {"network.*"}'.replace('IN {"network.*"}', '!= other'), []],
    ['type = gtf_suspicious_flow', []],
    [
      'origin = "network.shh"',
      [
        'warning spec.query = "network.shh": is not the origin of a GlobalAlert among the files, so the webhook may send nothing; did you mean network.ssh? [origin-unknown]',
      ],
    ],
    ['origin = audit OR severity = 100', [`warning spec.query = "audit": ${UNKNOWN} [origin-unknown]`]],
    [
      'origin = "network.ssh" AND NOT dest_namespace = shop',
      [
        'warning spec.query = "dest_namespace": events of the alert network.ssh have no dest_namespace, because it is not in aggregateBy (observed, not documented), so there is no value to compare; they have source_namespace (1.yaml) [query-unmatched]',
      ],
    ],
  ])('are among the files, and have the fields: %s', (query, expected) => {
    expect(found([webhook({ query }), alert])).toEqual(expected);
  });

  it('may be elsewhere if there are none among the files', () => {
    expect(found([webhook({ query: 'origin = audit' })])).toEqual([]);
  });
});
