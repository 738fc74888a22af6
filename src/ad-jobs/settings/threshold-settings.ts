/** Settings of single AD jobs that images of all releases have. */
export interface AdJobThresholdSettings {
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
   * Samples, at least 1, that job `bytes_out` needs before it trains a model. Variable
   * `AD_BytesOutModel_min_size_for_train`.
   *
   * @default - 1000, the image's
   */
  readonly bytesOutMinSizeForTrain?: number;

  /**
   * Samples, at least 1, that job `bytes_in` needs before it trains a model. Variable
   * `AD_BytesInModel_min_size_for_train`.
   *
   * @default - 1000, the image's
   */
  readonly bytesInMinSizeForTrain?: number;

  /**
   * Score from 0 to 1 above which job `dga` takes a domain name for a generated one; higher means fewer alerts.
   * Variable `AD_DGA_SCORE_THRESHOLD`.
   *
   * @default - 0.5, the image's
   */
  readonly dgaScoreThreshold?: number;
}
