// Made by `npm run generate` from event-table.ts; never edited.
import { QueryField } from '../query';

/**
 * The fields of security events, to be compared in the query of a webhook or an exception. Which fields an event has
 * depends on what raised it: an event of an alert with `aggregateBy`, for example, has only those fields of its
 * records. `isOneOf` and `isNoneOf` write a comparison for each value, unless one has a wildcard.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/alertexception
 */
export class EventFields {
  /**
   * What raised the event. One of `alert`, `anomaly_detection_job`, `deep_packet_inspection`, `global_alert`,
   * `gtf_suspicious_dns_query`, `gtf_suspicious_flow`, `runtime_security`, `suspicious_dns_query`, `suspicious_flow`
   * and `waf`.
   */
  public static readonly TYPE: QueryField = QueryField._of('type', true);

  /** The name of the alert; for feeds and the web application firewall, a fixed text. */
  public static readonly ORIGIN: QueryField = QueryField._of('origin', true);

  /** Short name of the event. Observed, not documented. */
  public static readonly NAME: QueryField = QueryField._of('name', true);

  /** Severity, where 100 is the most severe. From 0 to 100. Observed, not documented. */
  public static readonly SEVERITY: QueryField = QueryField._of('severity', true);

  /** When the event was raised, as a number whose unit is not documented. At least 1. Observed, not documented. */
  public static readonly TIME: QueryField = QueryField._of('time', true);

  /** Text of the event. Observed, not documented. */
  public static readonly DESCRIPTION: QueryField = QueryField._of('description', true);

  /** How the attack is carried out. Observed, not documented. */
  public static readonly ATTACK_VECTOR: QueryField = QueryField._of('attack_vector', true);

  /** Tactic in the MITRE ATT&CK matrix. Observed, not documented. */
  public static readonly MITRE_TACTIC: QueryField = QueryField._of('mitre_tactic', true);

  /** Whether someone dismissed the event: `true` or `false`. Observed, not documented. */
  public static readonly DISMISSED: QueryField = QueryField._of('dismissed', true);

  /** Node. */
  public static readonly HOST: QueryField = QueryField._of('host', true);

  /** Address of the source. */
  public static readonly SOURCE_IP: QueryField = QueryField._of('source_ip', true);

  /** Name of the source; for an alert over audit logs, the name of the object. */
  public static readonly SOURCE_NAME: QueryField = QueryField._of('source_name', true);

  /** Name prefix of the source. */
  public static readonly SOURCE_NAME_AGGR: QueryField = QueryField._of('source_name_aggr', true);

  /** Namespace of the source; for an alert over audit logs, that of the object. */
  public static readonly SOURCE_NAMESPACE: QueryField = QueryField._of('source_namespace', true);

  /** Port of the source. Observed, not documented. */
  public static readonly SOURCE_PORT: QueryField = QueryField._of('source_port', true);

  /** Address of the destination. */
  public static readonly DEST_IP: QueryField = QueryField._of('dest_ip', true);

  /** Name of the destination. */
  public static readonly DEST_NAME: QueryField = QueryField._of('dest_name', true);

  /** Name prefix of the destination. */
  public static readonly DEST_NAME_AGGR: QueryField = QueryField._of('dest_name_aggr', true);

  /** Namespace of the destination. */
  public static readonly DEST_NAMESPACE: QueryField = QueryField._of('dest_namespace', true);

  /** Port of the destination. Observed, not documented. */
  public static readonly DEST_PORT: QueryField = QueryField._of('dest_port', true);

  private constructor() {}
}
