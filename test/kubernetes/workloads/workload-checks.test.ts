import { Duration } from 'cdk8s';
import { type Finding, fieldPath, type Manifest } from '../../../src/base';
import { imageOf, podPlacement } from '../../../src/kubernetes/workloads/pod-template';
import { checkWorkload, checkWorkloadOptions } from '../../../src/kubernetes/workloads/workload-checks';
import {
  TaintEffect,
  TolerationOperator,
  type WorkloadOptions,
} from '../../../src/kubernetes/workloads/workload-options';

function lines(findings: readonly Finding[]): string[] {
  return findings.map(
    ({ keys, value, message, rule, severity }) =>
      `${severity} ${rule} ${fieldPath(keys)} = ${JSON.stringify(value)}: ${message}`,
  );
}

const workload = (metadata: object, spec: object = {}): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'a', ...metadata },
  spec: { template: { metadata, spec: { containers: [{ image: 'nginx:1' }], ...spec } } },
});

describe('the manifest of a workload', () => {
  it('is right', () => {
    const placed = { nodeSelector: { disk: 'fast' }, imagePullSecrets: [{ name: 'my.secret' }] };
    expect(checkWorkload(workload({ labels: { a: 'b' }, annotations: { 'A.b/c': 'd e' } }, placed))).toEqual([]);
    expect(checkWorkload(workload({}))).toEqual([]);
  });

  it.each<[string, Manifest, string]>([
    [
      'a label',
      workload({ labels: { team: 'a b' } }),
      'error workload/label metadata.labels.team = "a b": is not a valid',
    ],
    [
      'an annotation',
      workload({ annotations: { 'a b': 'c' } }),
      'error workload/annotation metadata.annotations.a b = undefined: is not a valid annotation key',
    ],
    [
      'a node selector',
      workload({}, { nodeSelector: { disk: 'very fast' } }),
      'error workload/node-selector spec.template.spec.nodeSelector.disk = "very fast": is not a valid label value',
    ],
    [
      'a pull secret',
      workload({}, { imagePullSecrets: [{ name: 'right' }, { name: 'My Secret' }] }),
      'error workload/pull-secret spec.template.spec.imagePullSecrets[1].name = "My Secret": must be an RFC 1123',
    ],
    [
      'a pull secret without a name',
      workload({}, { imagePullSecrets: [{ name: 5 }] }),
      'error workload/pull-secret spec.template.spec.imagePullSecrets[0].name = 5: must not be empty',
    ],
    [
      'an image',
      workload({}, { containers: [{ image: 'nginx' }] }),
      'error workload/image spec.template.spec.containers[0].image = "nginx": is not pinned',
    ],
  ])('has a mistake in %s', (_, manifest, line) => {
    expect(lines(checkWorkload(manifest))).toEqual([expect.stringContaining(line)]);
  });

  it('has its name checked by another rule', () => {
    expect(checkWorkload(workload({ name: 'A B' }))).toEqual([]);
  });

  it.each([[undefined], [null], ['a'], [5]])('may have pull secrets that are no list: %j', (imagePullSecrets) => {
    const found = lines(checkWorkload(workload({}, { imagePullSecrets })));
    expect(found.filter((line) => line.includes('imagePullSecrets'))).toEqual([]);
  });
});

