import { type Finding, type Manifest, type RuleMark, valueAt } from '../base';
import { couldMatch, type Labels, POD_NAMESPACE_LABEL, parseSelector, type Selector } from '../query';

/** The rules of a kind by which the selector of its objects is checked. */
export interface PodSelectionRules {
  readonly selector: RuleMark;
  readonly selectsNothing: RuleMark;
  readonly wholeNamespace: RuleMark;
}

/** What messages say of such an object. */
export interface PodSelectionTexts {
  /** What messages call the object, as in `packet capture`. */
  readonly title: string;
  /** What to do about one that is about all pods of its namespace, and why. */
  readonly narrow: string;
}

const SPEC_SELECTOR = ['spec', 'selector'];
const SYNTAX = "label == 'value', label in {'a', 'b'}, has(label) or all(), joined by && and ||, on one line";

/** Checks which pods of its own namespace an object selects. */
export function checkPodSelection(object: Manifest, rules: PodSelectionRules, texts: PodSelectionTexts): Finding[] {
  const value = selectorOf(object);
  if (typeof value !== 'string') {
    return [];
  }
  const finding = { keys: SPEC_SELECTOR, ...(value === '' ? {} : { value }) };
  const selector = parseSelector(value);
  if (selector === undefined) {
    const message = `is not a valid selector, so the ${texts.title} is rejected, or stored without effect, depending on how Calico was installed; write ${SYNTAX}`;
    return [{ ...rules.selector, ...finding, message }];
  }
  const pods = podsOf(object);
  if (!couldMatch(selector, pods)) {
    const message = `selects no pods: a ${texts.title} only selects pods of its own namespace; correct the selector or the namespace`;
    return [{ ...rules.selectsNothing, ...finding, message }];
  }
  const message = `${value === '' ? 'without a selector, it selects' : 'selects'} all pods of the namespace; ${texts.narrow}`;
  return selectsAll(selector, pods) ? [{ ...rules.wholeNamespace, ...finding, message }] : [];
}

/** Whether an object is about all pods of its namespace. */
export function selectsWholeNamespace(object: Manifest): boolean {
  const value = selectorOf(object);
  const selector = typeof value === 'string' ? parseSelector(value) : undefined;
  return selector !== undefined && selectsAll(selector, podsOf(object));
}

/** An object without a spec or a selector selects all pods. */
function selectorOf(object: Manifest): unknown {
  return valueAt(object, 'spec', 'selector') ?? '';
}

function selectsAll(selector: Selector, pods: Labels): boolean {
  return !couldMatch({ kind: 'not', operand: selector }, pods);
}

/** What all pods of the namespace have in common. */
function podsOf(object: Manifest): Labels {
  const namespace = valueAt(object, 'metadata', 'namespace');
  return typeof namespace === 'string' && namespace !== '' ? { [POD_NAMESPACE_LABEL]: namespace } : {};
}
