import { errorRule, type Finding } from '../base';
import { BlockDirections, type ThreatFeedBlock } from '../kinds/blocking';
import type { ThreatFeed } from '../kinds/threat-feed';
import { couldMatch, matches, parseSelector } from '../query';

const example = (namespace: string) =>
  [
    'const logs = LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE });',
    "CalicoCluster.provide(chart, CalicoCluster.managed({ name: 'acme.aks-prod', release, logs }));",
    "const feed = ThreatFeed.fromKnown(chart, 'feed', KnownFeed.TOR_EXITS);",
    'const directions = BlockDirections.EGRESS;',
    `const protect = PolicySelector.podsIn(['${namespace}']);`,
    "const blockedBy = new ThreatFeedBlock(chart, 'block', { name: 'block-tor', feeds: [feed], directions, protect });",
    "const control = ScanTarget.service({ namespace: 'shop', name: 'web' });",
    "new ThreatFeedProbe(chart, 'probe', { feed, blockedBy, control });",
  ].join('\n');

const NOT_BLOCKED = errorRule({
  id: 'feed-probe/not-blocked',
  form: 'program',
  what: 'The policy in blockedBy must deny the connections of the probe.',
  why: 'Otherwise the probe could connect to the addresses, and the exercise would fail.',
  bad: example('other'),
  good: example('shop'),
});

/** A pod that connects to addresses of a feed. */
interface ProbePod {
  readonly feed: ThreatFeed;
  readonly labels: Readonly<Record<string, string>>;
  readonly namespace: string;
}

/** Checks that a policy denies the connections of a pod to the addresses of a feed. */
export function checkBlock(block: ThreatFeedBlock, pod: ProbePod): Finding[] {
  const message = problemOf(block, pod);
  return message === undefined ? [] : [{ ...NOT_BLOCKED, keys: ['blockedBy'], value: block.policyName, message }];
}

function problemOf(block: ThreatFeedBlock, { feed, labels, namespace }: ProbePod): string | undefined {
  if (block.staged) {
    return 'is only staged, so it denies nothing; set staged: false';
  }
  if (block.directions === BlockDirections.INGRESS) {
    return 'only denies connections from the addresses, but the probe connects to them; use BlockDirections.BOTH or EGRESS';
  }
  if (!block.feeds.includes(feed)) {
    return `does not deny the addresses of the feed ${feed.feedName}; add the feed to it`;
  }
  return selectsPod(block.protect.text, labels, namespace)
    ? undefined
    : 'does not select the pod of the probe, so it denies nothing of it; change protect, or the namespace or labels of the probe';
}

/** Labels of namespaces and service accounts, whose keys Calico prefixes, are not known here. */
const OF_OTHERS = /\bpc(?:ns|sa)\./;

function selectsPod(text: string, labels: Readonly<Record<string, string>>, namespace: string): boolean {
  const selector = parseSelector(text);
  const test = OF_OTHERS.test(text) ? couldMatch : matches;
  return selector === undefined || test(selector, { ...labels, ...calicoLabels(namespace) });
}

/** Labels that Calico gives to the endpoint of a pod. */
function calicoLabels(namespace: string): Record<string, string> {
  return {
    'projectcalico.org/namespace': namespace,
    'projectcalico.org/orchestrator': 'k8s',
    'projectcalico.org/serviceaccount': 'default',
  };
}

/** The rules that this file checks. */
export const FEED_PROBE_BLOCK_RULES = [NOT_BLOCKED] as const;
