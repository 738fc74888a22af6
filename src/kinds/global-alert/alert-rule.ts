import { checkProps, instance, list, optional, type Shape, struct, TEXT, TEXTS, type ValueType } from '../../arguments';
import { allowsSets, DataSet, indexTypeOf } from '../../logs';
import {
  FIELD_OR_NAME,
  fieldNameOf,
  QUERY_OR_TEXT,
  Query,
  type QueryField,
  queryOf,
  walkQuery,
  withoutSets,
} from '../../query';
import { ALERT_CONDITION, type AlertCondition } from './metric';

/** A named set of values; a query refers to it as `${name}` after IN or NOTIN. Since release 3.12. */
export interface AlertSubstitution {
  /** The name; not case-sensitive. */
  readonly name: string;

  /** The values, at least one of them non-empty; `*` matches any characters, `?` matches one. */
  readonly values: string[];
}

/** Which records of a data set an alert looks at, and when it raises an event. */
export interface AlertRuleOptions {
  /**
   * Which records are looked at: a query, or a string with one.
   *
   * @default - all of them
   */
  readonly query?: Query | string;

  /**
   * When an event is raised.
   *
   * @default - always: an event for each record, or for each group if records are aggregated
   */
  readonly condition?: AlertCondition;

  /**
   * Sets of values that the query refers to.
   *
   * @default - none
   */
  readonly substitutions?: AlertSubstitution[];
}

/** Options of a rule whose records can be grouped. */
export interface AggregatedAlertRuleOptions extends AlertRuleOptions {
  /**
   * Fields, or their names, by whose values records are grouped, from the one with the fewest values to the one with the most. The alert
   * fails with more than 10000 groups, so do not use ports or addresses.
   *
   * @default - all records are in one group
   */
  readonly aggregateBy?: Array<string | QueryField>;
}

/**
 * The rule of a rule-based alert: a data set, which of its records to look at, and the condition under which they raise
 * an event. There is a factory for each data set, since the data sets have different options.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class AlertRule {
  /**
   * A rule over audit logs.
   *
   * @param options which records to look at, and when to raise an event
   */
  public static audit(options: AggregatedAlertRuleOptions): AlertRule {
    return new AlertRule(DataSet.AUDIT, options);
  }

  /**
   * A rule over DNS logs.
   *
   * @param options which records to look at, and when to raise an event
   */
  public static dns(options: AggregatedAlertRuleOptions): AlertRule {
    return new AlertRule(DataSet.DNS, options);
  }

  /**
   * A rule over flow logs.
   *
   * @param options which records to look at, and when to raise an event
   */
  public static flows(options: AggregatedAlertRuleOptions): AlertRule {
    return new AlertRule(DataSet.FLOWS, options);
  }

  /**
   * A rule over L7 logs; since release 3.11.
   *
   * @param options which records to look at, and when to raise an event
   */
  public static l7(options: AggregatedAlertRuleOptions): AlertRule {
    return new AlertRule(DataSet.L7, options);
  }

  /**
   * A rule over the logs of the web application firewall, whose fields are not documented; since release 3.12.
   *
   * @param options which records to look at, and when to raise an event
   */
  public static waf(options: AggregatedAlertRuleOptions): AlertRule {
    return new AlertRule(DataSet.WAF, options);
  }

  /**
   * A rule over image vulnerability events, whose fields are not documented and which cannot be aggregated; since
   * release 3.12.
   *
   * @param options which records to look at, and when to raise an event
   */
  public static vulnerability(options: AlertRuleOptions): AlertRule {
    return new AlertRule(DataSet.VULNERABILITY, options);
  }

  /**
   * Which records are looked at; undefined for all. Sets of numbers, ports, addresses and dates are replaced by
   * comparisons.
   */
  public readonly query?: Query;

  /** Fields by whose values records are grouped. */
  public readonly aggregateBy: string[];

  /** When an event is raised; undefined for always. */
  public readonly condition?: AlertCondition;

  /** Sets of values that the query refers to. */
  public readonly substitutions: AlertSubstitution[];

  private constructor(
    /** The logs that are looked at. */
    public readonly dataSet: DataSet,
    options: AggregatedAlertRuleOptions,
  ) {
    checkProps('AlertRule', options, dataSet === DataSet.VULNERABILITY ? RULE_OPTIONS : AGGREGATED_OPTIONS);
    this.query = options.query === undefined ? undefined : comparable(queryOf(options.query), dataSet);
    this.aggregateBy = (options.aggregateBy ?? []).map(fieldNameOf);
    this.condition = options.condition;
    this.substitutions = [...(options.substitutions ?? [])];
  }
}

export const ALERT_RULE: ValueType<AlertRule> = instance(
  'AlertRule',
  () => AlertRule,
  ', such as AlertRule.flows({ query })',
);

const SUBSTITUTION: ValueType<AlertSubstitution> = struct<AlertSubstitution>(
  { name: 'AlertSubstitution' },
  { name: TEXT, values: TEXTS },
);

const RULE_OPTION_TYPES: Shape<AlertRuleOptions> = {
  query: optional(QUERY_OR_TEXT),
  condition: optional(ALERT_CONDITION),
  substitutions: optional(list(SUBSTITUTION)),
};

const RULE_OPTIONS: ValueType<AlertRuleOptions> = struct<AlertRuleOptions>(
  { name: 'AlertRuleOptions' },
  RULE_OPTION_TYPES,
);

const AGGREGATED_OPTIONS: ValueType<AggregatedAlertRuleOptions> = struct<AggregatedAlertRuleOptions>(
  { name: 'AggregatedAlertRuleOptions' },
  { ...RULE_OPTION_TYPES, aggregateBy: optional(list(FIELD_OR_NAME)) },
);

/** A query in the form that its data set supports: whether a field supports sets depends on the data set. */
function comparable(query: Query, dataSet: DataSet): Query {
  const isNoSet = (key: string) => !allowsSets(indexTypeOf(dataSet, key));
  let hasSets = false;
  walkQuery(query._node, (leaf) => {
    hasSets ||= leaf.kind === 'membership' && isNoSet(leaf.key);
  });
  return hasSets ? Query._of(withoutSets(query._node, isNoSet)) : query;
}
