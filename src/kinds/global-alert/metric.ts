import { checkArguments, instance, NUMBER, type ValueType } from '../../arguments';
import { FIELD_OR_NAME, fieldNameOf, type QueryField } from '../../query';

/** What an alert rule computes from the records that its query finds. */
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
  /** The metric is equal to the threshold. */
  EQUAL = 'eq',
  /** The metric is above or below the threshold. */
  NOT_EQUAL = 'not_eq',
  /** The metric is above the threshold. */
  GREATER_THAN = 'gt',
  /** The metric is at or above the threshold. */
  AT_LEAST = 'gte',
  /** The metric is below the threshold. */
  LESS_THAN = 'lt',
  /** The metric is at or below the threshold. */
  AT_MOST = 'lte',
}

/**
 * A number that an alert rule computes from the records of a group. Compared with a threshold, it becomes a condition.
 * A count has no field; all other metrics require one.
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
   * @param field a numeric field of the data set, or its name, such as `num_flows`
   */
  public static sum(field: string | QueryField): Metric {
    return Metric.ofField(AlertMetric.SUM, field);
  }

  /**
   * The mean of a field.
   *
   * @param field a numeric field of the data set, or its name, such as `latency_mean`
   */
  public static avg(field: string | QueryField): Metric {
    return Metric.ofField(AlertMetric.AVG, field);
  }

  /**
   * The lowest value of a field.
   *
   * @param field a numeric field of the data set, or its name, such as `tcp_min_mss`
   */
  public static min(field: string | QueryField): Metric {
    return Metric.ofField(AlertMetric.MIN, field);
  }

  /**
   * The highest value of a field.
   *
   * @param field a numeric field of the data set, or its name, such as `duration_max`
   */
  public static max(field: string | QueryField): Metric {
    return Metric.ofField(AlertMetric.MAX, field);
  }

  private static ofField(kind: AlertMetric, field: string | QueryField): Metric {
    checkArguments('Metric', { field }, { field: FIELD_OR_NAME });
    return new Metric(kind, fieldNameOf(field));
  }

  private constructor(
    /** What is computed from the records. */
    public readonly kind: AlertMetric,
    /** The field that it is computed from; undefined for a count. */
    public readonly field?: string,
  ) {}

  /**
   * True if the metric is equal to the threshold.
   *
   * @param threshold the threshold
   */
  public equalTo(threshold: number): AlertCondition {
    return AlertCondition._of(this, AlertComparison.EQUAL, threshold);
  }

  /**
   * True if the metric is not equal to the threshold.
   *
   * @param threshold the threshold
   */
  public notEqualTo(threshold: number): AlertCondition {
    return AlertCondition._of(this, AlertComparison.NOT_EQUAL, threshold);
  }

  /**
   * True if the metric is greater than the threshold.
   *
   * @param threshold the threshold
   */
  public greaterThan(threshold: number): AlertCondition {
    return AlertCondition._of(this, AlertComparison.GREATER_THAN, threshold);
  }

  /**
   * True if the metric is greater than or equal to the threshold.
   *
   * @param threshold the threshold
   */
  public atLeast(threshold: number): AlertCondition {
    return AlertCondition._of(this, AlertComparison.AT_LEAST, threshold);
  }

  /**
   * True if the metric is less than the threshold.
   *
   * @param threshold the threshold
   */
  public lessThan(threshold: number): AlertCondition {
    return AlertCondition._of(this, AlertComparison.LESS_THAN, threshold);
  }

  /**
   * True if the metric is less than or equal to the threshold.
   *
   * @param threshold the threshold
   */
  public atMost(threshold: number): AlertCondition {
    return AlertCondition._of(this, AlertComparison.AT_MOST, threshold);
  }
}

/**
 * When an alert rule raises an event: a metric that is compared with a threshold. Created by the methods of `Metric`.
 */
export class AlertCondition {
  /** @internal */
  public static _of(metric: Metric, comparison: AlertComparison, threshold: number): AlertCondition {
    checkArguments('Metric', { threshold }, { threshold: NUMBER });
    return new AlertCondition(metric, comparison, threshold);
  }

  private constructor(
    /** The metric that is compared. */
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
