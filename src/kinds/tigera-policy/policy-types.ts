import { CALICO_GROUP } from '../../calico';
import type { ObjectType } from '../../kind';

const policy = (kind: string, plural: string, isNamespaced: boolean): ObjectType => ({
  group: CALICO_GROUP,
  kind,
  plural,
  isNamespaced,
});

/** Calico's policies of any kind; policies of Kubernetes itself are in another group. */
export const POLICY_TYPES: readonly ObjectType[] = [
  policy('NetworkPolicy', 'networkpolicies', true),
  policy('GlobalNetworkPolicy', 'globalnetworkpolicies', false),
  policy('StagedNetworkPolicy', 'stagednetworkpolicies', true),
  policy('StagedGlobalNetworkPolicy', 'stagedglobalnetworkpolicies', false),
  policy('StagedKubernetesNetworkPolicy', 'stagedkubernetesnetworkpolicies', true),
];
