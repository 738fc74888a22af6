import { Duration } from 'cdk8s';
import { AdJob } from './ad-job';
import type { AdJobSettings } from './settings/ad-job-settings';

/** A workshop has too little data to train these jobs, so they would only raise false alarms. */
export const WORKSHOP_DISABLED_JOBS: readonly AdJob[] = [
  AdJob.L7_LATENCY,
  AdJob.HTTP_CONNECTION_SPIKE,
  AdJob.HTTP_VERBS,
  AdJob.HTTP_RESPONSE_CODES,
  AdJob.PROCESS_RESTARTS,
  AdJob.GENERIC_DNS,
  AdJob.TIME_SERIES_DNS,
  AdJob.GENERIC_FLOWS,
  AdJob.TIME_SERIES_FLOWS,
  AdJob.GENERIC_L7,
  AdJob.TIME_SERIES_L7,
  AdJob.DNS_LATENCY,
  AdJob.L7_BYTES,
];

/** The settings of the workshop's Deployment. */
export function workshopSettings(): AdJobSettings {
  return {
    maxDocs: 100_000,
    trainInterval: Duration.minutes(20),
    searchInterval: Duration.minutes(5),
    dnsLatencyScoreThreshold: -0.886,
    processRestartsThreshold: 5,
    portScanThreshold: 200,
    ipSweepThreshold: 32,
    bytesInMinSizeForTrain: 1_000,
    seasonalAdC: 500,
    bytesOutMinSizeForTrain: 1_000,
    debug: true,
  };
}
