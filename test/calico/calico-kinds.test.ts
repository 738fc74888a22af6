import {
  groupOf,
  intendedDistinctiveKind,
  intendedKind,
  isCalicoClusterScoped,
  isCalicoKind,
  isCalicoObject,
  isEnterpriseKind,
  isStoredOnly,
  kindsOfSameWord,
  objectTitle,
} from '../../src/calico';

/** The kinds by what they are: those of Calico Enterprise, those of open-source Calico, and of these the namespaced ones. */
const ENTERPRISE = [
  'AlertException',
  'AuthenticationReview',
  'AuthorizationReview',
  'BFDConfiguration',
  'DeepPacketInspection',
  'EgressGatewayPolicy',
  'ExternalNetwork',
  'GlobalAlert',
  'GlobalAlertTemplate',
  'GlobalReport',
  'GlobalReportType',
  'GlobalThreatFeed',
  'LicenseKey',
  'ManagedCluster',
  'PacketCapture',
  'PolicyRecommendationScope',
  'RemoteClusterConfiguration',
  'SecurityEventWebhook',
  'UISettings',
  'UISettingsGroup',
];
const OPEN_SOURCE = [
  'BGPConfiguration',
  'BGPFilter',
  'BGPPeer',
  'BlockAffinity',
  'CalicoNodeStatus',
  'ClusterInformation',
  'FelixConfiguration',
  'GlobalNetworkPolicy',
  'GlobalNetworkSet',
  'HostEndpoint',
  'IPAMBlock',
  'IPAMConfig',
  'IPAMConfiguration',
  'IPAMHandle',
  'IPPool',
  'IPReservation',
  'KubeControllersConfiguration',
  'Network',
  'NetworkPolicy',
  'NetworkSet',
  'Node',
  'Profile',
  'StagedGlobalNetworkPolicy',
  'StagedKubernetesNetworkPolicy',
  'StagedNetworkPolicy',
  'Tier',
  'WorkloadEndpoint',
];
const NAMESPACED = [
  'DeepPacketInspection',
  'NetworkPolicy',
  'NetworkSet',
  'PacketCapture',
  'StagedKubernetesNetworkPolicy',
  'StagedNetworkPolicy',
  'WorkloadEndpoint',
];
const UNCERTAIN = ['BlockAffinity', 'IPAMBlock', 'IPAMHandle', 'Network', 'Node'];
const STORED_ONLY = ['BlockAffinity', 'IPAMBlock', 'IPAMConfig', 'IPAMHandle'];

describe("a kind of Calico's", () => {
  it.each([...ENTERPRISE, ...OPEN_SOURCE])('is known: %s', (kind) => {
    expect([isCalicoKind(kind), isCalicoKind(`${kind}List`), isCalicoKind(kind.toLowerCase())]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isEnterpriseKind(kind)).toBe(ENTERPRISE.includes(kind));
    expect(isStoredOnly(kind)).toBe(STORED_ONLY.includes(kind));
    expect(isCalicoClusterScoped(kind)).toBe(!NAMESPACED.includes(kind) && !UNCERTAIN.includes(kind));
    expect(intendedKind(kind.toUpperCase())).toBe(kind);
  });

  it.each([
    ['GlobalWAFPlugin', true],
    ['GlobalWAFPolicy', true],
    ['GlobalWAFValidationPolicy', true],
    ['WAFPlugin', false],
    ['WAFPolicy', false],
    ['WAFValidationPolicy', false],
    ['Deployment', false],
    ['', false],
  ])('%s is cluster-scoped: %s', (kind, scoped) => {
    expect([isCalicoClusterScoped(kind), isCalicoKind(kind), isStoredOnly(kind)]).toEqual([scoped, false, false]);
  });

  it.each([
    ['GlobalAlrt', 'GlobalAlert', 'GlobalAlert'],
    ['globalalert', 'GlobalAlert', 'GlobalAlert'],
    ['FelixConfig', undefined, undefined],
    ['felixconfiguration', 'FelixConfiguration', 'FelixConfiguration'],
    ['GlobalNetworkPolicies', 'GlobalNetworkPolicy', 'GlobalNetworkPolicy'],
    ['globalnetworkset', 'GlobalNetworkSet', 'GlobalNetworkSet'],
    ['stagednetworkpolicy', 'StagedNetworkPolicy', 'StagedNetworkPolicy'],
    ['stagedglobalnetworkpolicy', 'StagedGlobalNetworkPolicy', 'StagedGlobalNetworkPolicy'],
    ['stagedkubernetesnetworkpolicy', 'StagedKubernetesNetworkPolicy', 'StagedKubernetesNetworkPolicy'],
    ['networkpolicy', 'NetworkPolicy', undefined],
    ['Tiers', 'Tier', undefined],
    ['PacketCaptureAPI', 'PacketCapture', undefined],
    ['Deployment', undefined, undefined],
    ['', undefined, undefined],
  ])('is meant by %j: %s, and distinctively: %s', (word, kind, distinctive) => {
    expect([intendedKind(word), intendedDistinctiveKind(word)]).toEqual([kind, distinctive]);
  });

  it.each([
    ['GlobalAlertWebhook', ['SecurityEventWebhook']],
    ['Webhook', ['SecurityEventWebhook']],
    ['GlobalThreatKey', ['LicenseKey']],
    ['SomeReview', ['AuthenticationReview', 'AuthorizationReview']],
    ['SomeConfiguration', ['BFDConfiguration', 'RemoteClusterConfiguration']],
    ['Deployment', []],
    ['webhook', []],
    ['', []],
  ])('ends with the same word as %s: %j', (word, kinds) => {
    expect(kindsOfSameWord(word)).toEqual(kinds);
  });

  it('is not listed if too many end with the same letter', () => {
    expect(kindsOfSameWord('UI')).toEqual([]);
  });
});

