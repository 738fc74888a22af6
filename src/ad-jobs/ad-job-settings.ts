import type { Duration } from 'cdk8s';

/**
 * Settings of the AD jobs. One that is left out is left to the image, whose default is named here.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/threat/
 */
export interface AdJobSettings {
  /**
   * Rows that are read for training, at least 1: more make better models, and more load on Elasticsearch.
   * Variable `AD_max_docs`.
   *
   * @default - 500000, the image's
   */
  readonly maxDocs?: number;

  /**
   * Time between two trainings, a whole number of minutes, at least 1. Variable `AD_train_interval_minutes`.
   *
   * @default - one day, the image's
   */
  readonly trainInterval?: Duration;

  /**
   * Time between two searches for anomalies, a whole number of minutes, at least 1. Variable
   * `AD_search_interval_minutes`.
   *
   * @default - 30 minutes, the image's
   */
  readonly searchInterval?: Duration;

  /**
   * Score from -1 to below 0 under which a sample of job `dns_latency` is an anomaly; nearer to 0 means more alerts.
   * Variable `AD_DnsLatency_IsolationForest_score_threshold`, of the images up to 3.10.
   *
   * @default - -0.836, the image's
   */
  readonly dnsLatencyScoreThreshold?: number;

  /**
   * Restarts, at least 1, from which job `process_restarts` raises an anomaly; higher means fewer alerts. Variable
   * `AD_ProcessRestarts_threshold`, of the images up to 3.10.
   *
   * @default - 4, the image's
   */
  readonly processRestartsThreshold?: number;

  /**
   * Distinct destination ports, at least 1, of one source in one time bucket from which job `port_scan` raises an
   * anomaly; higher means fewer alerts. Variable `AD_port_scan_threshold`.
   *
   * @default - 500, the image's
   */
  readonly portScanThreshold?: number;

  /**
   * Distinct destination addresses, at least 1, of one source in one time bucket from which job `ip_sweep` raises an
   * anomaly; higher means fewer alerts. Variable `AD_ip_sweep_threshold`.
   *
   * @default - 32, the image's
   */
  readonly ipSweepThreshold?: number;

  /**
   * Samples, at least 1, that job `bytes_in` needs before it trains a model. Variable
   * `AD_BytesInModel_min_size_for_train`.
   *
   * @default - 1000, the image's
   */
  readonly bytesInMinSizeForTrain?: number;

  /**
   * Width, 0 or more, of the normal band of the seasonal model of jobs `bytes_in` and `bytes_out`; higher means fewer
   * alerts. Variable `AD_SeasonalAD_c`, of the images up to 3.10, which may read it with a prefix for each job only.
   *
   * @default - 500, the image's
   */
  readonly seasonalAdC?: number;

  /**
   * Samples, at least 1, that job `bytes_out` needs before it trains a model. Variable
   * `AD_BytesOutModel_min_size_for_train`.
   *
   * @default - 1000, the image's
   */
  readonly bytesOutMinSizeForTrain?: number;

  /**
   * Whether the jobs log in detail. Variable `AD_debug`, which the documentation does not describe.
   *
   * @default - unset
   */
  readonly debug?: boolean;
}
