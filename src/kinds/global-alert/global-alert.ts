import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { checkArguments, checkedScope, checkProps, optional, struct, TEXT, type ValueType } from '../../arguments';
import { CalicoCluster, logsOf } from '../../calico';
import { alertProducer, EventSelection } from '../../events';
import { requireUniqueObjects } from '../../kind';
import type { EvaluatedRule, IAlert } from './alert-interface';
import { addGlobalAlert, addGlobalAlertTemplate } from './alert-object';
import { ALERT_OPTION_TYPES, ALERT_OPTIONS, type AlertOptions } from './alert-options';
import { ALERT_RULE, type AlertRule } from './alert-rule';
import type { GlobalAlertProps } from './global-alert-props';
import { readAlert } from './read-alert';
import { DEFAULT_SEVERITY, ruleAlert } from './rule-alert';
import { RULE_TEMPLATE, type RuleTemplate } from './rule-template';

/**
 * A rule-based alert of Calico: a query over logs that runs periodically and raises an event when its condition is met.
 *
 * By default, it runs every 5 minutes, looks back 10 minutes (Calico's own defaults), and has a severity of 100.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class GlobalAlert extends Construct implements IAlert {
  /**
   * An alert like one of the templates that Calico ships.
   *
   * @param scope the scope in which to define the alert
   * @param id the construct ID, unique in its scope
   * @param template the template
   * @param options what to change in it
   * @throws under the same conditions as the constructor
   */
  public static fromTemplate(
    scope: Construct,
    id: string,
    template: RuleTemplate,
    options: AlertOptions = {},
  ): GlobalAlert {
    checkArguments('GlobalAlert', { template, options }, { template: RULE_TEMPLATE, options: ALERT_OPTIONS });
    return withTemplatesName(
      new GlobalAlert(scope, id, template._props(options, options.cluster ?? CalicoCluster._find(scope))),
      'GlobalAlert',
    );
  }

  /** Name of the object. */
  public readonly alertName: string;

  /** The cluster that the alert is for. */
  public readonly cluster: CalicoCluster;

  /** What the alert looks at, and when it raises an event. */
  public readonly rule: AlertRule;

  /** How often it runs; undefined for Calico's default of 5 minutes. */
  public readonly period?: Duration;

  /** How far back each run looks; undefined for Calico's default of 10 minutes. */
  public readonly lookback?: Duration;

  /** The severity of its events, from 1 to 100. */
  public readonly severity: number;

  private readonly props: GlobalAlertProps;

  /**
   * @param scope the scope in which to define the alert
   * @param id the construct ID, unique in its scope
   * @param props the alert
   * @throws when Calico would reject the alert or could not run it: an invalid name, severity, duration or query,
   * unknown fields, variables or substitutions, or features that the release does not have
   */
  constructor(scope: Construct, id: string, props: GlobalAlertProps) {
    super(checkedScope('GlobalAlert', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.alertName = props.name;
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.rule = props.rule;
    this.period = props.period;
    this.lookback = props.lookback;
    this.severity = props.severity ?? DEFAULT_SEVERITY;
    this.props = props;
    addGlobalAlert(this, this.cluster, ruleAlert(props));
  }

  /**
   * The rule, to run the records of a drill through it.
   *
   * @internal
   */
  public get _rule(): EvaluatedRule {
    const manifest = { kind: 'GlobalAlert', ...ruleAlert(this.props) };
    return { alert: readAlert(manifest, this.cluster.release), settings: logsOf(this.cluster) };
  }

  /**
   * The events of this alert, for a webhook or an exception. Their fields are those of `aggregateBy`, as far as events
   * have them; without `aggregateBy` and condition, they are those of a record (observed, not documented).
   */
  public get events(): EventSelection {
    const { alertName, severity, rule } = this;
    const { dataSet, aggregateBy, condition } = rule;
    const hasMetric = condition !== undefined;
    return EventSelection._of(alertProducer({ name: alertName, severity, dataSet, aggregateBy, hasMetric }));
  }
}

/**
 * A template for a rule-based alert: it does nothing by itself, and offers the alert in Calico's web UI.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class GlobalAlertTemplate extends Construct {
  /**
   * A template like one that Calico ships, under the same name.
   *
   * @param scope the scope in which to define the template
   * @param id the construct ID, unique in its scope
   * @param template the template
   * @param options what to change in it
   * @throws under the same conditions as the constructor
   */
  public static fromTemplate(
    scope: Construct,
    id: string,
    template: RuleTemplate,
    options: AlertOptions = {},
  ): GlobalAlertTemplate {
    checkArguments('GlobalAlertTemplate', { template, options }, { template: RULE_TEMPLATE, options: ALERT_OPTIONS });
    return withTemplatesName(
      new GlobalAlertTemplate(scope, id, template._props(options, options.cluster ?? CalicoCluster._find(scope))),
      'GlobalAlertTemplate',
    );
  }

  /** Name of the object. */
  public readonly templateName: string;

  /** The cluster that the template is for. */
  public readonly cluster: CalicoCluster;

  /** What its alerts look at, and when they raise an event. */
  public readonly rule: AlertRule;

  /**
   * @param scope the scope in which to define the template
   * @param id the construct ID, unique in its scope
   * @param props the alert that it offers
   * @throws under the same conditions as `GlobalAlert`
   */
  constructor(scope: Construct, id: string, props: GlobalAlertProps) {
    super(checkedScope('GlobalAlertTemplate', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.templateName = props.name;
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.rule = props.rule;
    addGlobalAlertTemplate(this, this.cluster, ruleAlert(props));
  }
}

const PROPS: ValueType<GlobalAlertProps> = struct<GlobalAlertProps>(
  { name: 'GlobalAlertProps' },
  { ...ALERT_OPTION_TYPES, name: TEXT, rule: ALERT_RULE, description: TEXT, summary: optional(TEXT) },
);

function withTemplatesName<T extends Construct>(construct: T, type: string): T {
  const advice = `it has the name of its template, so remove one of them, or create one with new ${type} and another name`;
  requireUniqueObjects(construct, advice);
  return construct;
}
