import { CALICO_GROUP } from '../../calico';
import type { ObjectType } from '../../kind';

const policy = (kind: string, plural: string, isNamespaced: boolean): ObjectType => ({
  group: CALICO_GROUP,
  kind,
  plural,
  isNamespaced,
});

/** Calico's policies in a namespace; policies of Kubernetes itself are in another group. */
export const NAMESPACED_POLICY_TYPES: readonly ObjectType[] = [
  policy('NetworkPolicy', 'networkpolicies', true),
  policy('StagedNetworkPolicy', 'stagednetworkpolicies', true),
  policy('StagedKubernetesNetworkPolicy', 'stagedkubernetesnetworkpolicies', true),
];

/** Calico's policies of any kind. The types of those for the whole cluster are of another kind, which checks all of their fields. */
export const POLICY_TYPES: readonly ObjectType[] = [
  ...NAMESPACED_POLICY_TYPES,
  policy('GlobalNetworkPolicy', 'globalnetworkpolicies', false),
  policy('StagedGlobalNetworkPolicy', 'stagedglobalnetworkpolicies', false),
];
