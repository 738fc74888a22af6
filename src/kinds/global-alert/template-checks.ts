import { alert, errorRule, type Finding, type Keys, type Manifest, suggestion, UNREAD, valueAt } from '../../base';

const COUNT = { aggregateBy: '[source_namespace]', metric: 'count', condition: 'gt', threshold: '10' };

const UNCLOSED = errorRule({
  id: 'global-alert/variable-unclosed',
  what: 'A variable in the description or summary must end with a closing brace.',
  why: UNREAD,
  bad: alert({ ...COUNT, description: 'SSH from ${source_namespace' }),
  good: alert({ ...COUNT, description: 'SSH from ${source_namespace}' }),
});
const EMPTY = errorRule({
  id: 'global-alert/variable-empty',
  what: 'A variable in the description or summary must have a name.',
  why: UNREAD,
  bad: alert({ ...COUNT, description: 'SSH from ${}' }),
  good: alert({ ...COUNT, description: 'SSH from ${source_namespace}' }),
});
const UNKNOWN = errorRule({
  id: 'global-alert/variable-unknown',
  what: 'A variable in the description or summary must be the metric or a field of aggregateBy.',
  why: `Nothing else is known when the event is written. ${UNREAD}`,
  bad: alert({ ...COUNT, description: 'SSH from ${source_name_aggr}' }),
  good: alert({ ...COUNT, description: '${count} times SSH from ${source_namespace}' }),
});

const MOST_NAMED = 50;

/** Checks the variables in the description and summary of a rule: each must be the metric or a field of aggregateBy. */
export function checkTemplates(alert: Manifest): Finding[] {
  const known = knownVariables(alert);
  // If both are the same text, one finding is enough.
  const same = valueAt(alert, 'spec', 'description') === valueAt(alert, 'spec', 'summary');
  return (same ? ['description'] : ['description', 'summary']).flatMap((name) => {
    const text = valueAt(alert, 'spec', name);
    return typeof text === 'string' ? checkTemplate(text, ['spec', name], known) : [];
  });
}

/** Undefined if aggregateBy is not a list of strings, which another check reports. */
function knownVariables(alert: Manifest): ReadonlySet<string> | undefined {
  const metric = valueAt(alert, 'spec', 'metric');
  const aggregateBy = valueAt(alert, 'spec', 'aggregateBy') ?? [];
  if (!Array.isArray(aggregateBy) || aggregateBy.some((name) => typeof name !== 'string')) {
    return undefined;
  }
  return new Set([metric, ...aggregateBy].filter((name): name is string => typeof name === 'string' && name !== ''));
}

function checkTemplate(text: string, keys: Keys, known: ReadonlySet<string> | undefined): Finding[] {
  const findings: Finding[] = [];
  let from = text.indexOf('${');
  while (from !== -1) {
    const to = text.indexOf('}', from);
    const place = { keys, valueOffset: from };
    if (to === -1) {
      const message = 'starts a variable with ${ that is never closed; add the closing } (a lone $ is plain text)';
      return [...findings, { ...UNCLOSED, ...place, value: text.slice(from), message }];
    }
    findings.push(...checkVariable(text.slice(from + 2, to), place, known));
    from = text.indexOf('${', to);
  }
  return findings;
}

function checkVariable(
  name: string,
  place: Pick<Finding, 'keys' | 'valueOffset'>,
  known: ReadonlySet<string> | undefined,
): Finding[] {
  if (name === '') {
    return [{ ...EMPTY, ...place, value: '${}', message: 'contains a variable without a name' }];
  }
  if (known === undefined || known.has(name)) {
    return [];
  }
  const message = `unknown variable: use the metric or a field listed in aggregateBy (${choiceOf(known)})${suggestion(name, [...known])}`;
  return [{ ...UNKNOWN, ...place, value: `\${${name}}`, message }];
}

/** The known variables, or their number if there are too many to list. */
function choiceOf(known: ReadonlySet<string>): string {
  if (known.size === 0) {
    return 'the rule has neither';
  }
  return known.size > MOST_NAMED ? `${known.size} are available` : `available: ${[...known].join(', ')}`;
}

/** The rules that this file checks. */
export const TEMPLATE_RULES = [UNCLOSED, EMPTY, UNKNOWN] as const;
