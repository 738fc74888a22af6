import { App, Chart } from 'cdk8s';
import { stringify } from 'yaml';
import {
  AdJobsDeployment,
  AnomalyDetectionChart,
  DemoTarget,
  Detector,
  DetectorAlert,
  GlobalAlert,
  NetshootScanner,
  PortScanAlert,
  RuleTemplate,
  ScanTarget,
  VerifierRole,
} from '../src';
import { FindingsError, fieldPath, type Manifest } from '../src/base';
import { metadataProblems } from '../src/kubernetes';
import { lint } from '../src/lint';
import { captureStderr, managedCluster, messageOf, type Synthesized, testChart } from './support';

const KIB = 1_024;
const LONG = 'a'.repeat(64);

type Texts = Readonly<Record<string, string>>;
interface Metadata {
  readonly labels?: Texts;
  readonly annotations?: Texts;
}

/** What the API server accepts and refuses, by `ValidateObjectMeta` of Kubernetes. */
const ACCEPTED: readonly Metadata[] = [
  { labels: { 'acme.com/Team': 'Red_and.blue', 'a-b_c.d': '', ['a'.repeat(63)]: 'b'.repeat(63) } },
  { labels: { [`${'a.'.repeat(126)}a/b`]: 'c' } },
  { annotations: { 'Example.com/Note': 'any text: {"a": 1}\n', Note: '', 'UPPER.example/a_B.c': 'é' } },
  // Constructs have annotations of their own.
  { annotations: { a: 'b'.repeat(255 * KIB) } },
];

const REFUSED: readonly (readonly [metadata: Metadata, place: string])[] = [
  [{ labels: { team: 'a b' } }, 'metadata.labels.team'],
  [{ labels: { team: LONG } }, 'metadata.labels.team'],
  [{ labels: { team: '-a' } }, 'metadata.labels.team'],
  [{ labels: { team: 'é' } }, 'metadata.labels.team'],
  [{ labels: { team: 'a\n' } }, 'metadata.labels.team'],
  [{ labels: { 'a b': 'c' } }, 'metadata.labels.a b'],
  [{ labels: { 'Example.com/a': 'c' } }, 'metadata.labels[Example.com/a]'],
  [{ labels: { 'a/b/c': 'd' } }, 'metadata.labels.a/b/c'],
  [{ labels: { '/a': 'b' } }, 'metadata.labels./a'],
  [{ labels: { 'example.com/': 'b' } }, 'metadata.labels[example.com/]'],
  [{ labels: { '': 'b' } }, 'metadata.labels[]'],
  [{ labels: { [LONG]: 'b' } }, `metadata.labels.${LONG}`],
  [{ labels: { [`${'a.'.repeat(127)}/b`]: 'c' } }, 'metadata.labels['],
  [{ annotations: { 'a b': 'c' } }, 'metadata.annotations.a b'],
  [{ annotations: { 'a/b/c': 'd' } }, 'metadata.annotations.a/b/c'],
  [{ annotations: { '': 'd' } }, 'metadata.annotations[]'],
  [{ annotations: { [LONG]: 'd' } }, `metadata.annotations.${LONG}`],
  [{ annotations: { '-a': 'd' } }, 'metadata.annotations.-a'],
  [{ annotations: { a: 'b'.repeat(256 * KIB) } }, 'metadata.annotations'],
  [{ annotations: { a: 'é'.repeat(100 * KIB), b: 'c'.repeat(57 * KIB) } }, 'metadata.annotations'],
];

const target = ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } });
const old = managedCluster('3.12');
const cluster = managedCluster('3.24');

/** Everything that users can give labels and annotations to. */
const CONSTRUCTS: Readonly<Record<string, (chart: Chart, metadata: Metadata) => unknown>> = {
  PortScanAlert: (chart, metadata) => new PortScanAlert(chart, 'x', { cluster, ...metadata }),
  'PortScanAlert of a detector': (chart, metadata) =>
    new PortScanAlert(chart, 'x', { cluster: managedCluster('3.14'), ...metadata }),
  DetectorAlert: (chart, metadata) =>
    new DetectorAlert(chart, 'x', { cluster: managedCluster('3.14'), detector: Detector.DGA, ...metadata }),
  GlobalAlert: (chart, metadata) =>
    GlobalAlert.fromTemplate(chart, 'x', RuleTemplate.NETWORK_SSH, { cluster, ...metadata }),
  AdJobsDeployment: (chart, metadata) => new AdJobsDeployment(chart, 'x', { cluster: old, ...metadata }),
  NetshootScanner: (chart, metadata) => new NetshootScanner(chart, 'x', { target, ...metadata }),
  DemoTarget: (chart, metadata) => new DemoTarget(chart, 'x', metadata),
  VerifierRole: (chart, metadata) => new VerifierRole(chart, 'x', { cluster, ...metadata }),
};

function pathsRefused(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(FindingsError);
    return (error as FindingsError).findings.map(({ keys }) => fieldPath(keys));
  }
  return [];
}

describe.each(Object.entries(CONSTRUCTS))('labels and annotations of %s', (_, make) => {
  captureStderr();

  it.each(ACCEPTED.map((metadata, index) => [index, metadata]))(
    'are accepted as by the API server: %s',
    (_index, it) => {
      expect(pathsRefused(() => make(testChart(), it as Metadata))).toEqual([]);
    },
  );

  it.each(REFUSED.map(([metadata, place]) => [place.slice(0, 40), metadata, place] as const))(
    'are refused as by the API server: %s',
    (_title, metadata, place) => {
      const paths = pathsRefused(() => make(testChart(), metadata));
      expect(paths).toHaveLength(1);
      expect(paths[0]?.startsWith(place)).toBe(true);
    },
  );
});

