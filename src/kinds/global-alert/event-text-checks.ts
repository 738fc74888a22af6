import { alert, type Finding, type Manifest, valueAt, warningRule } from '../../base';
import type { CalicoRelease } from '../../calico';
import { hasUnclosedVariable, type TextVariable, variablesIn } from '../../evaluation';

const COUNT = { aggregateBy: '[source_namespace]', metric: 'count', condition: 'gt', threshold: '10' };

const SUMMARY_ONLY = warningRule({
  id: 'global-alert/variables-in-summary-only',
  what: 'Variables should be in the description as well as in the summary.',
  why: 'According to the documentation, the text of an event is the summary. From 3.13 on, events were observed to show the description instead, which is not documented; the variables are not shown then.',
  bad: alert({
    ...COUNT,
    description: 'SSH inside the cluster',
    summary: '${count} times SSH from ${source_namespace}',
  }),
  good: alert({
    ...COUNT,
    description: '${count} times SSH from ${source_namespace}',
    summary: '${count} times SSH from ${source_namespace}',
  }),
});
const FIELDS_NOT_SHOWN = warningRule({
  id: 'global-alert/fields-not-shown',
  what: 'An alert that aggregates should show at least one of the fields in its description or summary.',
  why: 'Without variables, all its events have the same text. A file that was processed by a shell or by Flux may have lost its variables, because both replace ${…}.',
  bad: alert({ ...COUNT, description: '"SSH from / to port 22"' }),
  good: alert({ ...COUNT, description: 'SSH from ${source_namespace} to port 22' }),
});

const SHELL = 'variables may have been lost in a shell or in Flux, which both replace ${…}';

/** What remains of a text after its variables were replaced by empty strings. */
const GAPS: readonly RegExp[] = [
  // A slash or an equals sign with nothing on one side.
  /(^|[\s('"`])[/=]|[/=]($|[\s)'"`.,;:!?])/,
  // Quotes or parentheses around nothing.
  /''|""|``|\(\s*\)|\[\s*\]|\{\s*\}|<\s*>/,
  // Spaces around nothing: two in a row inside a sentence, one at either end, or one before a punctuation mark.
  /[^\s.!?:]\s{2,}\S|^[ \t]|[ \t]$|\s[.,;:!?](\s|$)/,
  // A sentence that ends where a name should follow.
  /\b(from|to|of|by)[.:,]?$/i,
];

/** The texts of an alert, and the fields and the metric that they can refer to. */
interface EventText {
  readonly description: string;
  readonly summary: string;
  readonly aggregateBy: readonly string[];
  readonly metric: string;
}

/**
 * Checks that events show which records they are about: the fields of aggregateBy appear in the description or the
 * summary, and not in the summary alone.
 */
export function checkEventText(alert: Manifest, release: CalicoRelease): Finding[] {
  const text = readText(alert);
  if (text === undefined) {
    return [];
  }
  const inDescription = variablesIn(text.description);
  const inSummary = variablesIn(text.summary);
  return [
    ...(release._features.alertType ? checkSummaryOnly(text, inSummary) : []),
    ...checkShown(alert, text, [...inDescription, ...inSummary]),
  ];
}

/** Undefined if a field has the wrong type, in which case variables cannot be checked. */
function readText(alert: Manifest): EventText | undefined {
  const at = (name: string) => valueAt(alert, 'spec', name) ?? undefined;
  const [description, summary = '', aggregateBy = [], metric = ''] = [
    at('description'),
    at('summary'),
    at('aggregateBy'),
    at('metric'),
  ];
  if (typeof description !== 'string' || typeof summary !== 'string' || typeof metric !== 'string') {
    return undefined;
  }
  const names = Array.isArray(aggregateBy) ? aggregateBy : undefined;
  return names?.every((name) => typeof name === 'string')
    ? { description, summary, aggregateBy: names, metric }
    : undefined;
}

function checkSummaryOnly(
  { description, summary, aggregateBy, metric }: EventText,
  inSummary: readonly TextVariable[],
): Finding[] {
  const known = new Set([...aggregateBy, metric]);
  const alone = inSummary.filter(({ name, escaped }) => !escaped && known.has(name));
  // A variable that is never closed is reported as such, and so is an empty description.
  if (description.includes('${') || description.trim() === '' || alone.length === 0) {
    return [];
  }
  const names = [...new Set(alone.map(({ name }) => `\${${name}}`))].join(', ');
  const message = `has variables (${names}), but the description has none. According to the documentation, the text of an event is the summary; since 3.13, events were observed to show the description instead, which is not documented. Use the variables in both`;
  return [{ ...SUMMARY_ONLY, keys: ['spec', 'summary'], value: summary, message }];
}

function checkShown(alert: Manifest, text: EventText, variables: readonly TextVariable[]): Finding[] {
  const { description, summary, aggregateBy, metric } = text;
  const fields = aggregateBy.filter((name) => name !== '');
  // A misspelled or unclosed variable is reported as such, and so is an empty description.
  const tried = variables.some(({ name }) => name !== metric) || [description, summary].some(hasUnclosedVariable);
  // Vulnerabilities cannot be aggregated, which is reported as well.
  const forbidden = valueAt(alert, 'spec', 'dataSet') === 'vulnerability';
  if (tried || forbidden || description.trim() === '' || fields.length === 0) {
    return [];
  }
  const summarized = typeof valueAt(alert, 'spec', 'summary') === 'string';
  const gapInSummary = summarized && hasGap(summary);
  const gap = hasGap(description) || gapInSummary;
  const place =
    gapInSummary && !hasGap(description)
      ? { keys: ['spec', 'summary'], value: summary }
      : { keys: ['spec', 'description'], value: description };
  const other =
    place.keys[1] === 'summary'
      ? ', and neither does the description'
      : summarized
        ? ', and neither does the summary'
        : '';
  const example = fields.map((name) => `\${${name}}`).join('/');
  const message = `contains none of the fields in aggregateBy${other}, so all events of the alert have the same text. Add ${example} to ${summarized ? 'both' : 'it'}${gap ? `; ${SHELL}` : ''}`;
  return [{ ...FIELDS_NOT_SHOWN, ...place, message }];
}

function hasGap(text: string): boolean {
  return GAPS.some((gap) => gap.test(text));
}

/** The rules that this file checks. */
export const EVENT_TEXT_RULES = [SUMMARY_ONLY, FIELDS_NOT_SHOWN] as const;
