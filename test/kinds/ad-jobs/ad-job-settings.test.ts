import { Duration } from 'cdk8s';
import { AdJob, type AdJobSettings, AdJobsDeployment, type AdJobsDeploymentProps } from '../../../src';
import { captureStderr, managedCluster, messageOf, only, type Synthesized, synthesize, testChart } from '../../support';

/** Each setting with a value, and the variable and text that stand for it. One that is added must be listed. */
const SETTINGS: {
  readonly [Setting in keyof Required<Omit<AdJobSettings, 'otherVariables'>>]: [AdJobSettings[Setting], string, string];
} = {
  maxDocs: [2, 'AD_max_docs', '2'],
  trainInterval: [Duration.hours(2), 'AD_train_interval_minutes', '120'],
  searchInterval: [Duration.hours(2), 'AD_search_interval_minutes', '120'],
  dnsLatencyScoreThreshold: [-0.25, 'AD_DnsLatency_IsolationForest_score_threshold', '-0.25'],
  processRestartsThreshold: [3, 'AD_ProcessRestarts_threshold', '3'],
  portScanThreshold: [4, 'AD_port_scan_threshold', '4'],
  ipSweepThreshold: [5, 'AD_ip_sweep_threshold', '5'],
  bytesInMinSizeForTrain: [6, 'AD_BytesInModel_min_size_for_train', '6'],
  seasonalAdC: [7.5, 'AD_SeasonalAD_c', '7.5'],
  bytesOutMinSizeForTrain: [8, 'AD_BytesOutModel_min_size_for_train', '8'],
  debug: [true, 'AD_debug', 'True'],
  querySize: [9, 'ES_query_size', '9'],
  scrollTime: [Duration.minutes(1), 'ES_scroll_time', '60s'],
  bucketSize: [Duration.hours(2), 'ES_bucket_size_minutes', '120'],
  dgaScoreThreshold: [0.25, 'AD_DGA_SCORE_THRESHOLD', '0.25'],
  bytesOutSeasonalAdC: [10.5, 'AD_BytesOutModel_SeasonalAD_c', '10.5'],
  bytesInSeasonalAdC: [11.5, 'AD_BytesInModel_SeasonalAD_c', '11.5'],
  processRestartsScoreThreshold: [-0.25, 'AD_ProcessRestarts_IsolationForest_score_threshold', '-0.25'],
  dnsLatencyNEstimators: [12, 'AD_DnsLatency_IsolationForest_n_estimators', '12'],
  l7LatencyNEstimators: [13, 'AD_L7Latency_IsolationForest_n_estimators', '13'],
  l7LatencyScoreThreshold: [-0.25, 'AD_L7Latency_IsolationForest_score_threshold', '-0.25'],
  httpConnectionSpikeNEstimators: [14, 'AD_HttpConnectionSpike_IsolationForest_n_estimators', '14'],
  httpConnectionSpikeScoreThreshold: [-0.25, 'AD_HttpConnectionSpike_IsolationForest_score_threshold', '-0.25'],
  processRestartsAlertsPerDay: [15.5, 'AD_PROCESS_RESTARTS_ALERTS_PER_DAY', '15.5'],
  dnsLatencyAlertsPerDay: [16.5, 'AD_DNS_LATENCY_ALERTS_PER_DAY', '16.5'],
  l7LatencyAlertsPerDay: [17.5, 'AD_L7_LATENCY_ALERTS_PER_DAY', '17.5'],
  httpConnectionSpikeAlertsPerDay: [18.5, 'AD_HTTP_CONNECTION_SPIKE_ALERTS_PER_DAY', '18.5'],
  genericFlowsAlertsPerDay: [19.5, 'AD_GENERIC_FLOWS_ALERTS_PER_DAY', '19.5'],
  genericDnsAlertsPerDay: [20.5, 'AD_GENERIC_DNS_ALERTS_PER_DAY', '20.5'],
  genericL7AlertsPerDay: [21.5, 'AD_GENERIC_L7_ALERTS_PER_DAY', '21.5'],
  dnsLatencySensitivity: [22.5, 'AD_DNS_LATENCY_SENSITIVITY', '22.5'],
  l7LatencySensitivity: [23.5, 'AD_L7_LATENCY_SENSITIVITY', '23.5'],
  l7BytesSensitivity: [24.5, 'AD_L7_BYTES_SENSITIVITY', '24.5'],
  httpConnectionSpikeSensitivity: [25.5, 'AD_HTTP_CONNECTION_SPIKE_SENSITIVITY', '25.5'],
  processRestartsSensitivity: [26.5, 'AD_PROCESS_RESTARTS_SENSITIVITY', '26.5'],
  processRestartsMinRestarts: [27, 'AD_PROCESS_RESTARTS_MIN_RESTARTS', '27'],
  genericDnsSensitivity: [28.5, 'AD_GENERIC_DNS_SENSITIVITY', '28.5'],
  genericFlowsSensitivity: [29.5, 'AD_GENERIC_FLOWS_SENSITIVITY', '29.5'],
  genericL7Sensitivity: [30.5, 'AD_GENERIC_L7_SENSITIVITY', '30.5'],
  genericDnsFields: [['one', 'two'], 'AD_GENERIC_DNS_FIELDS', 'one,two'],
  genericFlowsFields: [['one', 'two'], 'AD_GENERIC_FLOWS_FIELDS', 'one,two'],
  genericL7Fields: [['one', 'two'], 'AD_GENERIC_L7_FIELDS', 'one,two'],
  timeSeriesDnsAnomalyValueThreshold: [31.5, 'AD_TIME_SERIES_DNS_ANOMALY_VALUE_THRESHOLD', '31.5'],
  timeSeriesFlowsAnomalyValueThreshold: [32.5, 'AD_TIME_SERIES_FLOWS_ANOMALY_VALUE_THRESHOLD', '32.5'],
  timeSeriesL7AnomalyValueThreshold: [33.5, 'AD_TIME_SERIES_L7_ANOMALY_VALUE_THRESHOLD', '33.5'],
  httpResponseCodesThreshold: [0.25, 'AD_HTTP_RESPONSE_CODES_THRESHOLD', '0.25'],
  httpResponseCodesEventsPerDayThreshold: [34.5, 'AD_HTTP_RESPONSE_CODES_EVENTS_PER_DAY_THRESHOLD', '34.5'],
  httpVerbsThreshold: [0.25, 'AD_HTTP_VERBS_THRESHOLD', '0.25'],
  httpVerbsEventsPerDayThreshold: [35.5, 'AD_HTTP_VERBS_EVENTS_PER_DAY_THRESHOLD', '35.5'],
};

