import type { AdJob } from './ad-job';
import type { AdJobSettings } from './settings/ad-job-settings';

/** Which images read a variable: images up to 3.10, images from 3.11 on, or no known image. */
export type Generation = 'old' | 'interim' | 'new';

/** A variable of the AD jobs' container, and what is known about its values. */
export interface AdJobVariable {
  readonly name: string;
  readonly type: 'int' | 'float' | 'bool' | 'minutes' | 'seconds' | 'list' | 'text';
  /**
   * The setting for it, whose doc comment is generated from this row; the construct itself sets variables without one.
   */
  readonly setting?: Exclude<keyof AdJobSettings, 'otherVariables'>;
  /** The jobs that read it; all jobs if empty. */
  readonly jobs: readonly `${AdJob}`[];
  readonly generations: readonly Generation[];
  /** The image's default, as a string. */
  readonly default?: string;
  readonly min?: number;
  readonly max?: number;
  /** Whether the documentation states the range; otherwise it is derived from the meaning of the variable. */
  readonly documented?: boolean;
  /** Whether the value is the score of an isolation forest: negative, and lower for more unusual samples. */
  readonly score?: boolean;
  /** The variable that replaced it. */
  readonly successor?: string;
  /** Whether a higher value, or a longer list, means more alerts or fewer. */
  readonly direction?: 'more' | 'fewer';
  /** Its meaning in a few words; `<job>` is replaced by the jobs. Required for variables with a setting. */
  readonly meaning?: string;
  /** A sentence about it, without a full stop. */
  readonly note?: string;
}

const OLD: readonly Generation[] = ['old'];
const INTERIM: readonly Generation[] = ['interim'];
const NEW: readonly Generation[] = ['new'];
const SINCE_INTERIM: readonly Generation[] = ['interim', 'new'];
const ANY: readonly Generation[] = ['old', 'new'];

const ALL: AdJobVariable['jobs'] = [];
const BYTES: AdJobVariable['jobs'] = ['bytes_in', 'bytes_out'];
const RESTARTS: AdJobVariable['jobs'] = ['process_restarts'];
const DNS_LATENCY: AdJobVariable['jobs'] = ['dns_latency'];
const L7_LATENCY: AdJobVariable['jobs'] = ['l7_latency'];
const L7_BYTES: AdJobVariable['jobs'] = ['l7_bytes'];
const SPIKE: AdJobVariable['jobs'] = ['http_connection_spike'];
const CODES: AdJobVariable['jobs'] = ['http_response_codes'];
const VERBS: AdJobVariable['jobs'] = ['http_verbs'];
const GENERIC_DNS: AdJobVariable['jobs'] = ['generic_dns'];
const GENERIC_FLOWS: AdJobVariable['jobs'] = ['generic_flows'];
const GENERIC_L7: AdJobVariable['jobs'] = ['generic_l7'];

const FLOW_FIELDS =
  'bytes_in,bytes_out,num_flows,num_flows_started,num_flows_completed,packets_in,packets_out,num_process_names,num_process_ids,num_original_source_ips';

