import { array, assert, constantFrom, property } from 'fast-check';
import { stringify } from 'yaml';
import { lintText } from './lint-text';

/** Names that every object seems to have, and strings that are odd otherwise. */
const NAMES = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...['prototype', 'length', 'name', 'then', 'toJSON', 'apply', 'caller', 'arguments'],
  ...['', ' ', '\u0000', '\ud800', '${toString}', '0', '-1', 'NaN', 'a.constructor', 'constructor.a', 'x'.repeat(300)],
];

const ALERT = {
  apiVersion: 'projectcalico.org/v3',
  kind: 'GlobalAlert',
  metadata: { name: 'a', namespace: 'b', labels: { a: 'b' }, annotations: { a: 'b' } },
  spec: {
    type: 'RuleBased',
    description: 'a',
    summary: 'a ${count}',
    severity: 1,
    dataSet: 'flows',
    query: 'dest_port = 22 AND proto IN ${a}',
    aggregateBy: ['source_namespace'],
    field: 'num_flows',
    metric: 'sum',
    condition: 'gt',
    threshold: 1,
    period: '5m',
    lookback: '10m',
    substitutions: [{ name: 'a', values: ['tcp'] }],
    detector: { name: 'port_scan' },
  },
};
const POLICY = {
  apiVersion: 'projectcalico.org/v3',
  kind: 'NetworkPolicy',
  metadata: { name: 'allow-tigera.a', namespace: 'tigera-intrusion-detection' },
  spec: {
    tier: 'allow-tigera',
    selector: 'a == "b"',
    types: ['Egress'],
    egress: [{ action: 'Allow', protocol: 'TCP', destination: { selector: 'k8s-app == "guardian"', ports: [8080] } }],
  },
};
const JOBS = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'ad-jobs-deployment', namespace: 'tigera-intrusion-detection', labels: { a: 'b' } },
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: {
      metadata: { labels: { a: 'b' } },
      spec: {
        imagePullSecrets: [{ name: 'tigera-pull-secret' }],
        containers: [
          {
            name: 'ad-jobs',
            image: 'quay.io/tigera/anomaly_detection_jobs:v3.12.0',
            env: [
              { name: 'CLUSTER_NAME', value: 'a.b' },
              { name: 'AD_max_docs', value: '1' },
              { name: 'ELASTIC_HOST', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } },
            ],
            command: ['python3'],
            resources: { limits: { cpu: '1' } },
          },
        ],
      },
    },
  },
};

type Path = readonly (string | number)[];

/** The way to each string, and to each map, whose keys may be odd. */
function* places(data: unknown, path: Path = []): Generator<Path> {
  if (typeof data === 'string' || typeof data === 'number' || (typeof data === 'object' && data !== null)) {
    yield path;
  }
  for (const [key, child] of typeof data === 'object' && data !== null ? Object.entries(data) : []) {
    yield* places(child, [...path, Array.isArray(data) ? Number(key) : key]);
  }
}

/** A copy in which a string is another, or a map has a key more. */
function withName(data: unknown, path: Path, name: string): unknown {
  const [key, ...rest] = path;
  if (Array.isArray(data)) {
    return key === undefined
      ? [...data, name]
      : data.map((item, index) => (index === key ? withName(item, rest, name) : item));
  }
  if (typeof data !== 'object' || data === null) {
    return name;
  }
  const entries = Object.entries(data).map(([own, value]) => [own, own === key ? withName(value, rest, name) : value]);
  return Object.fromEntries(key === undefined ? [...entries, [name, name]] : entries);
}

describe('names that every object seems to have', () => {
  const all = [ALERT, POLICY, JOBS].flatMap((manifest) => [...places(manifest)].map((path) => ({ manifest, path })));

  it.each(['3.12', '3.24'])('crash nothing in any field, on Calico Enterprise %s', (release) => {
    for (const { manifest, path } of all) {
      const objects = NAMES.map((name) => JSON.stringify(withName(manifest, path, name)));
      const { crashes, checked } = lintText(objects.join('\n'), release);
      expect([path, crashes]).toEqual([path, []]);
      expect(checked.documents).toBeGreaterThan(NAMES.length / 2);
    }
  });

  it('crash nothing in several fields at once', () => {
    assert(
      property(
        array(constantFrom(...all.keys()), { minLength: 1, maxLength: 4 }),
        constantFrom(...NAMES),
        (indexes, name) => {
          let manifest: unknown = all[indexes[0] ?? 0]?.manifest;
          for (const index of indexes) {
            const entry = all[index];
            manifest = withName(manifest, entry?.path ?? [], name);
          }
          expect(lintText(stringify(manifest), '3.22').crashes).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });
});
