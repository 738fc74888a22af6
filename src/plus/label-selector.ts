import { errorRule, type Finding, isMap, type Keys, listAt, textAt, valueAt } from '../base';
import { labelKeyProblem, labelValueProblem } from '../kubernetes';
import type { Selector } from '../query';

const CHART = "const pods = kplus.Pods.select(chart, 'pods', ";
const NAMESPACE = "{ namespace: 'shop' }";

const LABELS = errorRule({
  id: 'cdk8s-plus/labels',
  form: 'program',
  what: 'Pods must have, or be selected by, at least one valid label.',
  why: 'Without labels, a scan would include every pod in the namespace, and no pod has an invalid label.',
  bad: `${CHART}{});\nscanTargetOf(pods, ${NAMESPACE});`,
  good: `${CHART}{ labels: { app: 'web' } });\nscanTargetOf(pods, ${NAMESPACE});`,
});
const EXPRESSION = errorRule({
  id: 'cdk8s-plus/expression',
  form: 'program',
  what: 'A scan must select pods by exact labels, and a policy by the operators In, NotIn, Exists and DoesNotExist.',
  why: 'A scan finds pods through a Service or by kubectl, and the selector of a Service only has exact labels.',
  bad: `${CHART}{ expressions: [kplus.LabelExpression.exists('web')] });\nscanTargetOf(pods, ${NAMESPACE});`,
  good: `${CHART}{ expressions: [kplus.LabelExpression.in('app', ['web'])] });\nscanTargetOf(pods, ${NAMESPACE});`,
});

export type Labels = Readonly<Record<string, string>>;

/** Where the parts of a label selector are, for messages. */
export interface SelectorPlaces {
  readonly labels: Keys;
  readonly expressions: Keys;
}

/** A label selector of Kubernetes, as Calico writes it. */
export interface ReadSelector {
  /** All of these are met by a pod that is selected. */
  readonly tests: readonly Selector[];
  readonly findings: readonly Finding[];
}

/** Reads a label selector, of a manifest or of cdk8s-plus. */
export function readSelector(selector: unknown, places: SelectorPlaces): ReadSelector {
  const labels = labelsAt(selector, 'matchLabels');
  const expressions = listAt(selector, 'matchExpressions').map((expression, index) =>
    readExpression(expression, [...places.expressions, index]),
  );
  return {
    tests: [...testsOf(labels), ...expressions.flatMap(({ tests }) => tests)],
    findings: [...checkLabels(labels, places.labels), ...expressions.flatMap(({ findings }) => findings)],
  };
}

/** The labels that a selector requires, and what it requires besides. */
export function exactLabels(selector: unknown, places: SelectorPlaces): { labels: Labels; findings: Finding[] } {
  const labels = new Map(Object.entries(labelsAt(selector, 'matchLabels')));
  const findings: Finding[] = [];
  for (const [index, expression] of listAt(selector, 'matchExpressions').entries()) {
    const key = textAt(expression, 'key');
    const [value, ...others] = listAt(expression, 'values');
    const isOne = valueAt(expression, 'operator') === 'In' && typeof value === 'string' && others.length === 0;
    if (isOne && (labels.get(key) ?? value) === value) {
      labels.set(key, value);
    } else {
      const message =
        'cannot be part of a scan, which finds pods by exact labels only; select them by labels, or scan their Service';
      findings.push({ ...EXPRESSION, keys: [...places.expressions, index], value: expression, message });
    }
  }
  return { labels: Object.fromEntries(labels), findings };
}

/** Labels must be valid: no pod has others. */
export function checkLabels(labels: Labels, keys: Keys): Finding[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const message = labelKeyProblem(key) ?? labelValueProblem(value);
    return message === undefined ? [] : [{ ...LABELS, keys: [...keys, key], value, message }];
  });
}

/** A finding about labels that are missing, or that do not fit. */
export function labelsFinding(keys: Keys, message: string): Finding {
  return { ...LABELS, keys, message };
}

/** One test for each label. */
export function testsOf(labels: Labels): Selector[] {
  return Object.entries(labels).map(([key, value]) => ({ kind: '==', key, value }));
}

/** The labels of an object, or of a selector; what is not a string is not one. */
export function labelsAt(data: unknown, ...path: readonly string[]): Labels {
  const labels = valueAt(data, ...path);
  return Object.fromEntries(
    Object.entries(isMap(labels) ? labels : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

function readExpression(expression: unknown, keys: Keys): ReadSelector {
  const key = textAt(expression, 'key');
  const operator = textAt(expression, 'operator');
  const values = listAt(expression, 'values').map(String);
  const test = expressionTest(operator, key, values);
  const problem = labelKeyProblem(key) ?? values.map(labelValueProblem).find((message) => message !== undefined);
  if (test !== undefined && problem === undefined) {
    return { tests: [test], findings: [] };
  }
  const isListed = operator === 'In' || operator === 'NotIn';
  const unknown = isListed
    ? `has no values, so it selects ${operator === 'In' ? 'nothing' : 'everything'}, and the API server rejects it; list at least one`
    : 'has an operator that Calico does not have; use In, NotIn, Exists or DoesNotExist';
  const mark = test === undefined ? EXPRESSION : LABELS;
  const message = test === undefined ? unknown : (problem ?? '');
  return { tests: test === undefined ? [] : [test], findings: [{ ...mark, keys, value: expression, message }] };
}

/** A pod without the label passes `NotIn`, as in Kubernetes. */
function expressionTest(operator: string, key: string, values: readonly string[]): Selector | undefined {
  switch (operator) {
    case 'In':
      return values.length === 0 ? undefined : { kind: 'in', key, values };
    case 'NotIn':
      return values.length === 0 ? undefined : { kind: 'not in', key, values };
    case 'Exists':
      return { kind: 'has', key };
    case 'DoesNotExist':
      return { kind: 'not', operand: { kind: 'has', key } };
    default:
      return undefined;
  }
}

/** The rules that this file checks. */
export const LABEL_SELECTOR_RULES = [LABELS, EXPRESSION] as const;
