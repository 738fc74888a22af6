// Made by `npm run generate` from ../ad-job-variables.ts; never edited.
/** Settings of single AD jobs that only the images from 3.11 on read. */
export interface AdJobSensitivitySettings {
  /**
   * Sensitivity of job `dns_latency`, from 0 to 100. A higher value means more alerts. Variable
   * `AD_DNS_LATENCY_SENSITIVITY`, read by images from 3.11 on.
   *
   * @default - 15, set by the image
   */
  readonly dnsLatencySensitivity?: number;

  /**
   * Sensitivity of job `l7_latency`, from 0 to 100. A higher value means more alerts. Variable
   * `AD_L7_LATENCY_SENSITIVITY`, read by images from 3.11 on.
   *
   * @default - 7, set by the image
   */
  readonly l7LatencySensitivity?: number;

  /**
   * Sensitivity of job `l7_bytes`, from 0 to 100. A higher value means more alerts. Variable `AD_L7_BYTES_SENSITIVITY`,
   * read by images from 3.11 on.
   *
   * @default - 5, set by the image
   */
  readonly l7BytesSensitivity?: number;

  /**
   * Sensitivity of job `http_connection_spike`, from 0 to 100. A higher value means more alerts. Variable
   * `AD_HTTP_CONNECTION_SPIKE_SENSITIVITY`, read by images from 3.11 on.
   *
   * @default - 20, set by the image
   */
  readonly httpConnectionSpikeSensitivity?: number;

  /**
   * Sensitivity of job `process_restarts`, from 0 to 100. A higher value means more alerts. Variable
   * `AD_PROCESS_RESTARTS_SENSITIVITY`, read by images from 3.11 on.
   *
   * @default - 2, set by the image
   */
  readonly processRestartsSensitivity?: number;

  /**
   * Number of restarts that job `process_restarts` needs before it raises an anomaly, at least 1. A higher value means
   * fewer alerts. Variable `AD_PROCESS_RESTARTS_MIN_RESTARTS`, read by images from 3.11 on.
   *
   * @default - 4, set by the image
   */
  readonly processRestartsMinRestarts?: number;

  /**
   * Sensitivity of job `generic_dns`, from 0 to 100. A higher value means more alerts. Variable
   * `AD_GENERIC_DNS_SENSITIVITY`, read by images from 3.11 on.
   *
   * @default - 4, set by the image
   */
  readonly genericDnsSensitivity?: number;

  /**
   * Sensitivity of job `generic_flows`, from 0 to 100. A higher value means more alerts. Variable
   * `AD_GENERIC_FLOWS_SENSITIVITY`, read by images from 3.11 on.
   *
   * @default - 1, set by the image
   */
  readonly genericFlowsSensitivity?: number;

  /**
   * Sensitivity of job `generic_l7`, from 0 to 100. A higher value means more alerts. Variable
   * `AD_GENERIC_L7_SENSITIVITY`, read by images from 3.11 on.
   *
   * @default - 10, set by the image
   */
  readonly genericL7Sensitivity?: number;

  /**
   * Numeric fields of DNS logs for which job `generic_dns` trains one model each. Fields that are not listed raise no
   * alerts. Variable `AD_GENERIC_DNS_FIELDS`, read by images from 3.11 on.
   *
   * @default - `latency_count`, `latency_mean` and `latency_max`, set by the image
   */
  readonly genericDnsFields?: string[];

  /**
   * Numeric fields of flow logs for which job `generic_flows` trains one model each. Fields that are not listed raise
   * no alerts. Variable `AD_GENERIC_FLOWS_FIELDS`, read by images from 3.11 on.
   *
   * @default - `bytes_in`, `bytes_out`, `num_flows`, `num_flows_started`, `num_flows_completed`, `packets_in`,
   * `packets_out`, `num_process_names`, `num_process_ids` and `num_original_source_ips`, set by the image
   */
  readonly genericFlowsFields?: string[];

  /**
   * Numeric fields of L7 logs for which job `generic_l7` trains one model each. Fields that are not listed raise no
   * alerts. Variable `AD_GENERIC_L7_FIELDS`, read by images from 3.11 on.
   *
   * @default - `duration_mean`, `duration_max`, `bytes_in`, `bytes_out` and `count`, set by the image
   */
  readonly genericL7Fields?: string[];

  /**
   * Value at which job `time_series_dns` raises an anomaly, at least 0. A higher value means fewer alerts. Variable
   * `AD_TIME_SERIES_DNS_ANOMALY_VALUE_THRESHOLD`, read by images from 3.11 on.
   *
   * @default - 1, set by the image
   */
  readonly timeSeriesDnsAnomalyValueThreshold?: number;

  /**
   * Value at which job `time_series_flows` raises an anomaly, at least 0. A higher value means fewer alerts. Variable
   * `AD_TIME_SERIES_FLOWS_ANOMALY_VALUE_THRESHOLD`, read by images from 3.11 on.
   *
   * @default - 6, set by the image
   */
  readonly timeSeriesFlowsAnomalyValueThreshold?: number;

  /**
   * Value at which job `time_series_l7` raises an anomaly, at least 0. A higher value means fewer alerts. Variable
   * `AD_TIME_SERIES_L7_ANOMALY_VALUE_THRESHOLD`, read by images from 3.11 on.
   *
   * @default - 6, set by the image
   */
  readonly timeSeriesL7AnomalyValueThreshold?: number;

  /**
   * Threshold of job `http_response_codes`, from 0 to 1. A higher value means fewer alerts. Variable
   * `AD_HTTP_RESPONSE_CODES_THRESHOLD`, read by images from 3.11 on.
   *
   * @default - 0.5, set by the image
   */
  readonly httpResponseCodesThreshold?: number;

  /**
   * Threshold for the number of events a day of job `http_response_codes`, at least 0. A higher value means fewer
   * alerts. Variable `AD_HTTP_RESPONSE_CODES_EVENTS_PER_DAY_THRESHOLD`, read by images from 3.11 on.
   *
   * @default - 0.3, set by the image
   */
  readonly httpResponseCodesEventsPerDayThreshold?: number;

  /**
   * Threshold of job `http_verbs`, from 0 to 1. A higher value means fewer alerts. Variable `AD_HTTP_VERBS_THRESHOLD`,
   * read by images from 3.11 on.
   *
   * @default - 0.99, set by the image
   */
  readonly httpVerbsThreshold?: number;

  /**
   * Threshold for the number of events a day of job `http_verbs`, at least 0. A higher value means fewer alerts.
   * Variable `AD_HTTP_VERBS_EVENTS_PER_DAY_THRESHOLD`, read by images from 3.11 on.
   *
   * @default - 1, set by the image
   */
  readonly httpVerbsEventsPerDayThreshold?: number;
}
