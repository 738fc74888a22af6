import { type Finding, isMap, type Manifest, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import { checkEnds } from './end-checks';
import { checkEntities } from './entity-checks';
import { checkNetworkSetObject, checkPolicyObject, checkTierObject } from './object-checks';
import { checkObjectFields } from './object-fields';
import { checkOrder } from './order-checks';
import { checkReach } from './reach-checks';
import { checkRules } from './rule-checks';

/** Checks a policy of the whole cluster, a GlobalNetworkSet or a Tier for one cluster. */
export function checkBlocking(object: Manifest, cluster: ClusterKind): Finding[] {
  return [...checkObjectFields(object, cluster), ...checksOf(object, cluster)];
}

function checksOf(object: Manifest, cluster: ClusterKind): Finding[] {
  switch (object.kind) {
    case 'Tier':
      return checkTierObject(object, cluster);
    case 'GlobalNetworkSet':
      return checkNetworkSetObject(object);
    default:
      return isMap(valueAt(object, 'spec')) ? checkPolicy(object, cluster) : [];
  }
}

function checkPolicy(policy: Manifest, { release }: ClusterKind): Finding[] {
  return [
    ...checkPolicyObject(policy),
    ...checkRules(policy, release),
    ...checkEntities(policy),
    ...checkEnds(policy, release),
    ...checkOrder(policy),
    ...checkReach(policy),
  ];
}
