import { checkArguments, instance, TEXT, TEXT_MAP, TEXTS, type ValueType } from '../../arguments';
import { errorRule, type Finding, report } from '../../base';
import { dnsLabelProblem, labelKeyProblem, labelValueProblem } from '../../kubernetes';
import { parseSelector } from './parser';
import { printSelector } from './print';
import type { Selector } from './selector';

const SYNTAX = errorRule({
  id: 'policy-selector/syntax',
  form: 'program',
  what: 'A PolicySelector must be a valid Calico selector.',
  why: 'Calico rejects an object with an invalid selector, or stores it and never applies it.',
  bad: 'PolicySelector.parse("app = \'shop\'");',
  good: 'PolicySelector.parse("app == \'shop\'");',
});
const NAMES = errorRule({
  id: 'policy-selector/names',
  form: 'program',
  what: 'The namespaces and labels of a PolicySelector must be valid, and there must be at least one.',
  why: 'No object has an invalid label, so nothing would be selected. Without any, everything would be.',
  bad: "PolicySelector.podsIn(['Shop']);",
  good: "PolicySelector.podsIn(['shop']);",
});

/** Label that Calico gives to each pod; host endpoints and global network sets do not have it. */
export const POD_NAMESPACE_LABEL = 'projectcalico.org/namespace';

const ANY_POD: Selector = { kind: 'has', key: POD_NAMESPACE_LABEL };

/**
 * Which endpoints an object of Calico is for: a label expression, as in the field `selector` of network policies.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalnetworkpolicy#selectors
 */
export class PolicySelector {
  /** All pods, but not the host endpoints of nodes, which `all()` selects as well. */
  public static pods(): PolicySelector {
    return new PolicySelector(printSelector(ANY_POD));
  }

  /**
   * The pods of some namespaces.
   *
   * @param namespaces at least one name of a namespace
   * @throws when the list is empty or contains an invalid name
   */
  public static podsIn(namespaces: string[]): PolicySelector {
    checkArguments('PolicySelector', { namespaces }, { namespaces: TEXTS });
    const problems = namespaces.map((name, index) => finding(dnsLabelProblem(name), name, ['namespaces', index]));
    report('PolicySelector', [...problems.flat(), ...noneAmong(namespaces, 'namespaces')]);
    return new PolicySelector(printSelector({ kind: 'in', key: POD_NAMESPACE_LABEL, values: namespaces }));
  }

  /**
   * The pods that have all of these labels.
   *
   * @param labels at least one label
   * @throws when there is no label, or a key or value is invalid
   */
  public static podsWith(labels: { readonly [key: string]: string }): PolicySelector {
    checkArguments('PolicySelector', { labels }, { labels: TEXT_MAP });
    const entries = Object.entries(labels);
    const problems = entries.map(([key, value]) =>
      finding(labelKeyProblem(key) ?? labelValueProblem(value), value, ['labels', key]),
    );
    report('PolicySelector', [...problems.flat(), ...noneAmong(entries, 'labels')]);
    const tests = entries.map(([key, value]): Selector => ({ kind: '==', key, value }));
    return new PolicySelector(printSelector({ kind: 'and', operands: [ANY_POD, ...tests] }));
  }

  /**
   * A selector in the syntax of Calico, such as `app == 'shop' && has(tier)`.
   *
   * @param text the selector; `all()` selects host endpoints as well
   * @throws when Calico could not parse it, or it is empty
   */
  public static parse(text: string): PolicySelector {
    checkArguments('PolicySelector', { text }, { text: TEXT });
    const isEmpty = text.trim() === '';
    const message = isEmpty
      ? 'is empty, which selects everything; write all() for that'
      : "is not a valid selector; write label == 'value', label in {'a', 'b'}, has(label) or all(), joined by && and ||, on one line";
    const isValid = !isEmpty && parseSelector(text) !== undefined;
    report('PolicySelector', isValid ? [] : [{ ...SYNTAX, keys: ['text'], value: text, message }]);
    return new PolicySelector(text);
  }

  private constructor(
    /** The selector as Calico reads it. */
    public readonly text: string,
  ) {}

  /** The selector as Calico reads it. */
  public toString(): string {
    return this.text;
  }
}

export const POLICY_SELECTOR: ValueType<PolicySelector> = instance(
  'PolicySelector',
  () => PolicySelector,
  ', such as PolicySelector.pods()',
);

function finding(message: string | undefined, value: string, keys: readonly (string | number)[]): Finding[] {
  return message === undefined ? [] : [{ ...NAMES, keys, value, message }];
}

function noneAmong(items: readonly unknown[], name: string): Finding[] {
  const message = 'must not be empty; PolicySelector.pods() selects all pods';
  return items.length === 0 ? [{ ...NAMES, keys: [name], message }] : [];
}

/** The rules that this file checks. */
export const POLICY_SELECTOR_RULES = [SYNTAX, NAMES] as const;
