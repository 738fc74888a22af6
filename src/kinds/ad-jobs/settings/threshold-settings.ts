// Made by `npm run generate` from ../ad-job-variables.ts; never edited.
/** Settings of single AD jobs that the images of all releases read. */
export interface AdJobThresholdSettings {
  /**
   * Number of distinct destination ports of one source in one time bucket at which job `port_scan` raises an anomaly,
   * at least 1. A higher value means fewer alerts. Variable `AD_port_scan_threshold`.
   *
   * @default - 500, set by the image
   */
  readonly portScanThreshold?: number;

  /**
   * Number of distinct destination addresses of one source in one time bucket at which job `ip_sweep` raises an
   * anomaly, at least 1. A higher value means fewer alerts. Variable `AD_ip_sweep_threshold`.
   *
   * @default - 32, set by the image
   */
  readonly ipSweepThreshold?: number;

  /**
   * Number of samples that job `bytes_in` needs before it trains a model, at least 1. Variable
   * `AD_BytesInModel_min_size_for_train`.
   *
   * @default - 1000, set by the image
   */
  readonly bytesInMinSizeForTrain?: number;

  /**
   * Number of samples that job `bytes_out` needs before it trains a model, at least 1. Variable
   * `AD_BytesOutModel_min_size_for_train`.
   *
   * @default - 1000, set by the image
   */
  readonly bytesOutMinSizeForTrain?: number;

  /**
   * Score above which job `dga` treats a domain name as generated, from 0 to 1. A higher value means fewer alerts.
   * Variable `AD_DGA_SCORE_THRESHOLD`.
   *
   * @default - 0.5, set by the image
   */
  readonly dgaScoreThreshold?: number;
}
