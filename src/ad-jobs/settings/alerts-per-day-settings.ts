/** Settings that the documentation named for a few weeks between 3.10 and 3.11; no release may ever have had them. */
export interface AdJobAlertsPerDaySettings {
  /**
   * Alerts a day, roughly, that job `process_restarts` tunes itself for. Variable
   * `AD_PROCESS_RESTARTS_ALERTS_PER_DAY`, of no known image.
   *
   * @default - 2.5, the image's
   */
  readonly processRestartsAlertsPerDay?: number;

  /**
   * Alerts a day, roughly, that job `dns_latency` tunes itself for. Variable `AD_DNS_LATENCY_ALERTS_PER_DAY`, of no
   * known image.
   *
   * @default - 2.5, the image's
   */
  readonly dnsLatencyAlertsPerDay?: number;

  /**
   * Alerts a day, roughly, that job `l7_latency` tunes itself for. Variable `AD_L7_LATENCY_ALERTS_PER_DAY`, of no
   * known image.
   *
   * @default - 2.5, the image's
   */
  readonly l7LatencyAlertsPerDay?: number;

  /**
   * Alerts a day, roughly, that job `http_connection_spike` tunes itself for. Variable
   * `AD_HTTP_CONNECTION_SPIKE_ALERTS_PER_DAY`, of no known image.
   *
   * @default - 2.5, the image's
   */
  readonly httpConnectionSpikeAlertsPerDay?: number;

  /**
   * Alerts a day, roughly, that job `generic_flows` tunes itself for. Variable `AD_GENERIC_FLOWS_ALERTS_PER_DAY`, of
   * no known image.
   *
   * @default - 2.5, the image's
   */
  readonly genericFlowsAlertsPerDay?: number;

  /**
   * Alerts a day, roughly, that job `generic_dns` tunes itself for. Variable `AD_GENERIC_DNS_ALERTS_PER_DAY`, of no
   * known image.
   *
   * @default - 2.5, the image's
   */
  readonly genericDnsAlertsPerDay?: number;

  /**
   * Alerts a day, roughly, that job `generic_l7` tunes itself for. Variable `AD_GENERIC_L7_ALERTS_PER_DAY`, of no
   * known image.
   *
   * @default - 2.5, the image's
   */
  readonly genericL7AlertsPerDay?: number;
}
