import { type Finding, FindingSeverity, type Manifest, noticeRule, valueAt, warningRule } from '../../base';
import { couldMatch, matches, POD_NAMESPACE_LABEL, valuesOf } from '../../query';
import { blockPolicy, deny, denyTo, PASS } from './example';
import { feedBlocksOf } from './feed-blocks';
import { isEmpty, selectorAt } from './read-policy';

const RIGHT = blockPolicy();

const PODS_TOO = noticeRule({
  id: 'block-policy/selects-pods-too',
  what: 'A rule that denies the addresses of a feed should have the namespaceSelector global().',
  why: 'Without it, the selector also matches pods with the same label, and network sets of namespaces.',
  bad: blockPolicy({ rules: [deny('{ selector: "feed == \'bad-addresses\'" }'), PASS] }),
  good: RIGHT,
});
const HOST_ENDPOINTS = warningRule({
  id: 'block-policy/host-endpoints',
  what: 'A policy that denies the addresses of a feed should select pods only, unless it is meant for nodes as well.',
  why: 'A selector such as all() also selects the host endpoints of nodes. Without a rule that passes on all other traffic, the nodes can be cut off. This is a notice if everything else is passed on.',
  bad: blockPolicy({ selector: 'all()', rules: [denyTo("feed == 'bad-addresses'")] }),
  good: RIGHT,
  besides: ['block-policy/denies-the-rest'],
});
export const SNAT = noticeRule({
  id: 'block-policy/snat',
  what: 'A policy that denies ingress from the addresses of a feed should be for traffic that keeps its source address.',
  why: 'The source of traffic from outside may be replaced by kube-proxy with the address of a node. The policy then sees only the node, and denies nothing.',
  bad: blockPolicy({
    fields: [
      'types: [Ingress, Egress]',
      'ingress:',
      '  - { action: Deny, source: { selector: "feed == \'bad-addresses\'", namespaceSelector: global() } }',
      '  - action: Pass',
    ],
  }),
  good: RIGHT,
});

/** Checks which traffic a block selects, and which endpoints. */
export function checkReach(policy: Manifest): Finding[] {
  const blocks = feedBlocksOf(policy);
  const selects = blocks.flatMap(({ isGlobal, selectorKeys, selectorText }) => {
    const message = `also selects pods and network sets in namespaces that have the label; add namespaceSelector: global()`;
    return isGlobal ? [] : [{ ...PODS_TOO, keys: selectorKeys, value: selectorText, message }];
  });
  const first = blocks.find(({ direction }) => direction === 'Ingress');
  const message =
    'denies nothing where kube-proxy replaces the source address of traffic from outside by that of a node; that is prevented by externalTrafficPolicy: Local on the Service, or by the eBPF data plane';
  // At the host endpoint of a node, the source address is still there.
  const snat = first === undefined || selectsHosts(policy) ? [] : [{ ...SNAT, keys: first.selectorKeys, message }];
  return [...selects, ...snat];
}

/** That a block selects nodes as well, if it does. */
export function hostEndpoints(policy: Manifest, passesRest: boolean): Finding[] {
  if (feedBlocksOf(policy).length === 0 || !selectsHosts(policy) || isForHosts(policy)) {
    return [];
  }
  const value = valueAt(policy, 'spec', 'selector');
  const finding = { ...HOST_ENDPOINTS, keys: ['spec', 'selector'], value };
  const how = 'to protect pods only, use has(projectcalico.org/namespace)';
  return passesRest
    ? [{ ...finding, severity: FindingSeverity.NOTICE, message: `selects the host endpoints of nodes as well; ${how}` }]
    : [
        {
          ...finding,
          message: `selects the host endpoints of nodes as well, which may be cut off because the policy does not pass on all other traffic; ${how}`,
        },
      ];
}

/** Whether a policy selects an endpoint without labels, which only host endpoints are. */
function selectsHosts(policy: Manifest): boolean {
  const spec = valueAt(policy, 'spec');
  const selector = selectorAt(spec, 'selector');
  const text = valueAt(spec, 'selector');
  const isLimited = ['namespaceSelector', 'serviceAccountSelector'].some((field) => !isEmpty(valueAt(spec, field)));
  return !isLimited && (selector === undefined ? isEmpty(text) : matches(selector, {}));
}

/** Whether a policy is meant for host endpoints: by an option that only such policies have, or because it selects no pods. */
function isForHosts(policy: Manifest): boolean {
  const spec = valueAt(policy, 'spec');
  const selector = selectorAt(spec, 'selector') ?? { kind: 'all' };
  const namespaces = ['any', ...valuesOf(selector, POD_NAMESPACE_LABEL)];
  return (
    ['applyOnForward', 'doNotTrack', 'preDNAT'].some((field) => valueAt(spec, field) === true) ||
    !namespaces.some((namespace) => couldMatch(selector, { [POD_NAMESPACE_LABEL]: namespace }))
  );
}

/** The rules that this file checks. */
export const REACH_CHECKS_RULES = [PODS_TOO, HOST_ENDPOINTS, SNAT] as const;
