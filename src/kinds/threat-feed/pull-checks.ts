import { errorRule, type Finding, type Manifest, valueAt, warningRule } from '../../base';
import { CalicoProduct, type ClusterKind } from '../../calico';
import { isSet } from '../../kind';
import { parseGoDuration } from '../../kubernetes';
import { domainFeed, pull } from './example';
import { checkFormat } from './format-checks';
import { checkHeaders } from './header-checks';
import { readFeed } from './read-feed';
import { checkUrl } from './url-checks';
import { IGNORED } from './who-checks';

const withPeriod = (period: string) => domainFeed({ pull: pull().replace('{ http', `{ period: ${period}, http`) });

const PERIOD_FORMAT = errorRule({
  id: 'threat-feed/period-format',
  what: 'The period of a feed must be a Go duration.',
  why: `Go has hours, but no days. ${IGNORED}`,
  bad: withPeriod('1d'),
  good: withPeriod('24h'),
});
const PERIOD_TOO_SHORT = errorRule({
  id: 'threat-feed/period-too-short',
  what: 'The period of a feed must be at least 5 minutes.',
  why: IGNORED,
  bad: withPeriod('4m'),
  good: withPeriod('5m'),
});
const PUSH_ON_CLOUD = warningRule({
  id: 'threat-feed/push-on-cloud',
  what: 'A feed of Calico Cloud should be pulled.',
  why: 'A feed without pull needs something that writes its entries to Elasticsearch, which the documentation of Calico Cloud does not describe.',
  on: 'cloud-23.0.1',
  bad: domainFeed({ pull: undefined }),
  good: domainFeed(),
});

const SHORTEST_PERIOD = 300_000;

/** Checks where the entries of a feed are read. */
export function checkPull(feed: Manifest, { release }: ClusterKind): Finding[] {
  if (!readFeed(feed).isPulled) {
    const message =
      'without it, the entries have to be written to Elasticsearch, which is not documented for Calico Cloud; add pull';
    return release.product === CalicoProduct.CLOUD ? [{ ...PUSH_ON_CLOUD, keys: ['spec', 'pull'], message }] : [];
  }
  return [
    ...checkPeriod(valueAt(feed, 'spec', 'pull', 'period')),
    ...checkUrl(feed, release),
    ...checkFormat(feed),
    ...checkHeaders(feed, release),
  ];
}

function checkPeriod(value: unknown): Finding[] {
  if (typeof value !== 'string' || !isSet(value)) {
    return [];
  }
  const place = { keys: ['spec', 'pull', 'period'], value };
  const millis = parseGoDuration(value);
  if (millis === undefined) {
    const message = 'is not a Go duration, such as 5m, 1h30m or 24h; there is no unit for days';
    return [{ ...PERIOD_FORMAT, ...place, message }];
  }
  return millis < SHORTEST_PERIOD
    ? [{ ...PERIOD_TOO_SHORT, ...place, message: 'must be at least 5m, the shortest period that Calico accepts' }]
    : [];
}

/** The rules that this file checks. */
export const PULL_RULES = [PERIOD_FORMAT, PERIOD_TOO_SHORT, PUSH_ON_CLOUD] as const;
