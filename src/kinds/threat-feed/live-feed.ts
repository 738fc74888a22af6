import { isMap, listAt, type Manifest, sanitizeLine, textAt, valueAt } from '../../base';
import { networkSetName, networkSetOf } from '../../calico';
import { failed, type LiveCheck, type LiveFinding, type LiveState, ok, unknown } from '../../kind';
import { parseGoDuration, pastTime } from '../../kubernetes';
import { readFeed } from './read-feed';

/** Calico's default, in milliseconds. */
const DEFAULT_PERIOD = 24 * 60 * 60_000;

/** How many periods may pass without a download. */
const PERIODS = 2;

/** Calico tries three times, a minute apart, according to what was observed. */
const FIRST_DOWNLOAD = 5 * 60_000;

/** A feed exists and, if Calico downloads its list, did so within two periods. */
export const LIVE_FEED: LiveCheck = {
  step: 'feed',
  waitsFor: 'to be downloaded',
  longest: FIRST_DOWNLOAD,
  judge: judgeFeed,
};

/** The network set that policies select exists, with the labels of the feed, and is not empty. */
export const LIVE_NETWORK_SET: LiveCheck = {
  step: 'network-set',
  waitsFor: 'to have a network set',
  longest: FIRST_DOWNLOAD,
  concerns: (feed) => {
    const { wantsNetworkSet, isPulled, holdsAddresses } = readFeed(feed);
    return wantsNetworkSet && isPulled && holdsAddresses;
  },
  makes: (feed) => [networkSetOf(readFeed(feed).name)],
  judge: judgeNetworkSet,
};

function judgeFeed({ manifest, live, now }: LiveState): LiveFinding {
  const title = `GlobalThreatFeed ${readFeed(manifest).name}`;
  if (live === undefined) {
    return failed(`${title} does not exist`);
  }
  if (!readFeed(live as Manifest).isPulled) {
    return ok(`${title} exists; Calico does not download its list`);
  }
  const text = textAt(live, 'status', 'lastSuccessfulSync');
  if (text === '') {
    return failed(`${title} has not been downloaded: its status has no lastSuccessfulSync`, ...errorsOf(live));
  }
  const synced = pastTime(text, now);
  if (synced === undefined) {
    return unknown(`the lastSuccessfulSync of ${title} is not a valid time, or is in the future`);
  }
  const { millis, written } = periodOf(live);
  const since = `${title} was last downloaded at ${synced.toISOString()}`;
  return now.getTime() - synced.getTime() > PERIODS * millis
    ? failed(`${since}, longer ago than twice its period of ${written}`, ...errorsOf(live))
    : ok(since, ...errorsOf(live));
}

function periodOf(feed: unknown): { readonly millis: number; readonly written: string } {
  const written = textAt(feed, 'spec', 'pull', 'period');
  const millis = parseGoDuration(written) ?? 0;
  return millis > 0 ? { millis, written: sanitizeLine(written) } : { millis: DEFAULT_PERIOD, written: '24h' };
}

/** The errors in a status; it is not documented when they are removed, so they do not decide anything. */
function errorsOf(feed: unknown): string[] {
  const errors = listAt(feed, 'status', 'errorConditions').map(
    (error) => `${textAt(error, 'type')}: ${textAt(error, 'message')}`,
  );
  return errors.length === 0 ? [] : [`its status has errors: ${sanitizeLine(errors.join('; '))}`];
}

function judgeNetworkSet({ manifest, made: [set] }: LiveState): LiveFinding {
  const title = `GlobalNetworkSet ${networkSetName(readFeed(manifest).name)}`;
  if (set === undefined) {
    return failed(`${title} does not exist, so policies cannot block the addresses; Calico creates it from the list`);
  }
  const missing = missingLabels(manifest, set);
  if (missing.length > 0) {
    return failed(`${title} does not have the labels ${missing.join(', ')}, by which policies select it`);
  }
  const count = listAt(set, 'spec', 'nets').length;
  return count === 0
    ? failed(
        `${title} is empty, so it blocks nothing: the list is empty, or has no entries that are addresses or CIDRs in the format of the feed`,
      )
    : ok(`${title} has ${entries(count)}`);
}

function entries(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}

function missingLabels(feed: Manifest, set: unknown): string[] {
  const labels = valueAt(feed, 'spec', 'globalNetworkSet', 'labels');
  return Object.entries(isMap(labels) ? labels : {})
    .filter(([key, value]) => valueAt(set, 'metadata', 'labels', key) !== value)
    .map(([key, value]) => `${key}=${value}`);
}
