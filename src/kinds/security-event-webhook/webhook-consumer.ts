import { checkArguments, checkProps, instance, optional, struct, TEXT, type ValueType } from '../../arguments';
import { VALUE_SOURCE, ValueSource } from '../../kubernetes';
import { jiraUrl } from './url-checks';

/** The kinds of systems that webhooks can send events to, in the spelling of the API. */
export enum WebhookConsumerType {
  /** A Slack app with incoming webhooks. */
  SLACK = 'Slack',
  /** Jira, where each event becomes an issue. */
  JIRA = 'Jira',
  /** Anything that accepts JSON over HTTP. Since 3.19. */
  GENERIC = 'Generic',
  /** Alertmanager. Since 3.21; the documentation spells it differently. */
  ALERTMANAGER = 'AlertManager',
}

/** The Jira project in which events become issues. */
export interface JiraConsumerOptions {
  /** The Jira site, such as `acme.atlassian.net` or `https://acme.atlassian.net`. */
  readonly site: string;

  /** Key of the project, such as `SEC`. */
  readonly project: string;

  /** Type of the issues, such as `Bug`. */
  readonly issueType: string;

  /** The user who creates the issues. */
  readonly username: ValueSource;

  /** API token of the user. Use a Secret. */
  readonly apiToken: ValueSource;
}

/** An Alertmanager that events are sent to. */
export interface AlertmanagerConsumerOptions {
  /**
   * URL of the API, which ends with `/api/v2/alerts`: `http://alertmanager.monitoring.svc.cluster.local:9093/api/v2/alerts`.
   */
  readonly url: ValueSource;

  /**
   * User and password with a colon between them. The documentation calls this an MD5 checksum, but Calico was observed
   * to split the value at the colon. Use a Secret.
   *
   * @default - no authentication
   */
  readonly basicAuth?: ValueSource;

  /**
   * Certificates for mutual TLS.
   *
   * @default - none
   */
  readonly mutualTls?: MutualTlsOptions;
}

/** What mutual TLS requires, each in PEM form. Calico was observed to use it only if it has all of them. */
export interface MutualTlsOptions {
  /** Certificate of the authority that signed the certificate of the server. */
  readonly caCertificate: ValueSource;

  /** Certificate of the client. */
  readonly certificate: ValueSource;

  /** Private key of the client. Use a Secret. */
  readonly privateKey: ValueSource;
}

/** A server that accepts events as JSON. */
export interface GenericConsumerOptions {
  /** URL to which events are posted. Use a Secret if anyone who knows the URL can post to it. */
  readonly url: ValueSource;
}

/**
 * The system that gets the events of a webhook. Secrets and ConfigMaps must be in the namespace
 * `tigera-intrusion-detection`.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/securityeventwebhook
 */
export class WebhookConsumer {
  /**
   * A channel of Slack.
   *
   * @param url URL of the incoming webhook of a Slack app, which begins with `https://hooks.slack.com/`. Use a Secret, since
   * anyone who knows it can post to the channel
   */
  public static slack(url: ValueSource): WebhookConsumer {
    checkArguments('WebhookConsumer', { url }, { url: VALUE_SOURCE });
    return new WebhookConsumer(WebhookConsumerType.SLACK, { url });
  }

  /**
   * Jira.
   *
   * @param options the project, and who creates the issues
   */
  public static jira(options: JiraConsumerOptions): WebhookConsumer {
    checkProps('WebhookConsumer', options, JIRA);
    const { site, project, issueType, username, apiToken } = options;
    return new WebhookConsumer(WebhookConsumerType.JIRA, {
      url: ValueSource.of(jiraUrl(site)),
      project: ValueSource.of(project),
      issueType: ValueSource.of(issueType),
      username,
      apiToken,
    });
  }

  /**
   * Alertmanager. Since 3.21.
   *
   * @param options the server, and how Calico authenticates
   */
  public static alertmanager(options: AlertmanagerConsumerOptions): WebhookConsumer {
    checkProps('WebhookConsumer', options, ALERTMANAGER);
    const { url, basicAuth, mutualTls } = options;
    return new WebhookConsumer(WebhookConsumerType.ALERTMANAGER, {
      url,
      basicAuth,
      'ca.crt': mutualTls?.caCertificate,
      'tls.crt': mutualTls?.certificate,
      'tls.key': mutualTls?.privateKey,
    });
  }

  /**
   * Any server that accepts JSON. Since 3.19.
   *
   * @param options the server
   */
  public static generic(options: GenericConsumerOptions): WebhookConsumer {
    checkProps('WebhookConsumer', options, GENERIC);
    return new WebhookConsumer(WebhookConsumerType.GENERIC, { url: options.url });
  }

  private constructor(
    /** The kind of system. */
    public readonly type: WebhookConsumerType,
    private readonly settings: Readonly<Record<string, ValueSource | undefined>>,
  ) {}

  /**
   * The field `config`.
   *
   * @internal
   */
  public get _config(): object[] {
    return Object.entries(this.settings).flatMap(([name, source]) =>
      source === undefined ? [] : [{ name, ...source._fields }],
    );
  }
}

export const WEBHOOK_CONSUMER: ValueType<WebhookConsumer> = instance(
  'WebhookConsumer',
  () => WebhookConsumer,
  ', such as WebhookConsumer.slack(ValueSource.fromSecret({ name, key }))',
);

const JIRA: ValueType<JiraConsumerOptions> = struct<JiraConsumerOptions>(
  { name: 'JiraConsumerOptions' },
  { site: TEXT, project: TEXT, issueType: TEXT, username: VALUE_SOURCE, apiToken: VALUE_SOURCE },
);

const MUTUAL_TLS: ValueType<MutualTlsOptions> = struct<MutualTlsOptions>(
  { name: 'MutualTlsOptions' },
  { caCertificate: VALUE_SOURCE, certificate: VALUE_SOURCE, privateKey: VALUE_SOURCE },
);

const ALERTMANAGER: ValueType<AlertmanagerConsumerOptions> = struct<AlertmanagerConsumerOptions>(
  { name: 'AlertmanagerConsumerOptions' },
  { url: VALUE_SOURCE, basicAuth: optional(VALUE_SOURCE), mutualTls: optional(MUTUAL_TLS) },
);

const GENERIC: ValueType<GenericConsumerOptions> = struct<GenericConsumerOptions>(
  { name: 'GenericConsumerOptions' },
  { url: VALUE_SOURCE },
);
