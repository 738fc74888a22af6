import { FindingSeverity, fieldPath, type Manifest } from '../../../src/base';
import { checkEnvironments, checkImages } from '../../../src/kubernetes/workloads/container-checks';
import { containersOf, podOf } from '../../../src/kubernetes/workloads/containers';

const RULE = { rule: 'test/image', severity: FindingSeverity.WARNING };
const pod = (spec: unknown): Manifest => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec });

function lines(findings: ReturnType<typeof checkEnvironments>): string[] {
  return findings.map(({ keys, message, rule, severity }) => `${severity} ${rule} ${fieldPath(keys)}: ${message}`);
}

const environment = (env: unknown) => lines(checkEnvironments(pod({ containers: [{ env }] })));

describe('the pod of a workload', () => {
  const template = { spec: { containers: [{ name: 'a' }, { name: 'b' }], initContainers: [{ name: 'c' }] } };
  const places = ['containers[0]', 'containers[1]', 'initContainers[0]'];

  it.each([
    ['Pod', template.spec, 'spec'],
    ['Deployment', { template }, 'spec.template.spec'],
    ['Job', { template }, 'spec.template.spec'],
    ['CronJob', { jobTemplate: { spec: { template } } }, 'spec.jobTemplate.spec.template.spec'],
  ])('is found in a %s, with all of its containers', (kind, spec, path) => {
    const workload = { kind, spec };
    const { pod: found, keys } = podOf(workload);
    expect(found).toEqual(kind === 'Pod' ? workload : template);
    expect([...keys, 'spec'].join('.')).toBe(path);
    expect(containersOf(workload).map(({ container }) => container)).toEqual([
      { name: 'a' },
      { name: 'b' },
      { name: 'c' },
    ]);
    expect(containersOf(workload).map(({ keys: at }) => fieldPath(at))).toEqual(
      places.map((place) => `${path}.${place}`),
    );
  });

  it.each([[undefined], [null], [{}], ['spec'], [{ containers: 'none', initContainers: {} }]])(
    'may have no containers: %j',
    (spec) => {
      expect(containersOf({ kind: 'Pod', spec })).toEqual([]);
      expect(checkEnvironments({ kind: 'Pod', spec })).toEqual([]);
    },
  );
});

