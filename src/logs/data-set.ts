/**
 * The logs that an alert looks at.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export enum DataSet {
  /** Audit logs of the Kubernetes and Calico API servers. */
  AUDIT = 'audit',
  /** DNS logs. */
  DNS = 'dns',
  /** Flow logs. */
  FLOWS = 'flows',
  /** L7 (HTTP) logs, since 3.11. */
  L7 = 'l7',
  /** Logs of the web application firewall, since 3.12. */
  WAF = 'waf',
  /** Image vulnerability events, since 3.12. */
  VULNERABILITY = 'vulnerability',
}
