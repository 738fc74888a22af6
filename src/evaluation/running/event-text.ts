import type { CalicoRelease, History } from '../../calico';
import type { AlertModel } from '../alert-model';
import type { AssumptionId } from '../assumptions';
import type { GroupValue } from './group-values';

/** The text of an event before its variables are replaced. */
interface EventTemplate {
  readonly text: string;
  readonly assumption: AssumptionId;
}

type TextField = 'summary' | 'description';

/** Which text of an alert its events show. */
const TEXT_FIELDS: History<TextField> = [
  ['3.7.0', 'summary'],
  ['3.13.0', 'description'],
];

/** The text that the events of an alert show; the description stands in for a summary that is missing. */
export function textOf({ description, summary, release }: AlertModel): EventTemplate {
  return textField(release) === 'summary'
    ? { text: summary ?? description, assumption: 'textOfSummary' }
    : { text: description, assumption: 'textOfDescription' };
}

function textField(release: CalicoRelease): TextField {
  return release._valueIn(TEXT_FIELDS) ?? 'summary';
}

/** What an event knows: the values of its group, and its metric. */
export type EventRecord = Readonly<Record<string, GroupValue>>;

/** Replaces the variables of a text; those without a value stay. */
export function eventText(template: string, record: EventRecord): string {
  let text = '';
  let rest = 0;
  for (let start = template.indexOf('${'); start !== -1; start = template.indexOf('${', start + 1)) {
    const end = template.indexOf('}', start);
    if (end === -1) {
      break;
    }
    const name = template.slice(start + 2, end);
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (value !== undefined && value !== null) {
      text += template.slice(rest, start) + valueText(name, value);
      rest = end + 1;
    }
    start = end;
  }
  return text + template.slice(rest);
}

function valueText(name: string, value: string | number | boolean): string {
  if (typeof value !== 'number') {
    return String(value);
  }
  return name === 'count' ? String(value) : oneDecimal(value);
}

/** One decimal; a number in the middle between two is rounded to the even one. */
function oneDecimal(value: number): string {
  const tenths = Math.floor(value * 10);
  const isTie = value * 4 === Math.trunc(value * 4) && value * 10 - tenths === 0.5;
  return isTie ? ((tenths + (tenths % 2 === 0 ? 0 : 1)) / 10).toFixed(1) : value.toFixed(1);
}
