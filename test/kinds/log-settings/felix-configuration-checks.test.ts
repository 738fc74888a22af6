import { CalicoTopology } from '../../../src';
import { fieldPath } from '../../../src/base';
import { CalicoRelease } from '../../../src/calico';
import { LOG_SETTINGS_KIND } from '../../../src/kinds/log-settings';

const GUARDS = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false,ServerSideApply=true',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  'kustomize.toolkit.fluxcd.io/ssa': 'Merge',
};

interface Options {
  readonly name?: string;
  readonly annotations?: object;
  readonly spec?: object;
  readonly release?: string;
}

function found({
  name = 'default',
  annotations = GUARDS,
  spec = { flowLogsFlushInterval: '10s' },
  release = '3.24',
}: Options): string[] {
  const manifest = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'FelixConfiguration',
    metadata: { name, annotations },
    spec,
  };
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  return LOG_SETTINGS_KIND.check(manifest, cluster).map(
    ({ rule, severity, keys, message }) => `${severity} ${fieldPath(keys)}: ${message} [${rule}]`,
  );
}

const unguarded = (missing: string) =>
  `notice metadata.annotations: should contain ${missing}; otherwise Argo CD or Flux may delete the object, or settings in it that others set [log-settings/unguarded]`;

describe('a FelixConfiguration', () => {
  it.each<[string, object, string]>([
    [
      'none',
      {},
      Object.entries(GUARDS)
        .map(([key, value]) => `${key}: ${value}`)
        .join(', '),
    ],
    [
      'no option for Argo CD',
      { 'argocd.argoproj.io/sync-options': 'Delete=false' },
      'argocd.argoproj.io/sync-options: Prune=false,Delete=false,ServerSideApply=true',
    ],
    [
      'half of the options for Argo CD',
      { 'argocd.argoproj.io/sync-options': 'Prune=false' },
      'argocd.argoproj.io/sync-options: Prune=false,Delete=false,ServerSideApply=true',
    ],
    [
      'pruning by Flux',
      { 'kustomize.toolkit.fluxcd.io/prune': 'enabled' },
      'kustomize.toolkit.fluxcd.io/prune: disabled',
    ],
    [
      'the override of Flux',
      { 'kustomize.toolkit.fluxcd.io/ssa': 'Override' },
      'kustomize.toolkit.fluxcd.io/ssa: Merge',
    ],
    [
      'a value that is not a string',
      { 'kustomize.toolkit.fluxcd.io/prune': false },
      'kustomize.toolkit.fluxcd.io/prune: disabled',
    ],
    [
      'two that are wrong',
      { 'kustomize.toolkit.fluxcd.io/prune': 'no', 'kustomize.toolkit.fluxcd.io/ssa': '' },
      'kustomize.toolkit.fluxcd.io/prune: disabled, kustomize.toolkit.fluxcd.io/ssa: Merge',
    ],
  ])('should have annotations that guard it, but has %s', (what, changes, missing) => {
    expect(found({ annotations: what === 'none' ? {} : { ...GUARDS, ...changes } })).toEqual([unguarded(missing)]);
  });

  it.each<[string, Options]>([
    ['all of them', {}],
    [
      'more options for Argo CD',
      { annotations: { ...GUARDS, 'argocd.argoproj.io/sync-options': 'Delete=false , X=1, Prune=false' } },
    ],
    [
      'values in another case',
      {
        annotations: {
          ...GUARDS,
          'kustomize.toolkit.fluxcd.io/prune': 'Disabled',
          'kustomize.toolkit.fluxcd.io/ssa': 'merge',
        },
      },
    ],
    ['IfNotPresent', { annotations: { ...GUARDS, 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' } }],
    ['Ignore', { annotations: { ...GUARDS, 'kustomize.toolkit.fluxcd.io/ssa': 'Ignore' } }],
    ['none, and no log settings', { annotations: {}, spec: { bpfEnabled: true } }],
  ])('may have %s', (_, options) => {
    expect(found(options)).toEqual([]);
  });

  it('needs no guards under another name, which Calico does not have', () => {
    expect(found({ name: 'node.a', annotations: {} }).filter((line) => line.includes('unguarded'))).toEqual([]);
  });

  it('should not aggregate denied flows to level 3 on releases that were seen to reject it', () => {
    const level = (value: number, release: string) =>
      found({ spec: { flowLogsFileAggregationKindForDenied: value }, release });
    expect(level(3, '3.22')).toEqual([
      'warning spec.flowLogsFileAggregationKindForDenied: is a level that the API server of Calico Enterprise 3.22.1 was observed to reject; use 2 or less [log-settings/denied-level]',
    ]);
    expect([level(2, '3.22'), level(3, '3.24')]).toEqual([[], []]);
  });

  it('is the only type of the kind', () => {
    expect(LOG_SETTINGS_KIND.types).toEqual([
      { group: 'projectcalico.org', kind: 'FelixConfiguration', plural: 'felixconfigurations', isNamespaced: false },
    ]);
    const types = [
      ['projectcalico.org/v3', 'FelixConfiguration'],
      ['projectcalico.org/v3', 'BGPConfiguration'],
      ['example.com/v3', 'FelixConfiguration'],
    ];
    expect(types.map(([apiVersion, kind]) => LOG_SETTINGS_KIND.looksAt({ apiVersion, kind }))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
