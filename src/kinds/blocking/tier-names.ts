import { dnsLabelProblem } from '../../kubernetes';

/** The tier of policies that name none. */
export const DEFAULT_TIER = 'default';

/** The other tiers that Calico creates, on any release. */
const CALICO_TIERS: readonly string[] = [
  'adminnetworkpolicy',
  'allow-tigera',
  'baselineadminnetworkpolicy',
  'calico-system',
  'kube-admin',
  'kube-baseline',
];

/** Why a name is not suitable for a tier of one's own; undefined if it is. */
export function tierNameProblem(name: string): string | undefined {
  if (name === DEFAULT_TIER) {
    return 'is the tier in which traffic that no rule decides is denied; use a tier of its own, such as threat-feeds';
  }
  return CALICO_TIERS.includes(name)
    ? 'is a tier that Calico creates for itself; use a tier of its own, such as threat-feeds'
    : dnsLabelProblem(name);
}
