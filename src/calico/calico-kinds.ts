import type { Manifest } from '../base';
import { nearestWord } from '../base';

/** The group in which people write Calico's objects. */
export const CALICO_GROUP = 'projectcalico.org';

/** The group in which Calico's API server stores them. */
export const STORAGE_GROUP = 'crd.projectcalico.org';

/** The group of Tigera's operator. */
export const OPERATOR_GROUP = 'operator.tigera.io';

/** The group of the web application firewall for gateways. */
const WAF_GROUP = 'applicationlayer.projectcalico.org';

/** Kinds of Calico Enterprise and Calico Cloud; the name of none is used by another API. */
const ENTERPRISE_KINDS: readonly string[] = [
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

/** Kinds of open-source Calico, those that only `calicoctl` reads among them. */
const OPEN_SOURCE_KINDS: readonly string[] = [
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

const NAMESPACED: readonly string[] = [
  'DeepPacketInspection',
  'NetworkPolicy',
  'NetworkSet',
  'PacketCapture',
  'StagedKubernetesNetworkPolicy',
  'StagedNetworkPolicy',
  'WAFPlugin',
  'WAFPolicy',
  'WAFValidationPolicy',
  'WorkloadEndpoint',
];

/** Kinds that Calico's storage alone has, or that its components write there. */
const STORED_ONLY: readonly string[] = ['BlockAffinity', 'IPAMBlock', 'IPAMConfig', 'IPAMHandle'];

/** Whether nobody is sure: `Network` is new, and `calicoctl` knows best what a `Node` is. */
const SCOPE_UNCERTAIN: readonly string[] = ['Network', 'Node', 'IPAMBlock', 'IPAMHandle', 'BlockAffinity'];

const WAF_KINDS: readonly string[] = [
  'GlobalWAFPlugin',
  'GlobalWAFPolicy',
  'GlobalWAFValidationPolicy',
  'WAFPlugin',
  'WAFPolicy',
  'WAFValidationPolicy',
];

/** Kinds of Tigera's operator that this library generates, all of which belong to no namespace. */
const OPERATOR_KINDS: readonly string[] = ['IntrusionDetection'];

/** Kinds of Tigera's operator whose names are like those of other kinds, but not misspelled. */
const ALIKE: readonly string[] = ['PacketCaptureAPI'];

/** Kinds of open-source Calico whose names no other API is known to use. */
const DISTINCTIVE: readonly string[] = [
  ...ENTERPRISE_KINDS,
  'FelixConfiguration',
  'GlobalNetworkPolicy',
  'GlobalNetworkSet',
  'StagedGlobalNetworkPolicy',
  'StagedKubernetesNetworkPolicy',
  'StagedNetworkPolicy',
];

const KINDS: readonly string[] = [...ENTERPRISE_KINDS, ...OPEN_SOURCE_KINDS];
const CLUSTER_SCOPED: ReadonlySet<string> = new Set(
  [...KINDS, ...WAF_KINDS, ...OPERATOR_KINDS].filter(
    (kind) => !NAMESPACED.includes(kind) && !SCOPE_UNCERTAIN.includes(kind),
  ),
);
const KNOWN: ReadonlySet<string> = new Set(KINDS.flatMap((kind) => [kind, `${kind}List`]));
const BY_LOWER_CASE = new Map(KINDS.map((kind) => [kind.toLowerCase(), kind]));
const LOWER_CASE: readonly string[] = [...BY_LOWER_CASE.keys()];
const MOST_ALIKE = 3;

/** Group and version of an `apiVersion`; the core group is empty, and so is the version if only the group is given. */
export function groupOf(apiVersion: unknown): { readonly group: string; readonly version: string } {
  const text = typeof apiVersion === 'string' ? apiVersion : '';
  const slash = text.indexOf('/');
  if (slash === -1) {
    return text.includes('.') ? { group: text, version: '' } : { group: '', version: text };
  }
  return { group: text.slice(0, slash), version: text.slice(slash + 1) };
}

/** Whether an API version has a group, even if its version is empty. Without a slash, all of it is the version. */
export function hasSlash(apiVersion: unknown): boolean {
  return typeof apiVersion === 'string' && apiVersion.includes('/');
}

/** Whether an object is of one of Calico's groups, in whatever version. */
export function isCalicoObject({ apiVersion }: Manifest): boolean {
  const { group } = groupOf(apiVersion);
  return group === CALICO_GROUP || group === STORAGE_GROUP || group === WAF_GROUP;
}

/** Whether Calico's API has the kind, or lists of it. */
export function isCalicoKind(kind: string): boolean {
  return KNOWN.has(kind);
}

/** Whether Calico's storage is where an object of the kind belongs. */
export function isStoredOnly(kind: string): boolean {
  return STORED_ONLY.includes(kind);
}

export function isEnterpriseKind(kind: string): boolean {
  return ENTERPRISE_KINDS.includes(kind);
}

/** Whether a kind of Calico's belongs to no namespace; false where that is not certain. */
export function isCalicoClusterScoped(kind: string): boolean {
  return CLUSTER_SCOPED.has(kind);
}

/** The kind of Calico's that a word was meant to be: the same but for case, or nearly the same. */
export function intendedKind(word: string): string | undefined {
  const lowerCase = word.toLowerCase();
  const nearest = BY_LOWER_CASE.has(lowerCase) ? lowerCase : nearestWord(lowerCase, LOWER_CASE);
  return nearest === undefined ? undefined : BY_LOWER_CASE.get(nearest);
}

/** The same, of the kinds whose names no other API uses. */
export function intendedDistinctiveKind(word: string): string | undefined {
  const kind = ALIKE.includes(word) ? undefined : intendedKind(word);
  return kind !== undefined && DISTINCTIVE.includes(kind) ? kind : undefined;
}

/** Kinds that end with the same word, as SecurityEventWebhook does with the last word of GlobalAlertWebhook. */
export function kindsOfSameWord(word: string): readonly string[] {
  const start = lastWordStart(word);
  const alike = start === -1 ? [] : ENTERPRISE_KINDS.filter((kind) => kind.endsWith(word.slice(start)));
  return alike.length <= MOST_ALIKE ? alike : [];
}

function lastWordStart(word: string): number {
  for (let index = word.length - 1; index >= 0; index -= 1) {
    if (/[A-Z]/.test(word.charAt(index))) {
      return index;
    }
  }
  return -1;
}
