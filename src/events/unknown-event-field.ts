import { ownValue } from '../base';
import { CATALOGUES, spelling } from '../logs';
import { EVENT_FIELDS } from './event-table';
import { eventFieldFor } from './producers';

/** What people write for fields of events whose name is not similar. */
const HINTS: Readonly<Record<string, string>> = {
  alert_name: 'origin',
  summary: 'description',
  timestamp: 'time',
  '@timestamp': 'time',
  start_time: 'time',
  end_time: 'time',
};

/** Where people look for the name of a threat feed. */
const FEED = /^(?:record\.)?feeds?(?:_name|\.name)?$/;

const NAMES = Object.keys(EVENT_FIELDS);

/** A message that events do not have a field, with the field that was probably meant. */
export function unknownEventField(key: string): string {
  const homes = CATALOGUES.filter((catalogue) => {
    const facts = catalogue.factsOf(key);
    return facts !== undefined && facts.documented !== false;
  }).map(({ dataSet }) => dataSet);
  const problem =
    homes.length === 0
      ? 'is not a field of events'
      : `is a field of the data set${homes.length === 1 ? '' : 's'} ${homes.join(' and ')}, not of events`;
  return problem + hint(key);
}

function hint(key: string): string {
  if (FEED.test(key)) {
    return '; the events of a single feed cannot be selected (observed, not documented), only those of a type';
  }
  const meant = ownValue(HINTS, key) ?? eventFieldFor(key);
  const near = meant === undefined ? spelling(key, NAMES) || endHint(key) : `; did you mean ${meant}?`;
  return near || `; the fields are ${NAMES.join(', ')}`;
}

/** For a name that is the end of others: `namespace`. */
function endHint(key: string): string {
  const ends = NAMES.filter((name) => name.endsWith(`_${key}`));
  return ends.length === 0 ? '' : `; did you mean ${ends.join(' or ')}?`;
}
