import { beginningOf, plural } from '../../base';
import type { LogSettings } from '../../calico';
import { type AlertModel, DEFAULT_DELAY, type WindowRule } from '../../evaluation';
import { printQuery } from '../../query';
import { durationWords } from './duration-words';
import { flushIntervalOf, formSentences } from './log-forms';
import { logTitle } from './log-titles';

/** The length at which a query is cut off: sets can have thousands of members. */
const LONGEST_QUERY = 1_000;

function shortened(query: string): string {
  return query.length <= LONGEST_QUERY ? query : `${beginningOf(query, LONGEST_QUERY)}… (${query.length} characters)`;
}

/** Which records the runs of an alert see, and when. */
export function recordSentences(model: AlertModel, window: WindowRule | undefined, settings: LogSettings): string[] {
  const { dataSet, release, query, substituted, lookback, period } = model;
  const text = substituted === undefined ? '' : printQuery(substituted);
  const selected =
    query === undefined
      ? 'Its query cannot be parsed.'
      : text === ''
        ? 'It has no query, so it looks at all of them.'
        : `It looks at those that match: ${shortened(text)}`;
  const reads = `It reads the ${logTitle(dataSet)} of the cluster, as ${release.displayName} stores them.`;
  if (window === undefined) {
    return [reads, selected];
  }
  const ends = window.isClosed ? 'both ends included' : 'the start excluded, in whole seconds';
  return [
    reads,
    selected,
    `It runs every ${durationWords(period)}. Each run looks at records whose ${window.field} is within the last ${durationWords(lookback)}, ${ends}.`,
    `A record can be found about ${durationWords(DEFAULT_DELAY)} after its ${window.endField}, or from its generated_time on if it has one.`,
    ...formSentences(model, settings),
  ];
}

/** How many runs see one record, depending on when they are. */
export function repeatSentences(model: AlertModel, window: WindowRule | undefined, settings: LogSettings): string[] {
  if (window === undefined) {
    return [];
  }
  const { lookback, period, dataSet } = model;
  const isByStart = window.field !== window.endField;
  const interval = flushIntervalOf(dataSet, settings)?.millis ?? 0;
  const seen = lookback - DEFAULT_DELAY - (isByStart ? interval : 0);
  const least = Math.max(0, Math.floor(seen / period));
  const most = Math.max(0, Math.ceil(seen / period));
  const runs =
    least === most
      ? plural(most, 'run')
      : least === 0
        ? `at most ${plural(most, 'run')}`
        : `${least} to ${plural(most, 'run')}`;
  const why = isByStart
    ? `the lookback, without the ${durationWords(interval)} until the record is written and about ${durationWords(DEFAULT_DELAY)} until it can be found, divided by the period`
    : `the lookback, without about ${durationWords(DEFAULT_DELAY)} until the record can be found, divided by the period`;
  const missed =
    least === 0 && most > 0
      ? [
          `Depending on when the alert runs, some records may be seen by no run: increase the lookback to the period plus ${durationWords(DEFAULT_DELAY + (isByStart ? interval : 0))} or more.`,
        ]
      : [];
  return [
    `A record is seen by ${runs}: ${why}.`,
    'Each run that sees the records of an incident raises its events again: nothing removes duplicates. An incident that spans several records can be seen by more runs.',
    ...missed,
  ];
}
