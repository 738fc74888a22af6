import type { Labels, Selector, SetTest, ValueTest } from './selector';

/** Undefined if the answer depends on unknown labels. */
type Answer = boolean | undefined;

/** Whether a label is known, and its value. */
type LookUp = (key: string) => { readonly known: boolean; readonly value: string | undefined };

/** Labels that only namespaces and objects in a namespace have. */
const OF_NAMESPACES = ['projectcalico.org/namespace', 'projectcalico.org/name'];

/** Whether a selector selects an object that has these labels and no others. */
export function matches(selector: Selector, labels: Labels): boolean {
  return answer(selector, (key) => ({ known: true, value: labelOf(labels, key) })) === true;
}

/**
 * Whether a selector could select an object that has these labels and unknown others. If in doubt, the answer is yes:
 * `a == 'x' && a == 'y'` could select an object without known labels.
 */
export function couldMatch(selector: Selector, labels: Labels): boolean {
  return answer(selector, (key) => ({ known: Object.hasOwn(labels, key), value: labelOf(labels, key) })) !== false;
}

function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function answer(selector: Selector, lookUp: LookUp): Answer {
  switch (selector.kind) {
    case 'all':
      return true;
    case 'global':
      return not(anyOf(OF_NAMESPACES.map((key) => has(key, lookUp))));
    case 'has':
      return has(selector.key, lookUp);
    case 'not':
      return not(answer(selector.operand, lookUp));
    case 'or':
      return anyOf(selector.operands.map((operand) => answer(operand, lookUp)));
    case 'and':
      return not(anyOf(selector.operands.map((operand) => not(answer(operand, lookUp)))));
    default: {
      const { known, value } = lookUp(selector.key);
      return known ? test(selector, value) : undefined;
    }
  }
}

function has(key: string, lookUp: LookUp): Answer {
  const { known, value } = lookUp(key);
  return known ? value !== undefined : undefined;
}

function not(operand: Answer): Answer {
  return operand === undefined ? undefined : !operand;
}

function anyOf(operands: readonly Answer[]): Answer {
  return operands.includes(true) || (operands.includes(undefined) ? undefined : false);
}

/** An object without the label passes only the negative tests. */
function test(selector: ValueTest | SetTest, value: string | undefined): boolean {
  switch (selector.kind) {
    case '!=':
      return value !== selector.value;
    case 'not in':
      return value === undefined || !selector.values.includes(value);
    default:
      return value !== undefined && positiveTest(selector, value);
  }
}

function positiveTest(selector: ValueTest | SetTest, value: string): boolean {
  switch (selector.kind) {
    case 'in':
      return selector.values.includes(value);
    case 'contains':
      return value.includes(selector.value);
    case 'starts with':
      return value.startsWith(selector.value);
    case 'ends with':
      return value.endsWith(selector.value);
    default:
      return 'value' in selector && value === selector.value;
  }
}
