import type { Manifest } from '../../../base';
import { type ClusterKind, logsOf } from '../../../calico';
import { type KnownFields, OPPOSITES, type Possible, possibleTerm } from '../../../evaluation';
import { mappingOf } from '../../../logs';
import { isNegative, printQuery, type QueryLeaf, type QueryNode, withoutNegations } from '../../../query';
import { aggregatedFields } from '../aggregated-log-checks';
import { checkNever } from '../never-checks';
import { checkQueryFields } from '../query-checks';
import type { GlobalAlertRuleId } from '../rules';
import { contradiction, impossibility } from './contradictions';

/** Rules about a condition that no record meets, or that excludes no record if it is negative. */
const CONDITION_RULES: readonly GlobalAlertRuleId[] = [
  'global-alert/never-unindexed',
  'global-alert/never-wildcard',
  'global-alert/never-analyzed-text',
  'global-alert/never-tier',
  'query/value',
];

/** Findings that explain why no record matches a query. */
export const QUERY_RULES: readonly GlobalAlertRuleId[] = [...CONDITION_RULES, 'global-alert/never-aggregated-away'];

/** Decides whether any record of a cluster's logs can match the query of an alert. */
export class QueryReach {
  /** Contradictions that were found. */
  readonly contradictions = new Set<string>();
  private readonly mapping;
  private readonly conditions = new Map<string, boolean>();

  constructor(
    private readonly alert: Manifest,
    private readonly cluster: ClusterKind,
    private readonly dataSet: string,
  ) {
    this.mapping = mappingOf(dataSet, cluster.release);
  }

  /** Whether records can match: not if none of the forms that aggregation leaves can. */
  canMatch(query: QueryNode): boolean {
    const forms = aggregatedFields(this.dataSet, logsOf(this.cluster));
    const plain = withoutNegations(query);
    return (forms.length === 0 ? [{}] : forms).some((known) => this.match(plain, known) !== 'no');
  }

  private match(node: QueryNode, known: KnownFields): Possible {
    switch (node.kind) {
      case 'all':
        return 'yes';
      case 'and':
        return this.matchAll(node.operands, known);
      case 'or':
        return OPPOSITES[allOf(node.operands.map((operand) => OPPOSITES[this.match(operand, known)]))];
      case 'not':
        return OPPOSITES[this.matchNegated(node.operand, known)];
      default:
        return this.matchLeaf(node, known);
    }
  }

  /** Contradictions below a NOT are not reported: that nothing matches there excludes no record. */
  private matchNegated(operand: QueryNode, known: KnownFields): Possible {
    const before = new Set(this.contradictions);
    const matched = this.match(operand, known);
    for (const found of [...this.contradictions].filter((one) => !before.has(one))) {
      this.contradictions.delete(found);
    }
    return matched;
  }

  private matchAll(operands: readonly QueryNode[], known: KnownFields): Possible {
    return this.isContradiction(operands) ? 'no' : allOf(operands.map((operand) => this.match(operand, known)));
  }

  private isContradiction(operands: readonly QueryNode[]): boolean {
    return this.isNoted(this.mapping && contradiction(operands, this.mapping));
  }

  private isImpossible(leaf: QueryLeaf): boolean {
    return this.isNoted(this.mapping && impossibility(leaf, this.mapping));
  }

  /** Keeps what it is given as a reason. */
  private isNoted(found: string | undefined): boolean {
    if (found !== undefined) {
      this.contradictions.add(found);
    }
    return found !== undefined;
  }

  /** Each member of a set is a condition of its own. */
  private matchLeaf(leaf: QueryLeaf, known: KnownFields): Possible {
    if (leaf.kind === 'membership' && leaf.members !== undefined && leaf.members.length > 1) {
      const members = leaf.members.map((member) => this.matchLeaf({ ...leaf, members: [member] }, known));
      return isNegative(leaf) ? allOf(members) : OPPOSITES[allOf(members.map((member) => OPPOSITES[member]))];
    }
    return this.matchSingle(leaf, known);
  }

  private matchSingle(leaf: QueryLeaf, known: KnownFields): Possible {
    const isRange = leaf.kind === 'comparison' && leaf.comparator !== '=' && leaf.comparator !== '!=';
    const field = this.mapping?.fieldOf(leaf.key);
    if (field?.type !== 'unmapped' && (isRange || !this.isNeverMet(leaf))) {
      return this.isImpossible(leaf) ? 'no' : possibleTerm(leaf, known);
    }
    if (isNegative(leaf)) {
      // Within nested objects, a negative condition still needs one.
      return field?.nested === undefined ? 'yes' : 'maybe';
    }
    if (!this.isNeverMet(leaf)) {
      this.isNoted(`no record matches ${printQuery(leaf)}, because the log store does not index ${leaf.key}`);
    }
    return 'no';
  }

  /** Whether the checks say that no value of the field is equal to that of the condition. */
  private isNeverMet(leaf: QueryLeaf): boolean {
    const text = printQuery(leaf);
    const before = this.conditions.get(text);
    if (before !== undefined) {
      return before;
    }
    const { release } = this.cluster;
    const findings = [...checkNever(this.alert, leaf, this.cluster), ...checkQueryFields(leaf, this.dataSet, release)];
    // Numbers, addresses and times can be written in other ways than Calico expects: they are compared by value.
    const isText = ['keyword', 'text'].includes(this.mapping?.fieldOf(leaf.key).type ?? '');
    const rules = CONDITION_RULES.filter((id) => isText || id !== 'query/value');
    const isNever = findings.some(({ rule }) => rules.some((id) => id === rule));
    this.conditions.set(text, isNever);
    return isNever;
  }
}

/** A single operand that cannot match decides. */
function allOf(operands: readonly Possible[]): Possible {
  if (operands.includes('no')) {
    return 'no';
  }
  return operands.every((operand) => operand === 'yes') ? 'yes' : 'maybe';
}
