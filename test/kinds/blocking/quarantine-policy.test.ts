import { BlockTier, CalicoCluster, QuarantinePolicy, type QuarantinePolicyProps } from '../../../src';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, managedCluster, messageOf, only, synthesize, testChart } from '../../support';

const cluster = managedCluster('3.24');

const specOf = (props: QuarantinePolicyProps = {}) =>
  only(
    synthesize((chart) => new QuarantinePolicy(chart, 'quarantine', { cluster, ...props })),
    'GlobalNetworkPolicy',
  ).spec;

describe('QuarantinePolicy', () => {
  const stderr = captureStderr();

  it('logs and denies everything of the pods with the label', () => {
    const objects = synthesize((chart) => new QuarantinePolicy(chart, 'quarantine', { cluster }));
    expect(objects).toMatchSnapshot();
    expect(only(objects, 'Tier').spec).toEqual({ order: 40, defaultAction: 'Pass' });
    expect(specOf()).toEqual({
      tier: 'quarantine',
      order: 10,
      selector: "has(projectcalico.org/namespace) && quarantine == 'true'",
      types: ['Ingress', 'Egress'],
      ingress: [{ action: 'Log' }, { action: 'Deny' }],
      egress: [{ action: 'Log' }, { action: 'Deny' }],
    });
    expect(stderr()).toBe('');
  });

  it('needs no Pass before 3.20, since it decides about all traffic of its pods', () => {
    const old = managedCluster('3.19');
    expect(specOf({ cluster: old }).egress).toEqual([{ action: 'Log' }, { action: 'Deny' }]);
    expect(specOf({ cluster: old, logged: false }).egress).toEqual([{ action: 'Deny' }]);
  });

  it('can leave DNS to the other policies', () => {
    const { egress, ingress } = specOf({ allowDns: true, logged: false });
    expect(egress).toMatchSnapshot();
    expect(egress.at(-1)).toEqual({ action: 'Deny' });
    expect(ingress).toEqual([{ action: 'Deny' }]);
  });

  it('shows the commands that put a pod in and let it out', () => {
    const made = new QuarantinePolicy(testChart(), 'quarantine', { cluster, labelKey: 'isolated', labelValue: 'yes' });
    expect([made.isolateCommand, made.releaseCommand]).toEqual([
      'kubectl label pod --namespace "$NAMESPACE" "$POD" --overwrite isolated=yes',
      'kubectl label pod --namespace "$NAMESPACE" "$POD" isolated-',
    ]);
    expect([made.policyName, made.labelSelector, made.cluster, made.staged]).toEqual([
      'quarantine.quarantine',
      'isolated=yes',
      cluster,
      false,
    ]);
  });

  const kind = 'StagedGlobalNetworkPolicy';
  const allProps: AllProps<QuarantinePolicyProps> = {
    cluster: {
      value: cluster,
      kind,
      at: ['metadata', 'annotations', 'calico-threat-defense/release'],
      is: '3.24.0-1.0',
    },
    name: { value: 'mine', kind, at: ['metadata', 'name'], is: 'security.mine' },
    labelKey: {
      value: 'isolated',
      kind,
      at: ['spec', 'selector'],
      is: "has(projectcalico.org/namespace) && isolated == 'yes'",
    },
    labelValue: {
      value: 'yes',
      kind,
      at: ['spec', 'selector'],
      is: "has(projectcalico.org/namespace) && isolated == 'yes'",
    },
    allowDns: { value: true, kind, at: ['spec', 'egress', 0, 'protocol'], is: 'UDP' },
    tier: { value: BlockTier.own('security', { order: 7 }), kind: 'Tier', at: ['spec', 'order'], is: 7 },
    order: { value: 3, kind, at: ['spec', 'order'], is: 3 },
    logged: { value: false, kind, at: ['spec', 'ingress', 0, 'action'], is: 'Deny' },
    staged: { value: true, kind, at: ['spec', 'stagedAction'], is: 'Set' },
    labels: { value: { team: 'red' }, kind, at: ['metadata', 'labels', 'team'], is: 'red' },
    annotations: { value: { note: 'n' }, kind, at: ['metadata', 'annotations', 'note'], is: 'n' },
  };
  itPassesOnAllProps<QuarantinePolicyProps>(allProps, (chart, props) => {
    CalicoCluster.provide(chart, managedCluster('3.23'));
    new QuarantinePolicy(chart, 'quarantine', props);
  });

  it.each([
    'cluster',
    'name',
    'labelKey',
    'labelValue',
    'allowDns',
    'tier',
    'order',
    'logged',
    'staged',
    'labels',
    'annotations',
  ])('is rejected if a prop has another type: %s', (prop) => {
    const make = () => new QuarantinePolicy(testChart(), 'it', { cluster, [prop]: [7] } as never);
    expect(messageOf(make)).toMatch(new RegExp(`^test/it: 1 problem\\n  ${prop}\\b.* must be .*\\[argument/type\\]$`));
  });

  it('reports props that it does not have', () => {
    new QuarantinePolicy(testChart(), 'it', { cluster, odd: 1 } as never);
    expect(stderr()).toBe(
      'test/it: 1 warning\n  odd: is not a prop of QuarantinePolicyProps and has no effect [argument/unknown-prop]\n',
    );
  });

  it('must be in a scope', () => {
    expect(messageOf(() => new QuarantinePolicy(undefined as never, 'quarantine', { cluster }))).toBe(
      'QuarantinePolicy: 1 problem\n  scope: must be a construct, such as a Chart [argument/type]',
    );
  });

  it.each<[string, QuarantinePolicyProps, string]>([
    [
      'an invalid key',
      { labelKey: 'in quarantine' },
      'labelKey = "in quarantine": is not a valid label key: [prefix/]name, as in app or app.kubernetes.io/name, with the prefix in lower case [block-policy/quarantine-label]',
    ],
    [
      'a label of Calico',
      { labelKey: 'projectcalico.org/namespace', labelValue: 'dev' },
      'labelKey = "projectcalico.org/namespace": is a label of Calico, which every pod may have; use another key [block-policy/quarantine-label]',
    ],
    ['an empty value', { labelValue: '' }, 'labelValue = "": must not be empty [block-policy/quarantine-label]'],
    [
      'an invalid value',
      { labelValue: "it's" },
      "labelValue = \"it's\": is not a valid label value: at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit [block-policy/quarantine-label]",
    ],
    [
      'a flag that is not one',
      { allowDns: 'true' } as never,
      'allowDns = "true": must be true or false; remove the quotes [argument/type]',
    ],
  ])('is rejected: %s', (_, props, problem) => {
    const chart = testChart();
    const make = () => new QuarantinePolicy(chart, 'quarantine', { cluster, ...props });
    expect(messageOf(make)).toBe(`test/quarantine: 1 problem\n  ${problem}`);
    expect(chart.node.findAll().map(({ node }) => node.id)).toEqual(['test', 'quarantine']);
  });
});
