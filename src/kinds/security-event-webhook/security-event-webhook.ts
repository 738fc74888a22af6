import type { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { checkedScope, checkProps, enumOf, optional, struct, TEXT, TEXT_MAP, type ValueType } from '../../arguments';
import type { Finding } from '../../base';
import { CALICO_CLUSTER, CALICO_GROUP, CalicoCluster } from '../../calico';
import { EVENT_SELECTION, type EventSelection } from '../../events';
import { addCalicoObject } from '../../kind';
import { checkEventLabels, LABEL, LABELS_ANNOTATION, labelsText } from './metadata-checks';
import { checkWebhookEvents } from './query-checks';
import { checkSecurityEventWebhook } from './webhook-checks';
import { WEBHOOK_CONSUMER, type WebhookConsumer } from './webhook-consumer';

/** Whether a webhook sends events. */
export enum WebhookState {
  /** Events are sent. */
  ENABLED = 'Enabled',
  /** Nothing is sent. */
  DISABLED = 'Disabled',
  /** Nothing is sent; Calico logs what it would send (observed, not documented). */
  DEBUG = 'Debug',
}

/** Properties of `SecurityEventWebhook`. */
export interface SecurityEventWebhookProps {
  /**
   * The cluster that the webhook is for. Its release must be at least Calico Enterprise 3.18.0-2.0 or Calico Cloud 18.3.0.
   *
   * @default - the cluster that a parent construct provides
   */
  readonly cluster?: CalicoCluster;

  /** Name of the object, an RFC 1123 subdomain. */
  readonly name: string;

  /** Which events are sent: `alert.events`, `feed.events`, or those that match a query over `EventFields`. */
  readonly events: EventSelection;

  /** The system that gets the events. */
  readonly consumer: WebhookConsumer;

  /**
   * Whether events are sent.
   *
   * @default WebhookState.ENABLED
   */
  readonly state?: WebhookState;

  /**
   * Labels that are added to what is sent, such as the name of the cluster. Keys must not contain colons and commas, and
   * values no commas.
   *
   * @default - none
   */
  readonly eventLabels?: { readonly [key: string]: string };

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
 * A SecurityEventWebhook: Calico sends each new event that matches a query to Slack, Jira, Alertmanager or another
 * server. Secrets are not generated; they must be in the namespace `tigera-intrusion-detection`.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/securityeventwebhook
 */
export class SecurityEventWebhook extends Construct {
  /** Name of the object. */
  public readonly webhookName: string;

  /** The cluster that the webhook is for. */
  public readonly cluster: CalicoCluster;

  /** Which events are sent. */
  public readonly events: EventSelection;

  /** The system that gets the events. */
  public readonly consumer: WebhookConsumer;

  /** Whether events are sent. */
  public readonly state: WebhookState;

  /**
   * @param scope the scope in which to define the webhook
   * @param id the construct ID, unique in its scope
   * @param props the webhook
   * @throws when the release does not have webhooks or the consumer, the name, a label, a reference or a URL is invalid, or
   * the query is empty, or uses fields or values that events do not have
   */
  constructor(scope: Construct, id: string, props: SecurityEventWebhookProps) {
    super(checkedScope('SecurityEventWebhook', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.webhookName = props.name;
    this.events = props.events;
    this.consumer = props.consumer;
    this.state = props.state ?? WebhookState.ENABLED;
    const manifest = this.manifest(props);
    const ofLabels = [...checkEventLabels(props.eventLabels ?? {}), ...checkWrittenTwice(props)];
    // What is wrong with a label shows in the annotation, too.
    const ofManifest = checkSecurityEventWebhook(manifest, this.cluster).filter(
      ({ rule }) => ofLabels.length === 0 || rule !== LABEL.rule,
    );
    const findings = [...ofLabels, ...ofManifest, ...checkWebhookEvents(props.events)];
    addCalicoObject(this, this.cluster, { manifest, findings });
  }

  private manifest({ name, eventLabels, labels, annotations }: SecurityEventWebhookProps): ApiObjectProps {
    const text = eventLabels && labelsText(eventLabels);
    return {
      apiVersion: `${CALICO_GROUP}/v3`,
      kind: 'SecurityEventWebhook',
      metadata: {
        name,
        labels,
        annotations: text === undefined || text === '' ? annotations : { ...annotations, [LABELS_ANNOTATION]: text },
      },
      spec: {
        consumer: this.consumer.type,
        state: this.state,
        query: this.events.toString(),
        config: this.consumer._config,
      },
    };
  }
}

/** The labels of events are an annotation of the object. */
function checkWrittenTwice({ eventLabels = {}, annotations = {} }: SecurityEventWebhookProps): Finding[] {
  const isTwice = Object.keys(eventLabels).length > 0 && Object.hasOwn(annotations, LABELS_ANNOTATION);
  const message = 'is the annotation that eventLabels writes; remove one of the two';
  return isTwice ? [{ ...LABEL, keys: ['annotations', LABELS_ANNOTATION], message }] : [];
}

const PROPS: ValueType<SecurityEventWebhookProps> = struct<SecurityEventWebhookProps>(
  { name: 'SecurityEventWebhookProps' },
  {
    cluster: optional(CALICO_CLUSTER),
    name: TEXT,
    events: EVENT_SELECTION,
    consumer: WEBHOOK_CONSUMER,
    state: optional(enumOf('WebhookState', WebhookState)),
    eventLabels: optional(TEXT_MAP),
    labels: optional(TEXT_MAP),
    annotations: optional(TEXT_MAP),
  },
);