describe('labels that a chart gives to all of its objects', () => {
  captureStderr();

  it('are checked, too', () => {
    const chart = new Chart(new App(), 'shop', { labels: { 'a b': 'c' } });
    new NetshootScanner(chart, 'scanner', { target });
    const module = new AnomalyDetectionChart(new App(), 'module', { cluster, labels: { team: 'a b' } });
    const refused =
      'Validation failed with the following errors:\n  [] shop: 1 problem\n  labels.a b = "c": is not a valid label key: [prefix/]name, as in app or app.kubernetes.io/name, with the prefix in lower case [object/metadata]';
    expect(messageOf(() => App.of(chart).synthYaml())).toBe(refused);
    expect(messageOf(() => App.of(module).synthYaml())).toContain('module: 1 problem\n  labels.team = "a b"');
  });
});

describe('the metadata of any object', () => {
  const problems = (object: Synthesized) =>
    metadataProblems(object as Manifest).map(({ keys, message }) => `${fieldPath(keys)}: ${message}`);
  const named = (metadata: object) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a', ...metadata },
  });

  it.each<[string, unknown, string]>([
    ['a list', ['a'], 'metadata.labels: must be a map of strings'],
    ['a string', 'a=b', 'metadata.labels: must be a map of strings'],
    ['a number', { a: 1 }, 'metadata.labels.a: must be a string; quote it'],
    ['a boolean', { a: true }, 'metadata.labels.a: must be a string; quote it'],
  ])('has no labels that are %s', (_, labels, problem) => {
    expect(problems(named({ labels }))).toEqual([problem]);
  });

  it('has at most 256 KiB of annotations, keys and values', () => {
    const annotations = (size: number) => named({ annotations: { a: 'b'.repeat(size - 1) } });
    expect(problems(annotations(256 * KIB))).toEqual([]);
    expect(problems(annotations(256 * KIB + 1))).toEqual([
      'metadata.annotations: must not exceed 256 KiB in total (keys and values); the size is 262145 bytes',
    ]);
  });

  it.each([undefined, null, {}, { a: null }])('may have labels that are %j', (labels) => {
    expect(problems(named({ labels, annotations: labels }))).toEqual([]);
  });

  it.each<[string, unknown[], number]>([
    ['with a prefix', ['example.com/a'], 0],
    ['of Kubernetes', ['orphan', 'kubernetes'], 0],
    ['without a prefix', ['cleanup'], 1],
    ['with spaces', ['a b'], 1],
    ['that contradict each other', ['orphan', 'foregroundDeletion'], 1],
    ['of no string', [1], 1],
  ])('has finalizers of a Deployment as Kubernetes checks them: %s', (_, finalizers, count) => {
    expect(problems(named({ finalizers }))).toHaveLength(count);
  });

  it('may have a finalizer without a prefix where the kind is not one of Kubernetes', () => {
    expect(problems({ ...named({ finalizers: ['cleanup'] }), apiVersion: 'projectcalico.org/v3', kind: 'X' })).toEqual(
      [],
    );
  });

  it.each<[string, string, string, boolean]>([
    ['apps/v1', 'Deployment', 'a.b', true],
    ['apps/v1', 'Deployment', 'A', false],
    ['apps/v1', 'Deployment', '', false],
    ['v1', 'Namespace', 'a.b', false],
    ['v1', 'Service', 'a-1', true],
    ['v1', 'Service', '1-a', false],
    ['v1', 'Service', 'a.b', false],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:Reader', true],
    ['rbac.authorization.k8s.io/v1', 'Role', 'a/b', false],
    ['rbac.authorization.k8s.io/v1', 'Role', '..', false],
  ])('has the name that its kind may have: %s %s %j', (apiVersion, kind, name, legal) => {
    expect(problems({ apiVersion, kind, metadata: { name } })).toHaveLength(legal ? 0 : 1);
  });

  it('has a name, or the beginning of one', () => {
    expect(problems({ apiVersion: 'apps/v1', kind: 'Deployment' })).toEqual(['metadata.name: must not be empty']);
    expect(problems({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { generateName: 'a-' } })).toEqual([]);
    expect(problems({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { generateName: 'A-' } })).toHaveLength(1);
    expect(problems({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 5 } })).toHaveLength(1);
  });

  it('has the metadata of its pods checked with it', () => {
    const template = { metadata: { labels: { a: 'b c' } } };
    expect(problems({ ...named({}), spec: { template } })).toEqual([
      expect.stringContaining('spec.template.metadata.labels.a: '),
    ]);
    const job = { metadata: { annotations: { 'a b': '' } }, spec: { template } };
    expect(problems({ ...named({}), apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: job } })).toEqual([
      expect.stringContaining('spec.jobTemplate.metadata.annotations.a b: '),
      expect.stringContaining('spec.jobTemplate.spec.template.metadata.labels.a: '),
    ]);
  });

  it.each(['Deployment', 'NetworkPolicy'])('is looked at by the linter: %s', (kind) => {
    const apiVersion = kind === 'Deployment' ? 'apps/v1' : 'projectcalico.org/v3';
    const metadata = { name: 'ad-jobs-deployment', namespace: 'x', labels: { team: 'a b', x: 1 } };
    const bytes = Buffer.from(stringify({ apiVersion, kind, metadata, spec: {} }));
    const found = lint([{ file: 'f.yaml', bytes }], old).findings.filter(({ rule }) => rule === 'object/metadata');
    expect(found.map(({ line, path, severity }) => [line, path, severity])).toEqual([
      [7, 'metadata.labels.team', 'error'],
      [8, 'metadata.labels.x', 'error'],
    ]);
  });
});