describe('the options of a workload', () => {
  const own = { app: 'mine' };
  const options = (given: WorkloadOptions) => lines(checkWorkloadOptions(given, own));

  it.each<[string, WorkloadOptions]>([
    ['none', {}],
    ['a registry', { imageRegistry: 'r.example/mirror' }],
    ['a label', { labels: { team: 'red', toString: 'x' } }],
    ['its own label', { labels: { app: 'mine' } }],
    ['a toleration', { tolerations: [{ key: 'spot' }, { key: 'a', stayFor: Duration.seconds(5) }] }],
    ['a label of its pods', { podLabels: { team: 'red', app: 'mine' } }],
    ['a priority class', { priorityClassName: 'system-node-critical' }],
    ['a service account', { serviceAccountName: 'my.account' }],
    ['a toleration of no time', { tolerations: [{ stayFor: Duration.millis(0) }] }],
  ])('may be %s', (_, given) => {
    expect(options(given)).toEqual([]);
  });

  it.each<[string, WorkloadOptions, string]>([
    [
      'a registry with a scheme',
      { imageRegistry: 'https://r.example' },
      'error workload/image-registry imageRegistry = "https://r.example": is not a valid registry',
    ],
    [
      'another value of its own label',
      { labels: { team: 'red', app: 'other' } },
      'error workload/own-label labels.app = "other": must remain mine, because the selectors and policies of the object depend on it; use another label',
    ],
    [
      'another value of its own label in its pods',
      { podLabels: { app: 'other' } },
      'error workload/own-label podLabels.app = "other": must remain mine, because',
    ],
    [
      'a malformed label of its pods',
      { podLabels: { team: 'red & blue' } },
      'error workload/label podLabels.team = "red & blue": is not a valid label value',
    ],
    [
      'a priority class with a space',
      { priorityClassName: 'Very High' },
      'error workload/priority-class priorityClassName = "Very High": must be an RFC 1123 subdomain',
    ],
    [
      'an empty service account',
      { serviceAccountName: '' },
      'error workload/service-account serviceAccountName = "": must not be empty',
    ],
    [
      'a toleration of half a second',
      { tolerations: [{}, { stayFor: Duration.millis(1_500) }] },
      'error workload/toleration tolerations[1].stayFor',
    ],
    [
      'a toleration of less than a millisecond',
      { tolerations: [{ stayFor: Duration.seconds(0.0001) }] },
      'must be a whole number of seconds',
    ],
  ])('must not be %s', (_, given, line) => {
    expect(options(given)).toEqual([expect.stringContaining(line)]);
  });
});

describe('where pods run', () => {
  it('is said in the form of Kubernetes', () => {
    expect(
      podPlacement({
        nodeSelector: { disk: 'fast' },
        imagePullSecrets: ['a', 'b'],
        tolerations: [
          {
            key: 'k',
            operator: TolerationOperator.EQUAL,
            value: 'v',
            effect: TaintEffect.NO_EXECUTE,
            stayFor: Duration.minutes(1),
          },
          { operator: TolerationOperator.EXISTS },
        ],
      }),
    ).toEqual({
      nodeSelector: { disk: 'fast' },
      imagePullSecrets: [{ name: 'a' }, { name: 'b' }],
      tolerations: [
        { key: 'k', operator: 'Equal', value: 'v', effect: 'NoExecute', tolerationSeconds: 60 },
        { operator: 'Exists', tolerationSeconds: undefined },
      ],
    });
  });

  it.each<[string[] | undefined, string[] | undefined, { name: string }[] | undefined]>([
    [undefined, undefined, undefined],
    [undefined, ['own'], [{ name: 'own' }]],
    [[], ['own'], undefined],
    [['mine'], ['own'], [{ name: 'mine' }]],
  ])('is said with the pull secrets %j, or else %j', (imagePullSecrets, own, expected) => {
    expect(podPlacement({ imagePullSecrets }, own)).toEqual({
      nodeSelector: undefined,
      tolerations: undefined,
      imagePullSecrets: expected,
    });
  });

  it.each<[WorkloadOptions, string]>([
    [{}, 'nginx:1'],
    [{ image: 'other:2' }, 'other:2'],
    [{ imageRegistry: 'r.example' }, 'r.example/library/nginx:1'],
    [{ image: 'quay.io/a/b:2', imageRegistry: 'r.example' }, 'r.example/a/b:2'],
  ])('is with the image of %j', (given, image) => {
    expect(imageOf(given, 'nginx:1')).toBe(image);
  });
});
