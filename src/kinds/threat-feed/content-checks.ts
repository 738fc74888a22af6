import { type Finding, FindingSeverity, type Manifest, noticeRule, valueAt, warningRule } from '../../base';
import { type ClusterKind, FlowAggregation, levelOf, logsOf } from '../../calico';
import { domainFeed, plainAddressFeed, plainAddressFeedWithLogs } from './example';
import { readFeed } from './read-feed';

const RIGHT = domainFeed();

const BUILTIN = warningRule({
  id: 'threat-feed/builtin',
  what: 'A feed should not be marked or named as one that Calico installs itself.',
  why: 'The feedType Builtin marks the feeds of Calico. A feed whose name begins with alienvault. replaces one of Calico Cloud.',
  bad: domainFeed({ feedType: 'Builtin' }),
  good: RIGHT,
});
const AGGREGATED = noticeRule({
  id: 'threat-feed/allowed-flows-aggregated',
  what: 'For a feed of addresses, the flow logs of allowed traffic should be aggregated to level 1 at most.',
  why: 'At level 2, the default, flow logs have no addresses outside of the cluster, so allowed connections never match the feed. This is a warning if a FelixConfiguration or the log settings of the cluster set this level.',
  bad: plainAddressFeed(),
  good: plainAddressFeedWithLogs(),
});
const IN_CALICO_CLOUD = 'alienvault.';

/** Checks whether Calico finds anything with a feed, and whether it is one of its own. */
export function checkMatching(feed: Manifest, cluster: ClusterKind): Finding[] {
  return [...checkBuiltin(feed), ...checkAggregation(feed, cluster)];
}

function checkBuiltin(feed: Manifest): Finding[] {
  const { name } = readFeed(feed);
  if (name.startsWith(IN_CALICO_CLOUD)) {
    const message = `begins with ${IN_CALICO_CLOUD}, like the feeds that Calico Cloud installs, one of which it may replace; use another name`;
    return [{ ...BUILTIN, keys: ['metadata', 'name'], value: name, message }];
  }
  const value = valueAt(feed, 'spec', 'feedType');
  const message = 'marks a feed that Calico installs itself; remove it, or set Custom';
  return value === 'Builtin' ? [{ ...BUILTIN, keys: ['spec', 'feedType'], value, message }] : [];
}

function checkAggregation(feed: Manifest, cluster: ClusterKind): Finding[] {
  const { holdsAddresses, isDisabled } = readFeed(feed);
  const { allowedFlows, _values } = logsOf(cluster);
  const level = levelOf(allowedFlows);
  if (!holdsAddresses || isDisabled || level <= levelOf(FlowAggregation.BY_SOURCE)) {
    return [];
  }
  const isChosen = _values.allowedFlows !== undefined;
  const whose = isChosen ? `the log settings of the cluster` : `Calico's defaults`;
  const message = `matches no allowed connections: with ${whose}, allowed flows are aggregated to level ${level} and have no outside addresses; set flowLogsFileAggregationKindForAllowed: 1 in the FelixConfiguration`;
  const severity = isChosen ? FindingSeverity.WARNING : AGGREGATED.severity;
  return [{ ...AGGREGATED, severity, keys: ['spec', 'content'], message }];
}

/** The rules that this file checks. */
export const CONTENT_RULES = [BUILTIN, AGGREGATED] as const;