describe('the group of an object', () => {
  it.each<[unknown, string, string, boolean]>([
    ['projectcalico.org/v3', 'projectcalico.org', 'v3', true],
    ['projectcalico.org', 'projectcalico.org', '', true],
    ['projectcalico.org/v3/x', 'projectcalico.org', 'v3/x', true],
    ['crd.projectcalico.org/v1', 'crd.projectcalico.org', 'v1', true],
    ['applicationlayer.projectcalico.org/v3', 'applicationlayer.projectcalico.org', 'v3', true],
    ['operator.tigera.io/v1', 'operator.tigera.io', 'v1', false],
    ['v1', '', 'v1', false],
    ['/v1', '', 'v1', false],
    ['', '', '', false],
    [3, '', '', false],
    [undefined, '', '', false],
  ])('of %j is %j, in version %j', (apiVersion, group, written, ours) => {
    expect(groupOf(apiVersion)).toEqual({ group, version: written });
    expect(isCalicoObject({ apiVersion })).toBe(ours);
  });
});

describe('the title of an object', () => {
  it.each([
    [{ kind: 'Pod', metadata: { namespace: 'dev', name: 'web' } }, 'Pod dev/web'],
    [{ kind: 'Pod', metadata: { name: 'web' } }, 'Pod web'],
    [{ kind: 'Pod', metadata: { namespace: 'dev' } }, 'Pod'],
    [{ kind: 'Pod', metadata: { namespace: 5, name: 'web' } }, 'Pod web'],
    [{ kind: 'Pod', metadata: { namespace: 'dev', name: 5 } }, 'Pod'],
    [{ kind: 'GlobalAlert', metadata: { namespace: 'dev', name: 'a' } }, 'GlobalAlert a'],
    [{ kind: 'NetworkPolicy', metadata: { namespace: 'dev', name: 'a' } }, 'NetworkPolicy dev/a'],
    [{ metadata: 'none' }, 'undefined'],
    [{ kind: 'Pod', metadata: { name: 'n'.repeat(253) } }, `Pod ${'n'.repeat(253)}`],
    [{ kind: 'Pod', metadata: { name: 'n'.repeat(254) } }, `Pod ${'n'.repeat(253)}…`],
    [{ kind: 'K'.repeat(254), metadata: {} }, `${'K'.repeat(253)}…`],
    [{ kind: 'Pod', metadata: { namespace: 's'.repeat(254), name: 'a' } }, `Pod ${'s'.repeat(253)}…/a`],
  ])('of %j', (object, title) => {
    expect(objectTitle(object)).toBe(title);
  });
});
