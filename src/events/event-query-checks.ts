import { asWarning, type Finding, type Keys, type RuleMark } from '../base';
import type { CalicoRelease } from '../calico';
import { type FieldFacts, valueProblem } from '../logs';
import {
  checkQueryForms,
  literalsOf,
  parseQuery,
  placeOf,
  type QueryLeaf,
  type QueryNode,
  quote,
  walkQuery,
} from '../query';
import { eventFieldOf, FORMER_EVENT_FIELDS, isFormerType, PROSE_EVENT_FIELDS, whyNoEvents } from './event-table';
import { unknownEventField } from './unknown-event-field';

/** The rules of a kind by which its query over events is checked. */
export interface EventQueryRules {
  /** The query has no conditions, or cannot be parsed. */
  readonly syntax: RuleMark;
  /** A field that events do not have. */
  readonly unknownField: RuleMark;
  /** A value that the field cannot have. */
  readonly value: RuleMark;
  /** A type that no event of the release has. */
  readonly unreachableType: RuleMark;
  /** A comparison with a wildcard, which only works in sets. */
  readonly wildcard: RuleMark;
}

/** What the checks of a query over events found. */
export interface CheckedEventQuery {
  /** Undefined if the string cannot be parsed, or has no conditions. */
  readonly node?: QueryNode;
  readonly findings: readonly Finding[];
}

const WILDCARD = /[*?]/;
/** Aggregated names of pods end with a star. */
const SUMMED_UP = /_aggr$/;

/**
 * Checks a query over events: syntax, fields, values, and types of events that the release does not have. Calico does not
 * check keys and members of sets, nor the keys of EMPTY (observed), so findings about those are warnings.
 *
 * @param keys the field with the query
 */
export function checkEventQuery(
  text: string,
  keys: Keys,
  rules: EventQueryRules,
  release: CalicoRelease,
): CheckedEventQuery {
  const { node, remarks, problem } = parseQuery(text);
  if (problem !== undefined) {
    const { column, message } = problem;
    return { findings: [{ ...rules.syntax, keys, value: text, valueOffset: column - 1, message }] };
  }
  if (node.kind === 'all') {
    const message = 'must not be empty; to select every event, write severity >= 0';
    return { findings: [{ ...rules.syntax, keys, value: text, message }] };
  }
  const findings = checkQueryForms(node, remarks, release, keys);
  walkQuery(node, (leaf, isNegated) => {
    findings.push(...new LeafChecker({ leaf, isNegated }, keys, rules, release).check());
  });
  return { node, findings };
}

class LeafChecker {
  private readonly leaf: QueryLeaf;
  /** Whether the query is true where the condition is not. */
  private readonly isNegated: boolean;

  constructor(
    { leaf, isNegated }: { readonly leaf: QueryLeaf; readonly isNegated: boolean },
    private readonly keys: Keys,
    private readonly rules: EventQueryRules,
    private readonly release: CalicoRelease,
  ) {
    this.leaf = leaf;
    this.isNegated = isNegated;
  }

  check(): Finding[] {
    const facts = eventFieldOf(this.leaf.key);
    return [
      ...this.checkSubstitution(),
      ...(facts === undefined
        ? this.unknownKey()
        : [...this.checkValues(facts), ...this.checkType(), ...this.checkWildcard(facts)]),
    ];
  }

  private checkSubstitution(): Finding[] {
    const { leaf, keys, rules } = this;
    if (leaf.kind !== 'membership' || leaf.substitution === undefined) {
      return [];
    }
    const { name, position } = leaf.substitution;
    const message = `only alerts have substitutions; list the values in braces, as in ${leaf.key} ${leaf.operator} {a, b}`;
    return [{ ...rules.syntax, keys, value: `\${${name}}`, ...placeOf(position), message }];
  }

  private unknownKey(): Finding[] {
    const { key, keyPosition, kind } = this.leaf;
    const finding = { keys: this.keys, value: key, ...placeOf(keyPosition) };
    if (FORMER_EVENT_FIELDS.includes(key)) {
      const message = 'was a field of events in older releases; newer ones were observed not to accept it';
      return [{ ...asWarning(this.rules.unknownField), ...finding, message }];
    }
    const rule = kind === 'comparison' ? this.rules.unknownField : asWarning(this.rules.unknownField);
    return [{ ...rule, ...finding, message: unknownEventField(key) + this.consequence() }];
  }

  /** The effect of an unknown key that Calico does not check. */
  private consequence(): string {
    const { leaf } = this;
    return leaf.kind === 'membership'
      ? `; ${leaf.operator} then matches ${leaf.operator === 'IN' ? 'nothing' : 'everything'}`
      : '';
  }

  private checkValues(facts: FieldFacts): Finding[] {
    const { leaf, keys, rules, release } = this;
    const isSet = leaf.kind === 'membership';
    return literalsOf(leaf).flatMap(({ text, position }) => {
      const problem = valueProblem(text, facts, release);
      if (problem === undefined || (isSet && WILDCARD.test(text)) || (leaf.key === 'type' && isFormerType(text))) {
        return [];
      }
      const wildcards = WILDCARD.test(text) ? '; * and ? are wildcards only after IN and NOTIN' : '';
      const message = `${leaf.key} ${problem}${wildcards}`;
      return [{ ...(isSet ? asWarning(rules.value) : rules.value), keys, value: text, ...placeOf(position), message }];
    });
  }

  /** Comparisons read * and ? as they are, and the names in events contain neither. */
  private checkWildcard({ type }: FieldFacts): Finding[] {
    const { leaf, keys, rules } = this;
    if (leaf.kind !== 'comparison' || type !== 'text' || PROSE_EVENT_FIELDS.includes(leaf.key)) {
      return [];
    }
    const { key, comparator, value } = leaf;
    const text = SUMMED_UP.test(key) ? value.text.replace(/\*$/, '') : value.text;
    if (text.length < 2 || !WILDCARD.test(text) || (comparator !== '=' && comparator !== '!=')) {
      return [];
    }
    const [effect, operator] = comparator === '=' ? ['never matches', 'IN'] : ['excludes nothing', 'NOTIN'];
    const message = `${key} ${comparator} treats * and ? as literal characters, so this condition ${effect}; they are wildcards only after IN and NOTIN, as in ${key} ${operator} {${quote(value.text)}}`;
    return [{ ...rules.wildcard, keys, value: value.text, ...placeOf(value.position), message }];
  }

  /** Types that no event has. Conditions that exclude them are correct for every event. */
  private checkType(): Finding[] {
    const { leaf, keys, rules, release } = this;
    if (leaf.key !== 'type' || selects(leaf) === this.isNegated || leaf.kind === 'emptiness') {
      return [];
    }
    return literalsOf(leaf).flatMap(({ text, position }) => {
      const reason = whyNoEvents(text, release);
      const message = `no event of ${release.displayName} has the type ${text}: ${reason}`;
      return reason === undefined
        ? []
        : [{ ...rules.unreachableType, keys, value: text, ...placeOf(position), message }];
    });
  }
}

function selects(leaf: QueryLeaf): boolean {
  return leaf.kind === 'comparison' ? leaf.comparator === '=' : leaf.kind === 'membership' && leaf.operator === 'IN';
}