/** The variables of the workshop's Deployment first, in its order. */
// biome-ignore format: a table is read by its columns
export const AD_JOB_VARIABLES: readonly AdJobVariable[] = [
  { name: 'AD_max_docs',                         setting: 'maxDocs',                  jobs: ALL,      generations: ANY, type: 'int', default: '500000', min: 1, meaning: 'number of rows that are read for training', note: 'More rows make better models, but put more load on Elasticsearch' },
  { name: 'AD_train_interval_minutes',           setting: 'trainInterval',            jobs: ALL,      generations: ANY, type: 'minutes', default: '1440', min: 1, meaning: 'time between two training runs' },
  { name: 'AD_search_interval_minutes',          setting: 'searchInterval',           jobs: ALL,      generations: ANY, type: 'minutes', default: '30', min: 1, meaning: 'time between two searches for anomalies' },
  { name: 'AD_DnsLatency_IsolationForest_score_threshold', setting: 'dnsLatencyScoreThreshold', jobs: DNS_LATENCY, generations: OLD, type: 'float', default: '-0.836', score: true, successor: 'AD_DNS_LATENCY_SENSITIVITY', direction: 'more', meaning: 'score below which a sample of <job> is an anomaly' },
  { name: 'AD_ProcessRestarts_threshold',        setting: 'processRestartsThreshold', jobs: RESTARTS, generations: OLD, type: 'int', default: '4', min: 1, successor: 'AD_PROCESS_RESTARTS_MIN_RESTARTS', direction: 'fewer', meaning: 'number of restarts at which <job> raises an anomaly' },
  { name: 'AD_port_scan_threshold',              setting: 'portScanThreshold',        jobs: ['port_scan'], generations: ANY, type: 'int', default: '500', min: 1, direction: 'fewer', meaning: 'number of distinct destination ports of one source in one time bucket at which <job> raises an anomaly' },
  { name: 'AD_ip_sweep_threshold',               setting: 'ipSweepThreshold',         jobs: ['ip_sweep'],  generations: ANY, type: 'int', default: '32', min: 1, direction: 'fewer', meaning: 'number of distinct destination addresses of one source in one time bucket at which <job> raises an anomaly' },
  { name: 'AD_BytesInModel_min_size_for_train',  setting: 'bytesInMinSizeForTrain',   jobs: ['bytes_in'],  generations: ANY, type: 'int', default: '1000', min: 1, meaning: 'number of samples that <job> needs before it trains a model' },
  { name: 'AD_SeasonalAD_c',                     setting: 'seasonalAdC',              jobs: BYTES,    generations: OLD, type: 'float', default: '500', min: 0, direction: 'fewer', meaning: 'width of the normal band in the seasonal models of <job>', note: 'Images probably read the variables of `bytesInSeasonalAdC` and `bytesOutSeasonalAdC` instead' },
  { name: 'AD_BytesOutModel_min_size_for_train', setting: 'bytesOutMinSizeForTrain',  jobs: ['bytes_out'], generations: ANY, type: 'int', default: '1000', min: 1, meaning: 'number of samples that <job> needs before it trains a model' },
  { name: 'AD_debug',                            setting: 'debug',                    jobs: ALL,      generations: ANY, type: 'bool', meaning: 'whether the jobs log in detail', note: 'No documentation describes it' },

  { name: 'ES_query_size',          setting: 'querySize',  jobs: ALL, generations: ANY, type: 'int', default: '10000', min: 1, meaning: 'number of rows that one read fetches' },
  { name: 'ES_scroll_time',         setting: 'scrollTime', jobs: ALL, generations: OLD, type: 'seconds', default: '20s', meaning: 'time after which a read fails' },
  { name: 'ES_bucket_size_minutes', setting: 'bucketSize', jobs: ALL, generations: OLD, type: 'minutes', default: '5', min: 1, meaning: 'width of the time buckets in which rows are grouped' },
  { name: 'AD_DGA_SCORE_THRESHOLD', setting: 'dgaScoreThreshold', jobs: ['dga'], generations: ANY, type: 'float', default: '0.5', min: 0, max: 1, direction: 'fewer', meaning: 'score above which <job> treats a domain name as generated' },

  { name: 'AD_BytesOutModel_SeasonalAD_c', setting: 'bytesOutSeasonalAdC', jobs: ['bytes_out'], generations: OLD, type: 'float', default: '500', direction: 'fewer', meaning: 'width of the normal band in the seasonal model of <job>' },
  { name: 'AD_BytesInModel_SeasonalAD_c',  setting: 'bytesInSeasonalAdC',  jobs: ['bytes_in'],  generations: OLD, type: 'float', default: '500', direction: 'fewer', meaning: 'width of the normal band in the seasonal model of <job>' },
  { name: 'AD_ProcessRestarts_IsolationForest_score_threshold',     setting: 'processRestartsScoreThreshold',     jobs: RESTARTS,    generations: OLD, type: 'float', default: '-0.78', score: true, direction: 'more', meaning: 'score below which a sample of <job> is an anomaly' },
  { name: 'AD_DnsLatency_IsolationForest_n_estimators',             setting: 'dnsLatencyNEstimators',             jobs: DNS_LATENCY, generations: OLD, type: 'int', default: '100', min: 1, meaning: 'number of trees in the isolation forest of <job>', note: 'More data needs more trees' },
  { name: 'AD_L7Latency_IsolationForest_n_estimators',              setting: 'l7LatencyNEstimators',              jobs: L7_LATENCY,  generations: OLD, type: 'int', default: '100', min: 1, meaning: 'number of trees in the isolation forest of <job>', note: 'More data needs more trees' },
  { name: 'AD_L7Latency_IsolationForest_score_threshold',           setting: 'l7LatencyScoreThreshold',           jobs: L7_LATENCY,  generations: OLD, type: 'float', default: '-0.836', score: true, successor: 'AD_L7_LATENCY_SENSITIVITY', direction: 'more', meaning: 'score below which a sample of <job> is an anomaly' },
  { name: 'AD_HttpConnectionSpike_IsolationForest_n_estimators',    setting: 'httpConnectionSpikeNEstimators',    jobs: SPIKE,       generations: OLD, type: 'int', default: '100', min: 1, meaning: 'number of trees in the isolation forest of <job>', note: 'More data needs more trees' },
  { name: 'AD_HttpConnectionSpike_IsolationForest_score_threshold', setting: 'httpConnectionSpikeScoreThreshold', jobs: SPIKE,       generations: OLD, type: 'float', default: '-0.64', score: true, successor: 'AD_HTTP_CONNECTION_SPIKE_SENSITIVITY', direction: 'more', meaning: 'score below which a sample of <job> is an anomaly' },

  { name: 'AD_PROCESS_RESTARTS_ALERTS_PER_DAY',      setting: 'processRestartsAlertsPerDay',     jobs: RESTARTS,      generations: INTERIM, type: 'float', default: '2.5', direction: 'more', meaning: 'approximate number of alerts a day that <job> tunes itself for' },
  { name: 'AD_DNS_LATENCY_ALERTS_PER_DAY',           setting: 'dnsLatencyAlertsPerDay',          jobs: DNS_LATENCY,   generations: INTERIM, type: 'float', default: '2.5', direction: 'more', meaning: 'approximate number of alerts a day that <job> tunes itself for' },
  { name: 'AD_L7_LATENCY_ALERTS_PER_DAY',            setting: 'l7LatencyAlertsPerDay',           jobs: L7_LATENCY,    generations: INTERIM, type: 'float', default: '2.5', direction: 'more', meaning: 'approximate number of alerts a day that <job> tunes itself for' },
  { name: 'AD_HTTP_CONNECTION_SPIKE_ALERTS_PER_DAY', setting: 'httpConnectionSpikeAlertsPerDay', jobs: SPIKE,         generations: INTERIM, type: 'float', default: '2.5', direction: 'more', meaning: 'approximate number of alerts a day that <job> tunes itself for' },
  { name: 'AD_GENERIC_FLOWS_ALERTS_PER_DAY',         setting: 'genericFlowsAlertsPerDay',        jobs: GENERIC_FLOWS, generations: INTERIM, type: 'float', default: '2.5', direction: 'more', meaning: 'approximate number of alerts a day that <job> tunes itself for' },
  { name: 'AD_GENERIC_DNS_ALERTS_PER_DAY',           setting: 'genericDnsAlertsPerDay',          jobs: GENERIC_DNS,   generations: INTERIM, type: 'float', default: '2.5', direction: 'more', meaning: 'approximate number of alerts a day that <job> tunes itself for' },
  { name: 'AD_GENERIC_L7_ALERTS_PER_DAY',            setting: 'genericL7AlertsPerDay',           jobs: GENERIC_L7,    generations: INTERIM, type: 'float', default: '2.5', direction: 'more', meaning: 'approximate number of alerts a day that <job> tunes itself for' },

  { name: 'AD_DNS_LATENCY_SENSITIVITY',           setting: 'dnsLatencySensitivity',          jobs: DNS_LATENCY,   generations: NEW, type: 'float', default: '15', min: 0, max: 100, documented: true, direction: 'more', meaning: 'sensitivity of <job>' },
  { name: 'AD_L7_LATENCY_SENSITIVITY',            setting: 'l7LatencySensitivity',           jobs: L7_LATENCY,    generations: NEW, type: 'float', default: '7',  min: 0, max: 100, documented: true, direction: 'more', meaning: 'sensitivity of <job>' },
  { name: 'AD_L7_BYTES_SENSITIVITY',              setting: 'l7BytesSensitivity',             jobs: L7_BYTES,      generations: NEW, type: 'float', default: '5',  min: 0, max: 100, documented: true, direction: 'more', meaning: 'sensitivity of <job>' },
  { name: 'AD_HTTP_CONNECTION_SPIKE_SENSITIVITY', setting: 'httpConnectionSpikeSensitivity', jobs: SPIKE,         generations: NEW, type: 'float', default: '20', min: 0, max: 100, documented: true, direction: 'more', meaning: 'sensitivity of <job>' },
  { name: 'AD_PROCESS_RESTARTS_SENSITIVITY',      setting: 'processRestartsSensitivity',     jobs: RESTARTS,      generations: NEW, type: 'float', default: '2',  min: 0, max: 100, documented: true, direction: 'more', meaning: 'sensitivity of <job>' },
  { name: 'AD_PROCESS_RESTARTS_MIN_RESTARTS',     setting: 'processRestartsMinRestarts',     jobs: RESTARTS,      generations: SINCE_INTERIM, type: 'int', default: '4', min: 1, direction: 'fewer', meaning: 'number of restarts that <job> needs before it raises an anomaly' },
  { name: 'AD_GENERIC_DNS_SENSITIVITY',           setting: 'genericDnsSensitivity',          jobs: GENERIC_DNS,   generations: NEW, type: 'float', default: '4',  min: 0, max: 100, documented: true, direction: 'more', meaning: 'sensitivity of <job>' },
  { name: 'AD_GENERIC_FLOWS_SENSITIVITY',         setting: 'genericFlowsSensitivity',        jobs: GENERIC_FLOWS, generations: NEW, type: 'float', default: '1',  min: 0, max: 100, documented: true, direction: 'more', meaning: 'sensitivity of <job>' },
  { name: 'AD_GENERIC_L7_SENSITIVITY',            setting: 'genericL7Sensitivity',           jobs: GENERIC_L7,    generations: NEW, type: 'float', default: '10', min: 0, max: 100, documented: true, direction: 'more', meaning: 'sensitivity of <job>' },
  { name: 'AD_GENERIC_DNS_FIELDS',                setting: 'genericDnsFields',               jobs: GENERIC_DNS,   generations: SINCE_INTERIM, type: 'list', default: 'latency_count,latency_mean,latency_max', direction: 'more', meaning: 'numeric fields of DNS logs for which <job> trains one model each' },
  { name: 'AD_GENERIC_FLOWS_FIELDS',              setting: 'genericFlowsFields',             jobs: GENERIC_FLOWS, generations: SINCE_INTERIM, type: 'list', default: FLOW_FIELDS, direction: 'more', meaning: 'numeric fields of flow logs for which <job> trains one model each' },
  { name: 'AD_GENERIC_L7_FIELDS',                 setting: 'genericL7Fields',                jobs: GENERIC_L7,    generations: SINCE_INTERIM, type: 'list', default: 'duration_mean,duration_max,bytes_in,bytes_out,count', direction: 'more', meaning: 'numeric fields of L7 logs for which <job> trains one model each' },
  { name: 'AD_TIME_SERIES_DNS_ANOMALY_VALUE_THRESHOLD',   setting: 'timeSeriesDnsAnomalyValueThreshold',   jobs: ['time_series_dns'],   generations: NEW, type: 'float', default: '1', min: 0, direction: 'fewer', meaning: 'value at which <job> raises an anomaly' },
  { name: 'AD_TIME_SERIES_FLOWS_ANOMALY_VALUE_THRESHOLD', setting: 'timeSeriesFlowsAnomalyValueThreshold', jobs: ['time_series_flows'], generations: NEW, type: 'float', default: '6', min: 0, direction: 'fewer', meaning: 'value at which <job> raises an anomaly' },
  { name: 'AD_TIME_SERIES_L7_ANOMALY_VALUE_THRESHOLD',    setting: 'timeSeriesL7AnomalyValueThreshold',    jobs: ['time_series_l7'],    generations: NEW, type: 'float', default: '6', min: 0, direction: 'fewer', meaning: 'value at which <job> raises an anomaly' },
  { name: 'AD_HTTP_RESPONSE_CODES_THRESHOLD',                setting: 'httpResponseCodesThreshold',             jobs: CODES, generations: NEW, type: 'float', default: '0.5', min: 0, max: 1, direction: 'fewer', meaning: 'threshold of <job>' },
  { name: 'AD_HTTP_RESPONSE_CODES_EVENTS_PER_DAY_THRESHOLD', setting: 'httpResponseCodesEventsPerDayThreshold', jobs: CODES, generations: NEW, type: 'float', default: '0.3', min: 0, direction: 'fewer', meaning: 'threshold for the number of events a day of <job>' },
  { name: 'AD_HTTP_VERBS_THRESHOLD',                         setting: 'httpVerbsThreshold',                     jobs: VERBS, generations: NEW, type: 'float', default: '0.99', min: 0, max: 1, direction: 'fewer', meaning: 'threshold of <job>' },
  { name: 'AD_HTTP_VERBS_EVENTS_PER_DAY_THRESHOLD',          setting: 'httpVerbsEventsPerDayThreshold',         jobs: VERBS, generations: NEW, type: 'float', default: '1', min: 0, direction: 'fewer', meaning: 'threshold for the number of events a day of <job>' },

  { name: 'AD_DISABLED_JOBS', jobs: ALL, generations: ANY, type: 'list', default: '', direction: 'fewer' },
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
