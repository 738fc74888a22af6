// Made by `npm run generate` from ../ad-job-variables.ts; never edited.
/** Settings that the documentation named for a few weeks between 3.10 and 3.11. Perhaps no image ever read them. */
export interface AdJobAlertsPerDaySettings {
  /**
   * Approximate number of alerts a day that job `process_restarts` tunes itself for. A higher value means more alerts.
   * Variable `AD_PROCESS_RESTARTS_ALERTS_PER_DAY`, read by no known image.
   *
   * @default - 2.5, set by the image
   */
  readonly processRestartsAlertsPerDay?: number;

  /**
   * Approximate number of alerts a day that job `dns_latency` tunes itself for. A higher value means more alerts.
   * Variable `AD_DNS_LATENCY_ALERTS_PER_DAY`, read by no known image.
   *
   * @default - 2.5, set by the image
   */
  readonly dnsLatencyAlertsPerDay?: number;

  /**
   * Approximate number of alerts a day that job `l7_latency` tunes itself for. A higher value means more alerts.
   * Variable `AD_L7_LATENCY_ALERTS_PER_DAY`, read by no known image.
   *
   * @default - 2.5, set by the image
   */
  readonly l7LatencyAlertsPerDay?: number;

  /**
   * Approximate number of alerts a day that job `http_connection_spike` tunes itself for. A higher value means more
   * alerts. Variable `AD_HTTP_CONNECTION_SPIKE_ALERTS_PER_DAY`, read by no known image.
   *
   * @default - 2.5, set by the image
   */
  readonly httpConnectionSpikeAlertsPerDay?: number;

  /**
   * Approximate number of alerts a day that job `generic_flows` tunes itself for. A higher value means more alerts.
   * Variable `AD_GENERIC_FLOWS_ALERTS_PER_DAY`, read by no known image.
   *
   * @default - 2.5, set by the image
   */
  readonly genericFlowsAlertsPerDay?: number;

  /**
   * Approximate number of alerts a day that job `generic_dns` tunes itself for. A higher value means more alerts.
   * Variable `AD_GENERIC_DNS_ALERTS_PER_DAY`, read by no known image.
   *
   * @default - 2.5, set by the image
   */
  readonly genericDnsAlertsPerDay?: number;

  /**
   * Approximate number of alerts a day that job `generic_l7` tunes itself for. A higher value means more alerts.
   * Variable `AD_GENERIC_L7_ALERTS_PER_DAY`, read by no known image.
   *
   * @default - 2.5, set by the image
   */
  readonly genericL7AlertsPerDay?: number;
}
