/** Settings of single AD jobs that the images from 3.11 on have. */
export interface AdJobSensitivitySettings {
  /**
   * Sensitivity, from 0 to 100, of job `dns_latency`; higher means more alerts. Variable
   * `AD_DNS_LATENCY_SENSITIVITY`, of the images from 3.11 on.
   *
   * @default - 15, the image's
   */
  readonly dnsLatencySensitivity?: number;

  /**
   * Sensitivity, from 0 to 100, of job `l7_latency`; higher means more alerts. Variable `AD_L7_LATENCY_SENSITIVITY`,
   * of the images from 3.11 on.
   *
   * @default - 7, the image's
   */
  readonly l7LatencySensitivity?: number;

  /**
   * Sensitivity, from 0 to 100, of job `l7_bytes`; higher means more alerts. Variable `AD_L7_BYTES_SENSITIVITY`, of
   * the images from 3.11 on.
   *
   * @default - 5, the image's
   */
  readonly l7BytesSensitivity?: number;

  /**
   * Sensitivity, from 0 to 100, of job `http_connection_spike`; higher means more alerts. Variable
   * `AD_HTTP_CONNECTION_SPIKE_SENSITIVITY`, of the images from 3.11 on.
   *
   * @default - 20, the image's
   */
  readonly httpConnectionSpikeSensitivity?: number;

  /**
   * Sensitivity, from 0 to 100, of job `process_restarts`; higher means more alerts. Variable
   * `AD_PROCESS_RESTARTS_SENSITIVITY`, of the images from 3.11 on.
   *
   * @default - 2, the image's
   */
  readonly processRestartsSensitivity?: number;

  /**
   * Restarts, at least 1, that job `process_restarts` needs before it raises an anomaly; higher means fewer alerts.
   * Variable `AD_PROCESS_RESTARTS_MIN_RESTARTS`, of the images from 3.11 on.
   *
   * @default - 4, the image's
   */
  readonly processRestartsMinRestarts?: number;

  /**
   * Sensitivity, from 0 to 100, of job `generic_dns`; higher means more alerts. Variable
   * `AD_GENERIC_DNS_SENSITIVITY`, of the images from 3.11 on.
   *
   * @default - 4, the image's
   */
  readonly genericDnsSensitivity?: number;

  /**
   * Sensitivity, from 0 to 100, of job `generic_flows`; higher means more alerts. Variable
   * `AD_GENERIC_FLOWS_SENSITIVITY`, of the images from 3.11 on.
   *
   * @default - 1, the image's
   */
  readonly genericFlowsSensitivity?: number;

  /**
   * Sensitivity, from 0 to 100, of job `generic_l7`; higher means more alerts. Variable `AD_GENERIC_L7_SENSITIVITY`,
   * of the images from 3.11 on.
   *
   * @default - 10, the image's
   */
  readonly genericL7Sensitivity?: number;

  /**
   * Numeric fields of DNS logs for which job `generic_dns` has a model each; a field that is left out raises no
   * alerts. Variable `AD_GENERIC_DNS_FIELDS`, of the images from 3.11 on.
   *
   * @default - latency_count, latency_mean and latency_max, the image's
   */
  readonly genericDnsFields?: string[];

  /**
   * Numeric fields of flow logs for which job `generic_flows` has a model each; a field that is left out raises no
   * alerts. Variable `AD_GENERIC_FLOWS_FIELDS`, of the images from 3.11 on.
   *
   * @default - ten fields, from bytes_in to num_original_source_ips, the image's
   */
  readonly genericFlowsFields?: string[];

  /**
   * Numeric fields of L7 logs for which job `generic_l7` has a model each; a field that is left out raises no
   * alerts. Variable `AD_GENERIC_L7_FIELDS`, of the images from 3.11 on.
   *
   * @default - duration_mean, duration_max, bytes_in, bytes_out and count, the image's
   */
  readonly genericL7Fields?: string[];

  /**
   * Value, 0 or more, from which job `time_series_dns` raises an anomaly; higher means fewer alerts. Variable
   * `AD_TIME_SERIES_DNS_ANOMALY_VALUE_THRESHOLD`, of the images from 3.11 on.
   *
   * @default - 1, the image's
   */
  readonly timeSeriesDnsAnomalyValueThreshold?: number;

  /**
   * Value, 0 or more, from which job `time_series_flows` raises an anomaly; higher means fewer alerts. Variable
   * `AD_TIME_SERIES_FLOWS_ANOMALY_VALUE_THRESHOLD`, of the images from 3.11 on.
   *
   * @default - 6, the image's
   */
  readonly timeSeriesFlowsAnomalyValueThreshold?: number;

  /**
   * Value, 0 or more, from which job `time_series_l7` raises an anomaly; higher means fewer alerts. Variable
   * `AD_TIME_SERIES_L7_ANOMALY_VALUE_THRESHOLD`, of the images from 3.11 on.
   *
   * @default - 6, the image's
   */
  readonly timeSeriesL7AnomalyValueThreshold?: number;

  /**
   * Threshold, from 0 to 1, of job `http_response_codes`; higher means fewer alerts. Variable
   * `AD_HTTP_RESPONSE_CODES_THRESHOLD`, of the images from 3.11 on.
   *
   * @default - 0.5, the image's
   */
  readonly httpResponseCodesThreshold?: number;

  /**
   * Events a day, 0 or more, of job `http_response_codes`; higher means fewer alerts. Variable
   * `AD_HTTP_RESPONSE_CODES_EVENTS_PER_DAY_THRESHOLD`, of the images from 3.11 on.
   *
   * @default - 0.3, the image's
   */
  readonly httpResponseCodesEventsPerDayThreshold?: number;

  /**
   * Threshold, from 0 to 1, of job `http_verbs`; higher means fewer alerts. Variable `AD_HTTP_VERBS_THRESHOLD`, of
   * the images from 3.11 on.
   *
   * @default - 0.99, the image's
   */
  readonly httpVerbsThreshold?: number;

  /**
   * Events a day, 0 or more, of job `http_verbs`; higher means fewer alerts. Variable
   * `AD_HTTP_VERBS_EVENTS_PER_DAY_THRESHOLD`, of the images from 3.11 on.
   *
   * @default - 1, the image's
   */
  readonly httpVerbsEventsPerDayThreshold?: number;
}
