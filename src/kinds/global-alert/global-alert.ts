import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { checkArguments, checkedScope, checkProps, optional, struct, TEXT, type ValueType } from '../../arguments';
import { CalicoCluster } from '../../calico';
import { requireUniqueObjects } from '../../kind';
import { addGlobalAlert, addGlobalAlertTemplate } from './alert-object';
import { ALERT_OPTION_TYPES, ALERT_OPTIONS, type AlertOptions } from './alert-options';
import { ALERT_RULE, type AlertRule } from './alert-rule';
import { DEFAULT_SEVERITY, ruleAlert } from './rule-alert';
import { RULE_TEMPLATE, type RuleTemplate } from './rule-template';

/** A rule-based alert. */
export interface GlobalAlertProps extends AlertOptions {
  /**
   * Name of the object, an RFC 1123 subdomain such as `network.ssh`. Names under `tigera.io.detector.` are Calico's.
   */
  readonly name: string;

  /** What the alert looks at, and when it raises an event. */
  readonly rule: AlertRule;

  /**
   * What the alert is about, for people who see it in a list. A field of `aggregateBy` is written in it as `${field}`, and
   * the metric as `${count}`, `${sum}` and so on. A count was observed to be printed as a whole number (`5`), and every
   * other metric with a decimal (`5.0`), which is not documented.
   *
   * The documentation says that the text of an event is the summary. Since 3.13 events were observed to have the description
   * instead, which is not documented. So write variables here too where there is a summary.
   */
  readonly description: string;

  /**
   * The text of an event of this alert, as documented, with variables as in the description.
   *
   * @default - the description; it is written out where the description has variables
   */
  readonly summary?: string;
}

/**
 * A rule-based alert of Calico: a query over logs that runs again and again, and raises an event when its condition holds.
 *
 * Unless given, it runs every 5 minutes and looks back 10, which are Calico's own defaults, with a severity of 100.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class GlobalAlert extends Construct {
  /**
   * An alert like one of the templates that Calico ships.
   *
   * @param scope where the alert stands
   * @param id its name among its siblings
   * @param template the template
   * @param options what to change of it
   * @throws as the constructor does
   */
  public static fromTemplate(
    scope: Construct,
    id: string,
    template: RuleTemplate,
    options: AlertOptions = {},
  ): GlobalAlert {
    checkArguments('GlobalAlert', { template, options }, { template: RULE_TEMPLATE, options: ALERT_OPTIONS });
    return withTemplatesName(new GlobalAlert(scope, id, template._props(options)), 'GlobalAlert');
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

  /** How severe its events are, from 1 to 100. */
  public readonly severity: number;

  /**
   * @param scope where the alert stands
   * @param id its name among its siblings
   * @param props the alert
   * @throws when Calico would refuse the alert, or could not run it: its name, severity, times, query, fields of its data
   * set, variables of its texts, substitutions, or what its release does not have
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
    addGlobalAlert(this, this.cluster, ruleAlert(props));
  }
}

/**
 * A template of a rule-based alert: it does nothing by itself, and offers the alert in Calico's web UI.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class GlobalAlertTemplate extends Construct {
  /**
   * A template like one that Calico ships, under the same name.
   *
   * @param scope where the template stands
   * @param id its name among its siblings
   * @param template the template
   * @param options what to change of it
   * @throws as the constructor does
   */
  public static fromTemplate(
    scope: Construct,
    id: string,
    template: RuleTemplate,
    options: AlertOptions = {},
  ): GlobalAlertTemplate {
    checkArguments('GlobalAlertTemplate', { template, options }, { template: RULE_TEMPLATE, options: ALERT_OPTIONS });
    return withTemplatesName(new GlobalAlertTemplate(scope, id, template._props(options)), 'GlobalAlertTemplate');
  }

  /** Name of the object. */
  public readonly templateName: string;

  /** The cluster that the template is for. */
  public readonly cluster: CalicoCluster;

  /** What its alerts look at, and when they raise an event. */
  public readonly rule: AlertRule;

  /**
   * @param scope where the template stands
   * @param id its name among its siblings
   * @param props the alert that it offers
   * @throws as `GlobalAlert` does
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
