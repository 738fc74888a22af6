import { errorRule, type Finding, type Keys, type Manifest, noticeRule, valueAt, warningRule } from '../../base';
import { NETWORK_SET_PREFIX, networkSetName } from '../../calico';
import { labelProblems, metadataFinding, subdomainProblem } from '../../kubernetes';
import { POD_NAMESPACE_LABEL } from '../../query';
import { addressFeed, domainFeed, plainAddressFeedWithLogs } from './example';
import { readFeed } from './read-feed';
import { REFUSED_BY_SCHEMA } from './who-checks';

const RIGHT = addressFeed();
const LONG = `${'a'.repeat(60)}.`.repeat(4);

const DOMAINS = errorRule({
  id: 'threat-feed/domains-with-network-set',
  what: 'A feed of domain names must not have a network set.',
  why: `A network set contains addresses, so Calico creates none for domain names, and a policy that selects its labels blocks nothing. ${REFUSED_BY_SCHEMA}`,
  bad: domainFeed({ globalNetworkSet: '{ labels: { feed: bad-domains } }' }),
  good: domainFeed(),
});
const WITHOUT_PULL = warningRule({
  id: 'threat-feed/network-set-without-pull',
  what: 'A feed with a network set should be pulled.',
  why: 'Calico creates no network set for a feed whose entries are written to Elasticsearch, so policies cannot block them.',
  bad: addressFeed({ pull: undefined }),
  good: RIGHT,
});
const LABEL = errorRule({
  id: 'threat-feed/network-set-label',
  what: 'The labels of a network set must have the form that Kubernetes requires.',
  why: 'Otherwise, the API server rejects the feed, or the network set that Calico creates for it.',
  bad: addressFeed({ globalNetworkSet: '{ labels: { feed: "bad addresses" } }' }),
  good: RIGHT,
});
const UNLABELLED = warningRule({
  id: 'threat-feed/network-set-unlabelled',
  what: 'A network set should have a label.',
  why: 'Policies select network sets by their labels. Without a label of its own, the set can only be selected together with those of all other feeds.',
  bad: addressFeed({ globalNetworkSet: '{}' }),
  good: RIGHT,
});
const NAME = warningRule({
  id: 'threat-feed/network-set-name',
  what: 'The name of a feed with a network set should have at most 242 characters.',
  why: 'The network set is called threatfeed.NAME, and cannot be created if that has more than 253 characters.',
  bad: addressFeed().replace('name: bad-addresses', `name: ${LONG}feed`),
  good: RIGHT,
});
const DISABLED = noticeRule({
  id: 'threat-feed/disabled-still-blocks',
  what: 'A disabled feed should not have a network set, unless its addresses should still be blocked.',
  why: 'The mode Disabled was observed to stop events only: the list is still downloaded, and the network set and the policies that select it stay.',
  bad: addressFeed({ mode: 'Disabled' }),
  good: plainAddressFeedWithLogs(),
});

const SET: Keys = ['spec', 'globalNetworkSet'];

/** Checks the network set that a feed asks for. */
export function checkNetworkSet(feed: Manifest): Finding[] {
  const { holdsDomains, isPulled, wantsNetworkSet } = readFeed(feed);
  if (!wantsNetworkSet) {
    return [];
  }
  const labels = valueAt(feed, 'spec', 'globalNetworkSet', 'labels');
  const problems = labelProblems(labels, [...SET, 'labels']).filter(({ ofType }) => ofType !== true);
  const malformed = problems.map((problem) => metadataFinding(problem, LABEL));
  if (valueAt(labels, POD_NAMESPACE_LABEL) !== undefined) {
    const message =
      'is a label that Calico uses for objects in a namespace, so it rejects the network set; use another label';
    malformed.push({ ...LABEL, keys: [...SET, 'labels', POD_NAMESPACE_LABEL], message });
  }
  if (holdsDomains) {
    const message =
      'is for addresses only, so policies cannot block the domain names of this feed; remove it, or set content: IPSet if the list has addresses';
    return [{ ...DOMAINS, keys: SET, message }, ...malformed];
  }
  if (!isPulled) {
    const message =
      'is not created for a feed without pull, so a policy that selects its labels blocks nothing; add pull, or remove it';
    return [{ ...WITHOUT_PULL, keys: SET, message }, ...malformed];
  }
  return [...malformed, ...checkSet(feed, labels)];
}

function checkSet(feed: Manifest, labels: unknown): Finding[] {
  const { name, isDisabled } = readFeed(feed);
  const findings: Finding[] = [];
  if (Object.keys(labels ?? {}).length === 0) {
    const message = 'has no labels by which a policy could select it alone; add one, such as feed: my-feed';
    findings.push({ ...UNLABELLED, keys: SET, message });
  }
  // A feed with such a name is rejected anyway.
  if (subdomainProblem(name) === undefined && subdomainProblem(networkSetName(name)) !== undefined) {
    const message = `is too long for a feed with a network set: ${NETWORK_SET_PREFIX} and the name must have at most 253 characters together`;
    findings.push({ ...NAME, keys: ['metadata', 'name'], message });
  }
  if (isDisabled) {
    const message =
      'stops events only: the network set stays, so policies still block the addresses; remove globalNetworkSet or the policies if that is not intended';
    findings.push({ ...DISABLED, keys: ['spec', 'mode'], value: 'Disabled', message });
  }
  return findings;
}

/** The rules that this file checks. */
export const NETWORK_SET_RULES = [DOMAINS, WITHOUT_PULL, LABEL, UNLABELLED, NAME, DISABLED] as const;
