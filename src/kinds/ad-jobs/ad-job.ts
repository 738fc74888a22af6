// Made by `npm run generate` from ../alerts/detector-table.ts; never edited.
/**
 * A job of the AD-jobs Deployment; each looks for one kind of anomaly.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/threat/
 */
export enum AdJob {
  /** Queried domain names that look machine-made, as malware uses them to reach its servers. */
  DGA = 'dga',
  /** Services with many more inbound HTTP connections than usual. */
  HTTP_CONNECTION_SPIKE = 'http_connection_spike',
  /** Services that answer with an unusual share of 4xx and 5xx codes. */
  HTTP_RESPONSE_CODES = 'http_response_codes',
  /** Services that receive HTTP methods which are seldom used. */
  HTTP_VERBS = 'http_verbs',
  /** Pods that send to many ports. */
  PORT_SCAN = 'port_scan',
  /** Too-high values in the numeric fields of DNS logs. */
  GENERIC_DNS = 'generic_dns',
  /** Too-high values in the numeric fields of flow logs. */
  GENERIC_FLOWS = 'generic_flows',
  /** Too-high values in the numeric fields of L7 logs. */
  GENERIC_L7 = 'generic_l7',
  /** Clients whose DNS lookups take long. */
  DNS_LATENCY = 'dns_latency',
  /** Pods that move much data in L7 requests. */
  L7_BYTES = 'l7_bytes',
  /** Pods whose HTTP requests take long. */
  L7_LATENCY = 'l7_latency',
  /** Services that receive much more data than their peers. */
  BYTES_IN = 'bytes_in',
  /** Pods that send much more data than their peers. */
  BYTES_OUT = 'bytes_out',
  /** Processes that send or receive many bytes. */
  PROCESS_BYTES = 'process_bytes',
  /** Pods whose processes restart too often. */
  PROCESS_RESTARTS = 'process_restarts',
  /** Pods that send to many destinations. */
  IP_SWEEP = 'ip_sweep',
  /** Movement over time of the numeric fields of DNS logs. */
  TIME_SERIES_DNS = 'time_series_dns',
  /** Movement over time of the numeric fields of flow logs. */
  TIME_SERIES_FLOWS = 'time_series_flows',
  /** Movement over time of the numeric fields of L7 logs. */
  TIME_SERIES_L7 = 'time_series_l7',
}
