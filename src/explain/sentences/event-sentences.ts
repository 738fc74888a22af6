import { type AlertModel, eventText, textOf, variablesIn } from '../../evaluation';
import type { IndexMapping } from '../../logs';
import { listWords } from './list-words';

const NOT_SHOWN: readonly string[] = ['unmapped', 'unknown', 'text'];

/** What the text of an event is. */
export function eventSentences(model: AlertModel, mapping: IndexMapping | undefined): string[] {
  const { metric, severity, aggregateBy } = model;
  const { text, assumption } = textOf(model);
  const source = assumption === 'textOfDescription' || model.summary === undefined ? 'description' : 'summary';
  const names = [...new Set(variablesIn(text).map(({ name }) => name))];
  const known = names.filter((name) => hasValue(name, model, mapping));
  const unknown = names.filter((name) => !known.includes(name));
  const example = eventText(text, Object.fromEntries(known.map((name) => [name, `<${name}>`])));
  const carries = [...aggregateBy, ...(metric === undefined ? [] : [metric])];
  return [
    `An event has severity ${severity} and the text: ${example}`,
    `The text is the ${source} of the alert.`,
    ...(known.includes('count') && metric === 'count' ? ['A count is written as a whole number.'] : []),
    ...(metric !== undefined && metric !== 'count' && known.includes(metric)
      ? [`The ${metric} is written with one decimal, such as 80.0.`]
      : []),
    ...unknownSentences(unknown),
    ...(carries.length > 0 ? [`Its record has ${listWords(carries)}.`] : []),
  ];
}

function unknownSentences(names: readonly string[]): string[] {
  const [stay, them] = names.length === 1 ? ['stays as it is', 'it'] : ['stay as they are', 'them'];
  const variables = listWords(names.map((name) => `\${${name}}`));
  return names.length === 0 ? [] : [`${variables} ${stay}, because no event has a value for ${them}.`];
}

/** Events of groups have the fields of aggregateBy and the metric; those of single records have their fields. */
function hasValue(name: string, { aggregateBy, metric }: AlertModel, mapping: IndexMapping | undefined): boolean {
  if (aggregateBy.length > 0 || metric !== undefined) {
    return aggregateBy.includes(name) || name === metric;
  }
  const field = mapping?.fieldOf(name);
  return field !== undefined && field.nested === undefined && !NOT_SHOWN.includes(field.type);
}
