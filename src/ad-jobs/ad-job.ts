/**
 * A job of the AD-jobs Deployment; each looks for one kind of anomaly.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/threat/
 */
export enum AdJob {
  /** Pods that send to many ports. */
  PORT_SCAN = 'port_scan',
  /** Pods that send to many destinations. */
  IP_SWEEP = 'ip_sweep',
  /** Services that receive more data than usual. */
  BYTES_IN = 'bytes_in',
  /** Pods that send more data than usual. */
  BYTES_OUT = 'bytes_out',
  /** Processes that send or receive more data than usual. */
  PROCESS_BYTES = 'process_bytes',
  /** Pods whose processes restart too often. */
  PROCESS_RESTARTS = 'process_restarts',
  /** Clients whose DNS lookups take long. */
  DNS_LATENCY = 'dns_latency',
  /** Pods whose HTTP requests take long. */
  L7_LATENCY = 'l7_latency',
  /** Pods that move much data in L7 requests. */
  L7_BYTES = 'l7_bytes',
  /** Services with more inbound HTTP connections than usual. */
  HTTP_CONNECTION_SPIKE = 'http_connection_spike',
  /** Services that answer with an unusual share of 4xx and 5xx codes. */
  HTTP_RESPONSE_CODES = 'http_response_codes',
  /** Services that receive seldom-used HTTP methods. */
  HTTP_VERBS = 'http_verbs',
  /** Domain names that look generated. */
  DGA = 'dga',
  /** Too-high values in the numeric fields of DNS logs. */
  GENERIC_DNS = 'generic_dns',
  /** Too-high values in the numeric fields of flow logs. */
  GENERIC_FLOWS = 'generic_flows',
  /** Too-high values in the numeric fields of L7 logs. */
  GENERIC_L7 = 'generic_l7',
  /** Movement over time of the numeric fields of DNS logs. */
  TIME_SERIES_DNS = 'time_series_dns',
  /** Movement over time of the numeric fields of flow logs. */
  TIME_SERIES_FLOWS = 'time_series_flows',
  /** Movement over time of the numeric fields of L7 logs. */
  TIME_SERIES_L7 = 'time_series_l7',
}
