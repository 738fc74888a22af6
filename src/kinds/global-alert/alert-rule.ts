import { checkProps, instance, list, optional, type Shape, struct, TEXT, TEXTS, type ValueType } from '../../arguments';
import { allowsSets, DataSet, indexTypeOf } from '../../logs';
import { QUERY, Query, walkQuery, withoutSets } from '../../query';
import { ALERT_CONDITION, type AlertCondition } from './metric';

/** A set of values under a name; a query names it as `${name}` behind IN or NOTIN. Since release 3.12. */
export interface AlertSubstitution {
  /** The name; upper and lower case are the same. */
  readonly name: string;

  /** The values, at least one that is not empty; `*` stands for any characters, `?` for one. */
  readonly values: string[];
}

/** Which records of a data set an alert looks at, and when it raises an event. */
export interface AlertRuleOptions {
  /**
   * Which records are looked at.
   *
   * @default - all of them
   */
  readonly query?: Query;

  /**
   * When an event is raised.
   *
   * @default - always: an event for each record, or for each bucket where records are aggregated
   */
  readonly condition?: AlertCondition;

  /**
   * Sets of values that the query names.
   *
   * @default - none
   */
  readonly substitutions?: AlertSubstitution[];
}

/** The same, with records that are put into buckets. */
export interface AggregatedAlertRuleOptions extends AlertRuleOptions {
  /**
   * Fields by whose values records are put into buckets, from the one with the fewest values to the one with the most.
   * Calico gives up over 10000 buckets, so ports and addresses are no good.
   *
   * @default - all records are one bucket
   */
  readonly aggregateBy?: string[];
}

/**
 * The rule of a rule-based alert: a data set, the records of it that count, and the condition under which they raise an
 * event. There is a factory for each data set, since they differ in what they allow.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class AlertRule {
  /**
   * A rule over audit logs.
   *
   * @param options which records, and when
   */
  public static audit(options: AggregatedAlertRuleOptions): AlertRule {
    return new AlertRule(DataSet.AUDIT, options);
  }

  /**
   * A rule over DNS logs.
   *
   * @param options which records, and when
   */
  public static dns(options: AggregatedAlertRuleOptions): AlertRule {
    return new AlertRule(DataSet.DNS, options);
  }

  /**
   * A rule over flow logs.
   *
   * @param options which records, and when
   */
  public static flows(options: AggregatedAlertRuleOptions): AlertRule {
    return new AlertRule(DataSet.FLOWS, options);
  }

  /**
   * A rule over L7 logs; since release 3.11.
   *
   * @param options which records, and when
   */
  public static l7(options: AggregatedAlertRuleOptions): AlertRule {
    return new AlertRule(DataSet.L7, options);
  }

  /**
   * A rule over the logs of the web application firewall, whose fields are not documented; since release 3.12.
   *
   * @param options which records, and when
   */
  public static waf(options: AggregatedAlertRuleOptions): AlertRule {
    return new AlertRule(DataSet.WAF, options);
  }

  /**
   * A rule over image vulnerability events, whose fields are not documented and which cannot be aggregated; since
   * release 3.12.
   *
   * @param options which records, and when
   */
  public static vulnerability(options: AlertRuleOptions): AlertRule {
    return new AlertRule(DataSet.VULNERABILITY, options);
  }

  /**
   * Which records are looked at; undefined for all. Sets of numbers, ports, addresses and dates are written as comparisons.
   */
  public readonly query?: Query;

  /** Fields by whose values records are put into buckets. */
  public readonly aggregateBy: string[];

  /** When an event is raised; undefined for always. */
  public readonly condition?: AlertCondition;

  /** Sets of values that the query names. */
  public readonly substitutions: AlertSubstitution[];

  private constructor(
    /** The logs that are looked at. */
    public readonly dataSet: DataSet,
    options: AggregatedAlertRuleOptions,
  ) {
    checkProps('AlertRule', options, dataSet === DataSet.VULNERABILITY ? RULE_OPTIONS : AGGREGATED_OPTIONS);
    this.query = options.query && comparable(options.query, dataSet);
    this.aggregateBy = [...(options.aggregateBy ?? [])];
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
  query: optional(QUERY),
  condition: optional(ALERT_CONDITION),
  substitutions: optional(list(SUBSTITUTION)),
};

const RULE_OPTIONS: ValueType<AlertRuleOptions> = struct<AlertRuleOptions>(
  { name: 'AlertRuleOptions' },
  RULE_OPTION_TYPES,
);

const AGGREGATED_OPTIONS: ValueType<AggregatedAlertRuleOptions> = struct<AggregatedAlertRuleOptions>(
  { name: 'AggregatedAlertRuleOptions' },
  { ...RULE_OPTION_TYPES, aggregateBy: optional(TEXTS) },
);

/** A query as its data set allows it: names of fields alone do not say whether sets of their values work. */
function comparable(query: Query, dataSet: DataSet): Query {
  const isNoSet = (key: string) => !allowsSets(indexTypeOf(dataSet, key));
  let hasSets = false;
  walkQuery(query._node, (leaf) => {
    hasSets ||= leaf.kind === 'membership' && isNoSet(leaf.key);
  });
  return hasSets ? Query._of(withoutSets(query._node, isNoSet)) : query;
}