const cluster = managedCluster('3.12');
const env = (variable: string) => `spec.template.spec.containers[0].env[${variable}]`;

function environment(props: AdJobsDeploymentProps): Record<string, string> {
  const objects = synthesize((chart) => new AdJobsDeployment(chart, 'ad-jobs', { cluster, ...props }));
  const [container] = only(objects, 'Deployment').spec.template.spec.containers;
  return Object.fromEntries(container.env.map((entry: Synthesized) => [entry.name, entry.value]));
}

describe('the settings of the AD jobs', () => {
  const stderr = captureStderr();

  it.each(Object.entries(SETTINGS))('reach the container: %s', (setting, [value, variable, text]) => {
    const variables = environment({ settings: { [setting]: value } });
    expect(variables[variable]).toBe(text);
    expect(Object.keys(variables)).toHaveLength(8);
  });

  it('are all quoted strings', () => {
    const settings = Object.fromEntries(Object.entries(SETTINGS).map(([setting, [value]]) => [setting, value]));
    const variables = Object.values(environment({ settings }));
    expect(variables.filter((value) => value !== undefined && typeof value !== 'string')).toEqual([]);
    expect(variables).toHaveLength(7 + Object.keys(SETTINGS).length);
  });

  it('may be variables that the library does not know', () => {
    const variables = environment({ settings: { otherVariables: { SOME_flag: 'on', AN_other: '${x}' } } });
    expect(Object.entries(variables).slice(-2)).toEqual([
      ['AN_other', '${x}'],
      ['SOME_flag', 'on'],
    ]);
    expect(stderr()).toBe('');
  });

  it('keep each job as it is spelt', () => {
    expect(environment({ disabledJobs: Object.values(AdJob) }).AD_DISABLED_JOBS).toBe(Object.values(AdJob).join(','));
  });

  it.each<[string, AdJobsDeploymentProps, string]>([
    [
      'a sensitivity over 100',
      { settings: { dnsLatencySensitivity: 101 } },
      `${env('AD_DNS_LATENCY_SENSITIVITY')} = "101": must be from 0 to 100 [ad-jobs/setting-range]`,
    ],
    [
      'a negative sensitivity',
      { settings: { genericL7Sensitivity: -1 } },
      `${env('AD_GENERIC_L7_SENSITIVITY')} = "-1": must be from 0 to 100 [ad-jobs/setting-range]`,
    ],
    [
      'a field name with a blank',
      { settings: { genericDnsFields: ['count', 'latency mean'] } },
      `${env('AD_GENERIC_DNS_FIELDS')} = "count,latency mean": must be a list of names separated by commas, without spaces [ad-jobs/setting-type]`,
    ],
    [
      'an infinite number of rows',
      { settings: { querySize: Number.POSITIVE_INFINITY } },
      `${env('ES_query_size')} = "Infinity": must be a whole number [ad-jobs/setting-type]`,
    ],
    [
      'a detector that came later',
      { disabledJobs: ['dns_tunnel' as AdJob] },
      `${env('AD_DISABLED_JOBS')} = "dns_tunnel": is not an AD job, so nothing is disabled; the detector of this name was added in 3.15, which has no AD jobs [ad-jobs/unknown-job]`,
    ],
    [
      'another variable that has a setting',
      { settings: { otherVariables: { AD_max_docs: '7' } } },
      'settings.otherVariables.AD_max_docs = "7": is set in another way: use the setting maxDocs [ad-jobs/other-variable-known]',
    ],
    [
      'another variable that is no name',
      { settings: { otherVariables: { 'A B': '7' } } },
      `${env('7')}.name = "A B": is not a valid name of a variable: use letters, digits, '-', '_' and '.'; it must not start with a digit or two dots [ad-jobs/variable-name]`,
    ],
  ])('are refused: %s', (_, props, line) => {
    const message = messageOf(() => new AdJobsDeployment(testChart(), 'jobs', { cluster, ...props }));
    expect(message).toBe(`test/jobs: 1 problem\n  ${line}`);
  });

  it('name the construct where another variable is one that it sets', () => {
    const settings = { otherVariables: { CLUSTER_NAME: 'acme' } };
    expect(messageOf(() => new AdJobsDeployment(testChart(), 'jobs', { cluster, settings }))).toContain(
      'settings.otherVariables.CLUSTER_NAME = "acme": is set in another way: the construct sets it [ad-jobs/other-variable-known]',
    );
  });

  it.each<[string, AdJobsDeploymentProps, string]>([
    [
      'out of a range that nobody states',
      { settings: { portScanThreshold: 0 } },
      `${env('AD_port_scan_threshold')} = "0": should be at least 1 because of its meaning; no range is documented [ad-jobs/setting-unusual]`,
    ],
    [
      'a share above one',
      { settings: { httpVerbsThreshold: 99 } },
      `${env('AD_HTTP_VERBS_THRESHOLD')} = "99": should be from 0 to 1 because of its meaning; no range is documented [ad-jobs/setting-unusual]`,
    ],
    [
      'a score below -1',
      { cluster: managedCluster('3.10'), settings: { dnsLatencyScoreThreshold: -88.6 } },
      `${env('AD_DnsLatency_IsolationForest_score_threshold')} = "-88.6": should be at least -1: no score is lower, so nothing is an anomaly [ad-jobs/setting-unusual]`,
    ],
    [
      'for a job that is disabled',
      { settings: { dgaScoreThreshold: 0.6, l7BytesSensitivity: 1 }, disabledJobs: [AdJob.DGA, AdJob.L7_BYTES] },
      'spec.template.spec.containers[0].env: AD_DGA_SCORE_THRESHOLD, AD_L7_BYTES_SENSITIVITY have no effect: AD_DISABLED_JOBS disables the jobs that read them [ad-jobs/disabled-job-setting]',
    ],
    [
      'of older images',
      { settings: { bytesInSeasonalAdC: 400, l7LatencyScoreThreshold: -0.5 } },
      'spec.template.spec.containers[0].env: the documentation for the release of the image does not list AD_BytesInModel_SeasonalAD_c, AD_L7Latency_IsolationForest_score_threshold (now AD_L7_LATENCY_SENSITIVITY); probably ignored by the image [ad-jobs/other-generation]',
    ],
    [
      'of newer images',
      { cluster: managedCluster('3.10'), settings: { l7LatencySensitivity: 9 } },
      'spec.template.spec.containers[0].env: the documentation for the release of the image does not list AD_L7_LATENCY_SENSITIVITY; probably ignored by the image [ad-jobs/other-generation]',
    ],
    [
      'of newer images, by the image that is named',
      { image: 'r.example/ad:v3.9.0', settings: { l7LatencySensitivity: 9 } },
      'spec.template.spec.containers[0].env: the documentation for the release of the image does not list AD_L7_LATENCY_SENSITIVITY; probably ignored by the image [ad-jobs/other-generation]',
    ],
    [
      'of no known image',
      { settings: { genericDnsAlertsPerDay: 3 } },
      'spec.template.spec.containers[0].env: the documentation for the release of the image does not list AD_GENERIC_DNS_ALERTS_PER_DAY; probably ignored by the image [ad-jobs/other-generation]',
    ],
    [
      'misspelt, under another name',
      { settings: { otherVariables: { AD_port_scan_treshold: '5' } } },
      `${env('7')}.name = "AD_port_scan_treshold": is not a variable of the AD jobs; did you mean AD_port_scan_threshold? [ad-jobs/unknown-variable]`,
    ],
  ])('give one warning: %s', (_, props, line) => {
    new AdJobsDeployment(testChart(), 'jobs', { cluster, ...props });
    expect(stderr()).toBe(`test/jobs: 1 warning\n  ${line}\n`);
  });

  it('give one notice where many of them are doubtful', () => {
    const forest = Object.entries(SETTINGS).filter(([, [, variable]]) => variable.includes('IsolationForest'));
    const settings = Object.fromEntries(forest.map(([setting, [value]]) => [setting, value]));
    new AdJobsDeployment(testChart(), 'jobs', { cluster, settings });
    expect(forest.length).toBeGreaterThan(5);
    expect(stderr().trimEnd().split('\n')).toHaveLength(2);
  });
});
