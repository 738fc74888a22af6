/** Settings of single AD jobs that the images up to 3.10 have: isolation forests and seasonal models. */
export interface AdJobForestSettings {
  /**
   * Width, 0 or more, of the normal band of the seasonal models of jobs `bytes_in` and `bytes_out`; higher means
   * fewer alerts. Images may read the two variables with a prefix only. Variable `AD_SeasonalAD_c`, of the images up
   * to 3.10.
   *
   * @default - 500, the image's
   */
  readonly seasonalAdC?: number;

  /**
   * Width of the normal band of the seasonal model of job `bytes_out`; higher means fewer alerts. Variable
   * `AD_BytesOutModel_SeasonalAD_c`, of the images up to 3.10.
   *
   * @default - 500, the image's
   */
  readonly bytesOutSeasonalAdC?: number;

  /**
   * Width of the normal band of the seasonal model of job `bytes_in`; higher means fewer alerts. Variable
   * `AD_BytesInModel_SeasonalAD_c`, of the images up to 3.10.
   *
   * @default - 500, the image's
   */
  readonly bytesInSeasonalAdC?: number;

  /**
   * Score from -1 to below 0 under which a sample of job `process_restarts` is an anomaly; nearer to 0 means more
   * alerts. Variable `AD_ProcessRestarts_IsolationForest_score_threshold`, of the images up to 3.10.
   *
   * @default - -0.78, the image's
   */
  readonly processRestartsScoreThreshold?: number;

  /**
   * Restarts, at least 1, from which job `process_restarts` raises an anomaly; higher means fewer alerts. Variable
   * `AD_ProcessRestarts_threshold`, of the images up to 3.10.
   *
   * @default - 4, the image's
   */
  readonly processRestartsThreshold?: number;

  /**
   * Trees, at least 1, of the isolation forest of job `dns_latency`; more data needs more. Variable
   * `AD_DnsLatency_IsolationForest_n_estimators`, of the images up to 3.10.
   *
   * @default - 100, the image's
   */
  readonly dnsLatencyNEstimators?: number;

  /**
   * Score from -1 to below 0 under which a sample of job `dns_latency` is an anomaly; nearer to 0 means more alerts.
   * Variable `AD_DnsLatency_IsolationForest_score_threshold`, of the images up to 3.10.
   *
   * @default - -0.836, the image's
   */
  readonly dnsLatencyScoreThreshold?: number;

  /**
   * Trees, at least 1, of the isolation forest of job `l7_latency`; more data needs more. Variable
   * `AD_L7Latency_IsolationForest_n_estimators`, of the images up to 3.10.
   *
   * @default - 100, the image's
   */
  readonly l7LatencyNEstimators?: number;

  /**
   * Score from -1 to below 0 under which a sample of job `l7_latency` is an anomaly; nearer to 0 means more alerts.
   * Variable `AD_L7Latency_IsolationForest_score_threshold`, of the images up to 3.10.
   *
   * @default - -0.836, the image's
   */
  readonly l7LatencyScoreThreshold?: number;

  /**
   * Trees, at least 1, of the isolation forest of job `http_connection_spike`; more data needs more. Variable
   * `AD_HttpConnectionSpike_IsolationForest_n_estimators`, of the images up to 3.10.
   *
   * @default - 100, the image's
   */
  readonly httpConnectionSpikeNEstimators?: number;

  /**
   * Score from -1 to below 0 under which a sample of job `http_connection_spike` is an anomaly; nearer to 0 means
   * more alerts. Variable `AD_HttpConnectionSpike_IsolationForest_score_threshold`, of the images up to 3.10.
   *
   * @default - -0.64, the image's
   */
  readonly httpConnectionSpikeScoreThreshold?: number;
}