describe('the variables of a container', () => {
  it.each<[string, unknown]>([
    ['none', undefined],
    ['null', null],
    ['an empty list', []],
    [
      'strings',
      [
        { name: 'A', value: '1' },
        { name: 'B', value: '' },
      ],
    ],
    ['null as a value', [{ name: 'A', value: null }]],
    ['no value', [{ name: 'A' }]],
    ['a source', [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }]],
    ['a source and the empty string', [{ name: 'A', value: '', valueFrom: { fieldRef: {} } }]],
    ['a source that is null', [{ name: 'A', value: 'a', valueFrom: null }]],
    ['entries without a name', [{ value: 'a' }, { value: 'b' }, { name: '', value: 'c' }, { name: '', value: 'd' }]],
    [
      'names that are no strings',
      [
        { name: 5, value: 'a' },
        { name: 5, value: 'b' },
      ],
    ],
  ])('may be %s', (_, env) => {
    expect(environment(env)).toEqual([]);
  });

  const at = 'error workload/env-value spec.containers[0].env';
  it.each<[unknown, string]>([
    ['A=1', `${at}: must be a list of entries with a name and a value; the API server rejects anything else`],
    [{ A: '1' }, `${at}: must be a list of entries with a name and a value; the API server rejects anything else`],
    [
      [{ name: 'A', value: 200 }],
      `${at}[0].value: must be a string, because the API server rejects a number here; quote it: "200"`,
    ],
    [
      [{ name: 'A', value: true }],
      `${at}[0].value: must be a string, because the API server rejects a boolean here; quote it: "true"`,
    ],
    [
      [{ name: 'A', value: 0 }],
      `${at}[0].value: must be a string, because the API server rejects a number here; quote it: "0"`,
    ],
    [
      [{ name: 'A', value: ['a'] }],
      `${at}[0].value: must be a string, because the API server rejects a list or a map here; write it as one string`,
    ],
    [
      [{ name: 'A', value: {} }],
      `${at}[0].value: must be a string, because the API server rejects a list or a map here; write it as one string`,
    ],
    [
      [{ name: 'A', valueFrom: {} }],
      `${at}[0].valueFrom: must name a source, such as configMapKeyRef or secretKeyRef; the API server rejects an empty one`,
    ],
    [
      [{ name: 'A', value: 'a', valueFrom: { fieldRef: {} } }],
      `${at}[0].value: must not be combined with valueFrom; the API server accepts only one of the two, so remove one`,
    ],
  ])('are not %j', (env, line) => {
    expect(environment(env)).toEqual([line]);
  });

  it('are reported where they are set again', () => {
    const env = [
      { name: 'A', value: '1' },
      { name: 'B', value: '1' },
      { name: 'A', value: '2' },
      { name: 'A', value: '3' },
    ];
    const again = 'is set again below, and the last entry takes effect, so this one is ignored; remove one of them';
    const findings = checkEnvironments(pod({ containers: [{ env }] }));
    expect(lines(findings)).toEqual([
      `warning workload/env-duplicate spec.containers[0].env[0].name: ${again}`,
      `warning workload/env-duplicate spec.containers[0].env[2].name: ${again}`,
    ]);
    expect(findings.map(({ value }) => value)).toEqual(['A', 'A']);
  });

  it('are those of one container', () => {
    const env = [{ name: 'A', value: '1' }];
    expect(checkEnvironments(pod({ containers: [{ env }, { env }], initContainers: [{ env }] }))).toEqual([]);
    const wrong = { env: [{ name: 'A', value: 1 }] };
    const found = checkEnvironments(pod({ containers: [{ env }, wrong], initContainers: [wrong] }));
    expect(found.map(({ keys, value }) => [fieldPath(keys), value])).toEqual([
      ['spec.containers[1].env[0].value', 1],
      ['spec.initContainers[0].env[0].value', 1],
    ]);
  });
});

describe('the images of a workload', () => {
  const images = (spec: unknown) => lines(checkImages(pod(spec), RULE));

  it('are pinned', () => {
    expect(images({ containers: [{ image: 'nginx:1' }], initContainers: [{ image: 'nginx:2' }] })).toEqual([]);
  });

  it.each<[unknown, string]>([
    [
      'nginx',
      'warning test/image spec.containers[0].image: is not pinned, so each pull may return a different image; add a tag other than latest, or a digest',
    ],
    [
      'A b',
      'warning test/image spec.containers[0].image: is not a valid image reference; use [registry/]path:tag or [registry/]path@sha256:digest',
    ],
    ['', 'error test/image spec.containers[0].image: is not a valid image reference; use [registry/]path:tag or'],
    [5, 'error test/image spec.containers[0].image: is not a valid image reference; use [registry/]path:tag or'],
    [undefined, 'error test/image spec.containers[0].image: is not a valid image reference'],
  ])('are not %j', (image, line) => {
    const found = images({ containers: [{ image }] });
    expect(found).toEqual([expect.stringContaining(line)]);
    expect(checkImages(pod({ containers: [{ image }] }), RULE)[0]?.value).toBe(image);
  });

  it('are those of init containers, too', () => {
    expect(images({ containers: [{ image: 'nginx:1' }], initContainers: [{ image: 'nginx' }] })).toEqual([
      expect.stringContaining('warning test/image spec.initContainers[0].image: is not pinned'),
    ]);
  });

  it.each([[undefined], [null], [[]], ['none'], [{}]])(
    'are missing where there are no containers: %j',
    (containers) => {
      const found = checkImages({ kind: 'Deployment', spec: { template: { spec: { containers } } } }, RULE);
      expect(lines(found)).toEqual([
        'error test/image spec.template.spec.containers: must be a list of at least one container; the API server rejects a pod without containers',
      ]);
      expect(found[0]?.value).toEqual(containers);
    },
  );
});
