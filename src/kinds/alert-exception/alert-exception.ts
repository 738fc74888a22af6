import type { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { checkedScope, checkProps, optional, struct, TEXT, TEXT_MAP, type ValueType } from '../../arguments';
import { errorRule, type Finding } from '../../base';
import { CALICO_CLUSTER, CALICO_GROUP, CalicoCluster } from '../../calico';
import { checkSelection, EVENT_SELECTION, type EventSelection } from '../../events';
import { addCalicoObject } from '../../kind';
import { TIME_WINDOW, type TimeWindow } from '../../kubernetes';
import { checkAlertException } from './alert-exception-checks';
import { otherForm } from './exception-fields';
import { HAS_TIMES } from './exception-schema';

const condition = 'Metric.count().atLeast(100)';
const program = (aggregateBy: string) =>
  [
    "const alert = new GlobalAlert(chart, 'alert', {",
    '  cluster,',
    "  name: 'network.ssh',",
    `  description: 'SSH in \${${aggregateBy}}',`,
    `  rule: AlertRule.flows({ condition: ${condition}, aggregateBy: ['${aggregateBy}'] }),`,
    '});',
    "new AlertException(chart, 'exception', {",
    '  cluster,',
    "  name: 'known-scanner',",
    "  description: 'Our own scanner',",
    "  events: alert.events.where(EventFields.SOURCE_NAMESPACE.equalTo('shop')),",
    "  during: TimeWindow.between(new Date('2026-12-01T08:00:00Z'), new Date('2026-12-08T08:00:00Z')),",
    '});',
  ].join('\n');

const EVENTS = errorRule({
  id: 'alert-exception/events',
  form: 'program',
  what: 'If an exception selects the events of an alert, those events must be able to meet its conditions.',
  why: 'Otherwise, there is nothing to compare, and the exception does not hide what it was written for. Which fields the events of an alert have is observed, not documented; EventSelection.matching accepts any query over fields of events.',
  bad: program('dest_namespace'),
  good: program('source_namespace'),
});

/** Properties of `AlertException`. */
export interface AlertExceptionProps {
  /**
   * The cluster that the exception is for.
   *
   * @default - the cluster that a parent construct provides
   */
  readonly cluster?: CalicoCluster;

  /** Name of the object, an RFC 1123 subdomain of at most 253 characters. */
  readonly name: string;

  /** Why the events are known to be harmless; shown in Calico's web console. Not empty. */
  readonly description: string;

  /**
   * Which events are hidden, such as `alert.events.where(EventFields.SOURCE_NAMESPACE.equalTo('security-tools'))`. For an
   * alert with `aggregateBy`, conditions on other fields of the logs are rejected, because its events do not have them
   * (observed, not documented). The events of a single threat feed cannot be selected.
   */
  readonly events: EventSelection;

  /** When they are hidden. A start is required; without an end, they are hidden forever. */
  readonly during: TimeWindow;

  /**
   * Labels of the object.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the object.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * An AlertException: it hides events that are known to be harmless in Calico's web console for some time. Events are
 * hidden when they are read: they stay stored, and reappear when the exception ends. No webhook is called for them either
 * (observed, not documented).
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/alertexception
 */
export class AlertException extends Construct {
  /** Name of the object. */
  public readonly exceptionName: string;

  /** The cluster that the exception is for. */
  public readonly cluster: CalicoCluster;

  /** Which events are hidden. */
  public readonly events: EventSelection;

  /** When they are hidden. */
  public readonly during: TimeWindow;

  /**
   * @param scope the scope in which to define the exception
   * @param id the construct ID, unique in its scope
   * @param props the exception
   * @throws when Calico would reject the exception: an invalid name, an empty description, a query with unknown fields or
   * impossible values, or no start; when an alert's events cannot meet a condition; and on releases before 3.14
   */
  constructor(scope: Construct, id: string, props: AlertExceptionProps) {
    super(checkedScope('AlertException', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.exceptionName = props.name;
    this.events = props.events;
    this.during = props.during;
    const manifest = exceptionManifest(props);
    addCalicoObject(this, this.cluster, { manifest, findings: findingsOf(manifest, props.events, this.cluster) });
  }
}

function exceptionManifest({
  name,
  description,
  events,
  during,
  labels,
  annotations,
}: AlertExceptionProps): ApiObjectProps {
  return {
    apiVersion: `${CALICO_GROUP}/v3`,
    kind: 'AlertException',
    metadata: { name, labels, annotations },
    spec: { description, selector: events.toString(), startTime: during.startTime, endTime: during.endTime },
  };
}

function findingsOf(manifest: ApiObjectProps, events: EventSelection, cluster: CalicoCluster): Finding[] {
  if (!cluster.release._valueIn(HAS_TIMES)) {
    return [otherForm(cluster.release)];
  }
  const impossible = checkSelection(events, ['events'], EVENTS).map((finding) => ({
    ...finding,
    message: `${finding.message}; if you have seen such events, pass EventSelection.matching with the whole query`,
  }));
  return [...checkAlertException(manifest, cluster), ...impossible];
}

const PROPS: ValueType<AlertExceptionProps> = struct<AlertExceptionProps>(
  { name: 'AlertExceptionProps' },
  {
    cluster: optional(CALICO_CLUSTER),
    name: TEXT,
    description: TEXT,
    events: EVENT_SELECTION,
    during: TIME_WINDOW,
    labels: optional(TEXT_MAP),
    annotations: optional(TEXT_MAP),
  },
);

/** The rules that this file checks. */
export const CONSTRUCT_RULES = [EVENTS] as const;
