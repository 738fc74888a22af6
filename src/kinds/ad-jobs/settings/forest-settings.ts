// Made by `npm run generate` from ../ad-job-variables.ts; never edited.
/** Settings of single AD jobs that only the images up to 3.10 read: isolation forests and seasonal models. */
export interface AdJobForestSettings {
  /**
   * Score below which a sample of job `dns_latency` is an anomaly, from -1 to below 0. A value nearer to 0 means more
   * alerts. Variable `AD_DnsLatency_IsolationForest_score_threshold`, read by images up to 3.10.
   *
   * @default - -0.836, set by the image
   */
  readonly dnsLatencyScoreThreshold?: number;

  /**
   * Number of restarts at which job `process_restarts` raises an anomaly, at least 1. A higher value means fewer
   * alerts. Variable `AD_ProcessRestarts_threshold`, read by images up to 3.10.
   *
   * @default - 4, set by the image
   */
  readonly processRestartsThreshold?: number;

  /**
   * Width of the normal band in the seasonal models of jobs `bytes_in` and `bytes_out`, at least 0. A higher value
   * means fewer alerts. Images probably read the variables of `bytesInSeasonalAdC` and `bytesOutSeasonalAdC` instead.
   * Variable `AD_SeasonalAD_c`, read by images up to 3.10.
   *
   * @default - 500, set by the image
   */
  readonly seasonalAdC?: number;

  /**
   * Width of the normal band in the seasonal model of job `bytes_out`. A higher value means fewer alerts. Variable
   * `AD_BytesOutModel_SeasonalAD_c`, read by images up to 3.10.
   *
   * @default - 500, set by the image
   */
  readonly bytesOutSeasonalAdC?: number;

  /**
   * Width of the normal band in the seasonal model of job `bytes_in`. A higher value means fewer alerts. Variable
   * `AD_BytesInModel_SeasonalAD_c`, read by images up to 3.10.
   *
   * @default - 500, set by the image
   */
  readonly bytesInSeasonalAdC?: number;

  /**
   * Score below which a sample of job `process_restarts` is an anomaly, from -1 to below 0. A value nearer to 0 means
   * more alerts. Variable `AD_ProcessRestarts_IsolationForest_score_threshold`, read by images up to 3.10.
   *
   * @default - -0.78, set by the image
   */
  readonly processRestartsScoreThreshold?: number;

  /**
   * Number of trees in the isolation forest of job `dns_latency`, at least 1. More data needs more trees. Variable
   * `AD_DnsLatency_IsolationForest_n_estimators`, read by images up to 3.10.
   *
   * @default - 100, set by the image
   */
  readonly dnsLatencyNEstimators?: number;

  /**
   * Number of trees in the isolation forest of job `l7_latency`, at least 1. More data needs more trees. Variable
   * `AD_L7Latency_IsolationForest_n_estimators`, read by images up to 3.10.
   *
   * @default - 100, set by the image
   */
  readonly l7LatencyNEstimators?: number;

  /**
   * Score below which a sample of job `l7_latency` is an anomaly, from -1 to below 0. A value nearer to 0 means more
   * alerts. Variable `AD_L7Latency_IsolationForest_score_threshold`, read by images up to 3.10.
   *
   * @default - -0.836, set by the image
   */
  readonly l7LatencyScoreThreshold?: number;

  /**
   * Number of trees in the isolation forest of job `http_connection_spike`, at least 1. More data needs more trees.
   * Variable `AD_HttpConnectionSpike_IsolationForest_n_estimators`, read by images up to 3.10.
   *
   * @default - 100, set by the image
   */
  readonly httpConnectionSpikeNEstimators?: number;

  /**
   * Score below which a sample of job `http_connection_spike` is an anomaly, from -1 to below 0. A value nearer to 0
   * means more alerts. Variable `AD_HttpConnectionSpike_IsolationForest_score_threshold`, read by images up to 3.10.
   *
   * @default - -0.64, set by the image
   */
  readonly httpConnectionSpikeScoreThreshold?: number;
}
