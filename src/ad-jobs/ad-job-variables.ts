import { AdJob } from './ad-job';
import type { AdJobSettings } from './settings/ad-job-settings';

/** Which images read a variable: those up to 3.10, those from 3.11 on, or none that is known. */
export type Generation = 'old' | 'interim' | 'new';

/** A variable of the AD-jobs container, with what is known of its values. */
export interface AdJobVariable {
  readonly name: string;
  readonly type: 'int' | 'float' | 'bool' | 'minutes' | 'seconds' | 'list' | 'text';
  /** The setting that stands for it; the construct itself sets the others. */
  readonly setting?: Exclude<keyof AdJobSettings, 'otherVariables'>;
  /** The jobs that read it; every job where there are none. */
  readonly jobs: readonly AdJob[];
  readonly generations: readonly Generation[];
  /** The image's default, as text. */
  readonly default?: string;
  readonly min?: number;
  readonly max?: number;
  /** Whether the documentation states the range; else it follows from what the variable means. */
  readonly documented?: boolean;
  /** The value is an isolation forest's score: negative, the lower the stranger the sample. */
  readonly score?: boolean;
  /** The variable that took its place. */
  readonly successor?: string;
}

const OLD: readonly Generation[] = ['old'];
const INTERIM: readonly Generation[] = ['interim'];
const NEW: readonly Generation[] = ['new'];
const SINCE_INTERIM: readonly Generation[] = ['interim', 'new'];
const ANY: readonly Generation[] = ['old', 'new'];

const ALL: readonly AdJob[] = [];
const BYTES = [AdJob.BYTES_IN, AdJob.BYTES_OUT];
const RESTARTS = [AdJob.PROCESS_RESTARTS];
const DNS_LATENCY = [AdJob.DNS_LATENCY];
const L7_LATENCY = [AdJob.L7_LATENCY];
const L7_BYTES = [AdJob.L7_BYTES];
const SPIKE = [AdJob.HTTP_CONNECTION_SPIKE];
const CODES = [AdJob.HTTP_RESPONSE_CODES];
const VERBS = [AdJob.HTTP_VERBS];
const GENERIC_DNS = [AdJob.GENERIC_DNS];
const GENERIC_FLOWS = [AdJob.GENERIC_FLOWS];
const GENERIC_L7 = [AdJob.GENERIC_L7];

const FLOW_FIELDS =
  'bytes_in,bytes_out,num_flows,num_flows_started,num_flows_completed,packets_in,packets_out,num_process_names,num_process_ids,num_original_source_ips';

