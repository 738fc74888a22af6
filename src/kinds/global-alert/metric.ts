import { checkArguments, instance, NUMBER, TEXT, type ValueType } from '../../arguments';

/** What an alert rule does with the records that its query finds, before it compares. */
export enum AlertMetric {
  /** How many records there are. */
  COUNT = 'count',
  /** The sum of a field. */
  SUM = 'sum',
  /** The mean of a field. */
  AVG = 'avg',
  /** The lowest value of a field. */
  MIN = 'min',
  /** The highest value of a field. */
  MAX = 'max',
}

/** How an alert rule compares its metric with its threshold. */
export enum AlertComparison {
  /** The metric is the threshold. */
  EQUAL = 'eq',
  /** The metric is above or below the threshold. */
  NOT_EQUAL = 'not_eq',
  /** The metric is above the threshold. */
  GREATER_THAN = 'gt',
  /** The metric is the threshold or above it. */
  AT_LEAST = 'gte',
  /** The metric is below the threshold. */
  LESS_THAN = 'lt',
  /** The metric is the threshold or below it. */
  AT_MOST = 'lte',
}

/**
 * A number that an alert rule takes from the records of a bucket; compared with a threshold it makes a condition. A count
 * has no field, all others have one, as Calico demands.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class Metric {
  /** How many records there are. */
  public static count(): Metric {
    return new Metric(AlertMetric.COUNT);
  }

  /**
   * The sum of a field.
   *
   * @param field a numeric field of the data set, such as `num_flows`
   */
  public static sum(field: string): Metric {
    return Metric.ofField(AlertMetric.SUM, field);
  }

  /**
   * The mean of a field.
   *
   * @param field a numeric field of the data set, such as `latency_mean`
   */
  public static avg(field: string): Metric {
    return Metric.ofField(AlertMetric.AVG, field);
  }

  /**
   * The lowest value of a field.
   *
   * @param field a numeric field of the data set, such as `tcp_min_mss`
   */
  public static min(field: string): Metric {
    return Metric.ofField(AlertMetric.MIN, field);
  }

  /**
   * The highest value of a field.
   *
   * @param field a numeric field of the data set, such as `duration_max`
   */
  public static max(field: string): Metric {
    return Metric.ofField(AlertMetric.MAX, field);
  }

  private static ofField(kind: AlertMetric, field: string): Metric {
    checkArguments('Metric', { field }, { field: TEXT });
    return new Metric(kind, field);
  }

  private constructor(
    /** What is done with the records. */
    public readonly kind: AlertMetric,
    /** The field that it is done with; undefined for a count. */
    public readonly field?: string,
  ) {}

  /**
   * Holds when the number is this one.
   *
   * @param threshold the number
   */
  public equalTo(threshold: number): AlertCondition {
    return AlertCondition._of(this, AlertComparison.EQUAL, threshold);
  }

  /**
   * Holds when the number is another one.
   *
   * @param threshold the number
   */
  public notEqualTo(threshold: number): AlertCondition {
    return AlertCondition._of(this, AlertComparison.NOT_EQUAL, threshold);
  }

  /**
   * Holds when the number is greater than a threshold.
   *
   * @param threshold the threshold
   */
  public greaterThan(threshold: number): AlertCondition {
    return AlertCondition._of(this, AlertComparison.GREATER_THAN, threshold);
  }

  /**
   * Holds when the number is a threshold or greater.
   *
   * @param threshold the threshold
   */
  public atLeast(threshold: number): AlertCondition {
    return AlertCondition._of(this, AlertComparison.AT_LEAST, threshold);
  }

  /**
   * Holds when the number is less than a threshold.
   *
   * @param threshold the threshold
   */
  public lessThan(threshold: number): AlertCondition {
    return AlertCondition._of(this, AlertComparison.LESS_THAN, threshold);
  }

  /**
   * Holds when the number is a threshold or less.
   *
   * @param threshold the threshold
   */
  public atMost(threshold: number): AlertCondition {
    return AlertCondition._of(this, AlertComparison.AT_MOST, threshold);
  }
}

/** When an alert rule raises an event: a metric, compared with a threshold. `Metric` makes it. */
export class AlertCondition {
  /** @internal */
  public static _of(metric: Metric, comparison: AlertComparison, threshold: number): AlertCondition {
    checkArguments('Metric', { threshold }, { threshold: NUMBER });
    return new AlertCondition(metric, comparison, threshold);
  }

  private constructor(
    /** The number that is compared. */
    public readonly metric: Metric,
    /** How it is compared. */
    public readonly comparison: AlertComparison,
    /** What it is compared with. */
    public readonly threshold: number,
  ) {}
}

export const ALERT_CONDITION: ValueType<AlertCondition> = instance(
  'AlertCondition',
  () => AlertCondition,
  ', such as Metric.count().atLeast(100)',
);
