import { Duration } from 'cdk8s';
import type { AdJob } from './ad-job';
import type { AdJobSettings } from './ad-job-settings';

/** A variable of the AD-jobs container, with what is known of its values. */
export interface AdJobVariable {
  readonly setting: keyof AdJobSettings;
  readonly name: string;
  readonly type: 'int' | 'float' | 'bool';
  readonly min?: number;
  readonly max?: number;
  /** The value is an isolation forest's score: negative, the lower the stranger the sample. */
  readonly score?: boolean;
}

/** In the order in which the workshop's Deployment lists them. */
// biome-ignore format: a table is read by its columns
export const AD_JOB_VARIABLES: readonly AdJobVariable[] = [
  { setting: 'maxDocs',                  name: 'AD_max_docs',                                   type: 'int', min: 1 },
  { setting: 'trainInterval',            name: 'AD_train_interval_minutes',                     type: 'int', min: 1 },
  { setting: 'searchInterval',           name: 'AD_search_interval_minutes',                    type: 'int', min: 1 },
  { setting: 'dnsLatencyScoreThreshold', name: 'AD_DnsLatency_IsolationForest_score_threshold', type: 'float', score: true },
  { setting: 'processRestartsThreshold', name: 'AD_ProcessRestarts_threshold',                  type: 'int', min: 1 },
  { setting: 'portScanThreshold',        name: 'AD_port_scan_threshold',                        type: 'int', min: 1 },
  { setting: 'ipSweepThreshold',         name: 'AD_ip_sweep_threshold',                         type: 'int', min: 1 },
  { setting: 'bytesInMinSizeForTrain',   name: 'AD_BytesInModel_min_size_for_train',            type: 'int', min: 1 },
  { setting: 'seasonalAdC',              name: 'AD_SeasonalAD_c',                               type: 'float', min: 0 },
  { setting: 'bytesOutMinSizeForTrain',  name: 'AD_BytesOutModel_min_size_for_train',           type: 'int', min: 1 },
  { setting: 'debug',                    name: 'AD_debug',                                      type: 'bool' },
];

export const DISABLED_JOBS = 'AD_DISABLED_JOBS';

/** The variables that stand for settings and disabled jobs, in the table's order; values as the container reads them. */
export function tuningVariables(settings: AdJobSettings, disabledJobs: readonly AdJob[]): Map<string, string> {
  const variables = new Map<string, string>();
  if (disabledJobs.length > 0) {
    variables.set(DISABLED_JOBS, disabledJobs.join(','));
  }
  for (const { setting, name } of AD_JOB_VARIABLES) {
    const value = settings[setting];
    if (value !== undefined) {
      variables.set(name, variableValue(value));
    }
  }
  return variables;
}

function variableValue(value: Duration | number | boolean): string {
  if (value instanceof Duration) {
    return String(value.toMinutes({ integral: false }));
  }
  // The jobs are written in Python, which spells its booleans so.
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}