/** Those that the workshop's Deployment has come first, in its order. */
// biome-ignore format: a table is read by its columns
export const AD_JOB_VARIABLES: readonly AdJobVariable[] = [
  { name: 'AD_max_docs',                         setting: 'maxDocs',                  jobs: ALL,      generations: ANY, type: 'int', default: '500000', min: 1 },
  { name: 'AD_train_interval_minutes',           setting: 'trainInterval',            jobs: ALL,      generations: ANY, type: 'minutes', default: '1440', min: 1 },
  { name: 'AD_search_interval_minutes',          setting: 'searchInterval',           jobs: ALL,      generations: ANY, type: 'minutes', default: '30', min: 1 },
  { name: 'AD_DnsLatency_IsolationForest_score_threshold', setting: 'dnsLatencyScoreThreshold', jobs: DNS_LATENCY, generations: OLD, type: 'float', default: '-0.836', score: true, successor: 'AD_DNS_LATENCY_SENSITIVITY' },
  { name: 'AD_ProcessRestarts_threshold',        setting: 'processRestartsThreshold', jobs: RESTARTS, generations: OLD, type: 'int', default: '4', min: 1, successor: 'AD_PROCESS_RESTARTS_MIN_RESTARTS' },
  { name: 'AD_port_scan_threshold',              setting: 'portScanThreshold',        jobs: [AdJob.PORT_SCAN], generations: ANY, type: 'int', default: '500', min: 1 },
  { name: 'AD_ip_sweep_threshold',               setting: 'ipSweepThreshold',         jobs: [AdJob.IP_SWEEP],  generations: ANY, type: 'int', default: '32', min: 1 },
  { name: 'AD_BytesInModel_min_size_for_train',  setting: 'bytesInMinSizeForTrain',   jobs: [AdJob.BYTES_IN],  generations: ANY, type: 'int', default: '1000', min: 1 },
  { name: 'AD_SeasonalAD_c',                     setting: 'seasonalAdC',              jobs: BYTES,    generations: OLD, type: 'float', default: '500', min: 0 },
  { name: 'AD_BytesOutModel_min_size_for_train', setting: 'bytesOutMinSizeForTrain',  jobs: [AdJob.BYTES_OUT], generations: ANY, type: 'int', default: '1000', min: 1 },
  { name: 'AD_debug',                            setting: 'debug',                    jobs: ALL,      generations: ANY, type: 'bool' },

  { name: 'ES_query_size',          setting: 'querySize',  jobs: ALL, generations: ANY, type: 'int', default: '10000', min: 1 },
  { name: 'ES_scroll_time',         setting: 'scrollTime', jobs: ALL, generations: OLD, type: 'seconds', default: '20s' },
  { name: 'ES_bucket_size_minutes', setting: 'bucketSize', jobs: ALL, generations: OLD, type: 'minutes', default: '5', min: 1 },
  { name: 'AD_DGA_SCORE_THRESHOLD', setting: 'dgaScoreThreshold', jobs: [AdJob.DGA], generations: ANY, type: 'float', default: '0.5', min: 0, max: 1 },

  { name: 'AD_BytesOutModel_SeasonalAD_c', setting: 'bytesOutSeasonalAdC', jobs: [AdJob.BYTES_OUT], generations: OLD, type: 'float', default: '500' },
  { name: 'AD_BytesInModel_SeasonalAD_c',  setting: 'bytesInSeasonalAdC',  jobs: [AdJob.BYTES_IN],  generations: OLD, type: 'float', default: '500' },
  { name: 'AD_ProcessRestarts_IsolationForest_score_threshold',     setting: 'processRestartsScoreThreshold',     jobs: RESTARTS,    generations: OLD, type: 'float', default: '-0.78', score: true },
  { name: 'AD_DnsLatency_IsolationForest_n_estimators',             setting: 'dnsLatencyNEstimators',             jobs: DNS_LATENCY, generations: OLD, type: 'int', default: '100', min: 1 },
  { name: 'AD_L7Latency_IsolationForest_n_estimators',              setting: 'l7LatencyNEstimators',              jobs: L7_LATENCY,  generations: OLD, type: 'int', default: '100', min: 1 },
  { name: 'AD_L7Latency_IsolationForest_score_threshold',           setting: 'l7LatencyScoreThreshold',           jobs: L7_LATENCY,  generations: OLD, type: 'float', default: '-0.836', score: true, successor: 'AD_L7_LATENCY_SENSITIVITY' },
  { name: 'AD_HttpConnectionSpike_IsolationForest_n_estimators',    setting: 'httpConnectionSpikeNEstimators',    jobs: SPIKE,       generations: OLD, type: 'int', default: '100', min: 1 },
  { name: 'AD_HttpConnectionSpike_IsolationForest_score_threshold', setting: 'httpConnectionSpikeScoreThreshold', jobs: SPIKE,       generations: OLD, type: 'float', default: '-0.64', score: true, successor: 'AD_HTTP_CONNECTION_SPIKE_SENSITIVITY' },

  { name: 'AD_PROCESS_RESTARTS_ALERTS_PER_DAY',      setting: 'processRestartsAlertsPerDay',     jobs: RESTARTS,      generations: INTERIM, type: 'float', default: '2.5' },
  { name: 'AD_DNS_LATENCY_ALERTS_PER_DAY',           setting: 'dnsLatencyAlertsPerDay',          jobs: DNS_LATENCY,   generations: INTERIM, type: 'float', default: '2.5' },
  { name: 'AD_L7_LATENCY_ALERTS_PER_DAY',            setting: 'l7LatencyAlertsPerDay',           jobs: L7_LATENCY,    generations: INTERIM, type: 'float', default: '2.5' },
  { name: 'AD_HTTP_CONNECTION_SPIKE_ALERTS_PER_DAY', setting: 'httpConnectionSpikeAlertsPerDay', jobs: SPIKE,         generations: INTERIM, type: 'float', default: '2.5' },
  { name: 'AD_GENERIC_FLOWS_ALERTS_PER_DAY',         setting: 'genericFlowsAlertsPerDay',        jobs: GENERIC_FLOWS, generations: INTERIM, type: 'float', default: '2.5' },
  { name: 'AD_GENERIC_DNS_ALERTS_PER_DAY',           setting: 'genericDnsAlertsPerDay',          jobs: GENERIC_DNS,   generations: INTERIM, type: 'float', default: '2.5' },
  { name: 'AD_GENERIC_L7_ALERTS_PER_DAY',            setting: 'genericL7AlertsPerDay',           jobs: GENERIC_L7,    generations: INTERIM, type: 'float', default: '2.5' },

  { name: 'AD_DNS_LATENCY_SENSITIVITY',           setting: 'dnsLatencySensitivity',          jobs: DNS_LATENCY,   generations: NEW, type: 'float', default: '15', min: 0, max: 100, documented: true },
  { name: 'AD_L7_LATENCY_SENSITIVITY',            setting: 'l7LatencySensitivity',           jobs: L7_LATENCY,    generations: NEW, type: 'float', default: '7',  min: 0, max: 100, documented: true },
  { name: 'AD_L7_BYTES_SENSITIVITY',              setting: 'l7BytesSensitivity',             jobs: L7_BYTES,      generations: NEW, type: 'float', default: '5',  min: 0, max: 100, documented: true },
  { name: 'AD_HTTP_CONNECTION_SPIKE_SENSITIVITY', setting: 'httpConnectionSpikeSensitivity', jobs: SPIKE,         generations: NEW, type: 'float', default: '20', min: 0, max: 100, documented: true },
  { name: 'AD_PROCESS_RESTARTS_SENSITIVITY',      setting: 'processRestartsSensitivity',     jobs: RESTARTS,      generations: NEW, type: 'float', default: '2',  min: 0, max: 100, documented: true },
  { name: 'AD_PROCESS_RESTARTS_MIN_RESTARTS',     setting: 'processRestartsMinRestarts',     jobs: RESTARTS,      generations: SINCE_INTERIM, type: 'int', default: '4', min: 1 },
  { name: 'AD_GENERIC_DNS_SENSITIVITY',           setting: 'genericDnsSensitivity',          jobs: GENERIC_DNS,   generations: NEW, type: 'float', default: '4',  min: 0, max: 100, documented: true },
  { name: 'AD_GENERIC_FLOWS_SENSITIVITY',         setting: 'genericFlowsSensitivity',        jobs: GENERIC_FLOWS, generations: NEW, type: 'float', default: '1',  min: 0, max: 100, documented: true },
  { name: 'AD_GENERIC_L7_SENSITIVITY',            setting: 'genericL7Sensitivity',           jobs: GENERIC_L7,    generations: NEW, type: 'float', default: '10', min: 0, max: 100, documented: true },
  { name: 'AD_GENERIC_DNS_FIELDS',                setting: 'genericDnsFields',               jobs: GENERIC_DNS,   generations: SINCE_INTERIM, type: 'list', default: 'latency_count,latency_mean,latency_max' },
  { name: 'AD_GENERIC_FLOWS_FIELDS',              setting: 'genericFlowsFields',             jobs: GENERIC_FLOWS, generations: SINCE_INTERIM, type: 'list', default: FLOW_FIELDS },
  { name: 'AD_GENERIC_L7_FIELDS',                 setting: 'genericL7Fields',                jobs: GENERIC_L7,    generations: SINCE_INTERIM, type: 'list', default: 'duration_mean,duration_max,bytes_in,bytes_out,count' },
  { name: 'AD_TIME_SERIES_DNS_ANOMALY_VALUE_THRESHOLD',   setting: 'timeSeriesDnsAnomalyValueThreshold',   jobs: [AdJob.TIME_SERIES_DNS],   generations: NEW, type: 'float', default: '1', min: 0 },
  { name: 'AD_TIME_SERIES_FLOWS_ANOMALY_VALUE_THRESHOLD', setting: 'timeSeriesFlowsAnomalyValueThreshold', jobs: [AdJob.TIME_SERIES_FLOWS], generations: NEW, type: 'float', default: '6', min: 0 },
  { name: 'AD_TIME_SERIES_L7_ANOMALY_VALUE_THRESHOLD',    setting: 'timeSeriesL7AnomalyValueThreshold',    jobs: [AdJob.TIME_SERIES_L7],    generations: NEW, type: 'float', default: '6', min: 0 },
  { name: 'AD_HTTP_RESPONSE_CODES_THRESHOLD',                setting: 'httpResponseCodesThreshold',             jobs: CODES, generations: NEW, type: 'float', default: '0.5', min: 0, max: 1 },
  { name: 'AD_HTTP_RESPONSE_CODES_EVENTS_PER_DAY_THRESHOLD', setting: 'httpResponseCodesEventsPerDayThreshold', jobs: CODES, generations: NEW, type: 'float', default: '0.3', min: 0 },
  { name: 'AD_HTTP_VERBS_THRESHOLD',                         setting: 'httpVerbsThreshold',                     jobs: VERBS, generations: NEW, type: 'float', default: '0.99', min: 0, max: 1 },
  { name: 'AD_HTTP_VERBS_EVENTS_PER_DAY_THRESHOLD',          setting: 'httpVerbsEventsPerDayThreshold',         jobs: VERBS, generations: NEW, type: 'float', default: '1', min: 0 },

  { name: 'AD_DISABLED_JOBS', jobs: ALL, generations: ANY, type: 'list', default: '' },
  { name: 'AD_NEED_API',      jobs: ALL, generations: ANY, type: 'bool' },
  { name: 'CLUSTER_NAME',     jobs: ALL, generations: ANY, type: 'text', default: 'cluster' },
  { name: 'ELASTIC_HOST',     jobs: ALL, generations: ANY, type: 'text' },
  { name: 'ELASTIC_PORT',     jobs: ALL, generations: ANY, type: 'int', min: 0, max: 65_535, documented: true },
  { name: 'ES_CA_CERT',       jobs: ALL, generations: ANY, type: 'text' },
  { name: 'ELASTIC_USER',     jobs: ALL, generations: ANY, type: 'text' },
  { name: 'ELASTIC_PASSWORD', jobs: ALL, generations: ANY, type: 'text' },
];

export const AD_JOB_VARIABLE_NAMES: readonly string[] = AD_JOB_VARIABLES.map(({ name }) => name);

const BY_NAME: ReadonlyMap<unknown, AdJobVariable> = new Map(
  AD_JOB_VARIABLES.map((variable) => [variable.name, variable]),
);

export function adJobVariable(name: unknown): AdJobVariable | undefined {
  return BY_NAME.get(name);
}
