import { adJobs, adJobsWith, alert, CLUSTER_NAME } from './example-manifests';
import type { RuleDescriptions } from './rule';

const ON = { releases: '3.7 to 3.18.0, where the Deployment runs', on: '3.12' };
const RIGHT = adJobs(CLUSTER_NAME);
const THRESHOLD = ['- name: AD_port_scan_threshold', '  value: "200"'];
const named = (value: string) => adJobs(['- name: CLUSTER_NAME', `  value: ${value}`]);

/** Rules about the Deployment of the AD jobs. */
export const AD_JOBS_RULES = {
  'ad-jobs/removed': {
    what: 'The Deployment of the AD jobs must not be applied to a release without anomaly detection.',
    why: 'Its image, Secret and API no longer exist, so the pod never starts.',
    releases: 'from 3.18.0-2.0, and from Calico Cloud 18.3.0',
    bad: RIGHT,
    good: alert(
      { aggregateBy: '[source_namespace]', metric: 'count', condition: 'gt', threshold: '1000' },
      'network.port-scan',
    ),
  },
  'ad-jobs/superseded': {
    what: 'The Deployment of the AD jobs is not needed where GlobalAlerts run the detectors.',
    why: 'The workshop applies both, and then both look for the same anomalies.',
    releases: '3.13 to 3.18.0; Calico Cloud up to 18.2',
    on: '3.14',
    bad: RIGHT,
    good: 'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: tigera.io.detector.port-scan\nspec:\n  description: Port scans\n  severity: 100\n  type: AnomalyDetection\n  detector:\n    name: port_scan\n',
  },
  'ad-jobs/image-unpublished': {
    what: 'The image should be one that was published.',
    why: 'No image for 3.8 is known, so the pod could not start.',
    releases: '3.8',
    on: '3.8',
    bad: adJobs(CLUSTER_NAME, 'quay.io/tigera/anomaly_detection_jobs:v3.8.0'),
    good: adJobs(CLUSTER_NAME, 'quay.io/tigera/anomaly_detection_jobs:v3.9.0'),
  },
  'ad-jobs/cluster-name-missing': {
    ...ON,
    what: 'The AD jobs of a managed cluster must have its name in CLUSTER_NAME.',
    why: "Logs are stored under the cluster's name. Without it, the jobs read the logs of the management cluster.",
    bad: adJobs(['- name: AD_max_docs', '  value: "500000"']),
    good: adJobs([...CLUSTER_NAME, '- name: AD_max_docs', '  value: "500000"']),
  },
  'ad-jobs/cluster-name-suspect': {
    ...ON,
    what: 'Only standalone and management clusters should have the name cluster, and no other name.',
    why: 'Standalone and management clusters store their own logs under the name cluster, so with the wrong name the jobs would read the logs of a different cluster.',
    bad: named('cluster'),
    good: RIGHT,
  },
  'cluster/name': {
    ...ON,
    what: 'A cluster name must be an RFC 1123 subdomain.',
    why: 'No cluster can have any other name, so the jobs would find no logs.',
    bad: named('Acme_Prod'),
    good: RIGHT,
  },
  'cluster/name-placeholder': {
    ...ON,
    what: 'The placeholder for the cluster name must be replaced.',
    why: "The workshop's file contains a placeholder that a command is meant to replace. If that fails, the jobs find no logs.",
    bad: named('$CALICOCLUSTERNAME'),
    good: RIGHT,
  },
  'cluster/name-without-tenant': {
    what: 'On Calico Cloud, and on managed clusters from 3.12 on, a cluster name should contain a dot.',
    why: 'Calico Cloud stores logs under <tenant>.<cluster>. The name of the AKS cluster, which the workshop exports as CLUSTERNAME, is a different name, and the jobs would find no logs under it.',
    on: '3.12',
    bad: named('aks-prod'),
    good: RIGHT,
  },
  'ad-jobs/variable-name': {
    ...ON,
    what: 'An environment variable must have a valid name.',
    why: 'Otherwise the API server rejects the Deployment.',
    bad: adJobsWith('AD max docs', '"500000"'),
    good: adJobsWith('AD_max_docs', '"500000"'),
  },
  'ad-jobs/variable-swapped': {
    ...ON,
    what: 'The name and the value of an environment variable must not be swapped.',
    why: 'Some published copies of the Deployment have them the wrong way round, and the jobs then run with the defaults.',
    bad: adJobs([...CLUSTER_NAME, '- name: "500000"', '  value: AD_max_docs']),
    good: adJobsWith('AD_max_docs', '"500000"'),
  },
  'ad-jobs/unknown-variable': {
    ...ON,
    what: 'An environment variable should be one that the jobs read.',
    why: 'The jobs ignore a misspelled variable and use the default.',
    bad: adJobsWith('AD_port_scan_treshold', '"100"'),
    good: adJobsWith('AD_port_scan_threshold', '"100"'),
  },
  'ad-jobs/other-generation': {
    ...ON,
    what: 'Environment variables should belong to the same generation as the image.',
    why: 'Images up to 3.10 are tuned with score thresholds, images from 3.11 on with sensitivities. Each ignores the other kind.',
    bad: adJobsWith('AD_DnsLatency_IsolationForest_score_threshold', '"-0.9"'),
    good: adJobsWith('AD_DNS_LATENCY_SENSITIVITY', '"10"'),
  },
  'ad-jobs/disabled-job-setting': {
    ...ON,
    what: 'Settings should be for jobs that are enabled.',
    why: 'A setting for a disabled job has no effect, so one of the two is probably a mistake.',
    bad: adJobs([
      ...CLUSTER_NAME,
      '- name: AD_DISABLED_JOBS',
      '  value: port_scan',
      '- name: AD_port_scan_threshold',
      '  value: "100"',
    ]),
    good: adJobs([...CLUSTER_NAME, '- name: AD_port_scan_threshold', '  value: "100"']),
  },
  'ad-jobs/unknown-job': {
    ...ON,
    what: 'The names of disabled jobs must be spelled correctly.',
    why: 'A job whose name is misspelled keeps running: the job is process_restarts, not process_restart.',
    bad: adJobsWith('AD_DISABLED_JOBS', 'process_restart'),
    good: adJobsWith('AD_DISABLED_JOBS', 'process_restarts'),
  },
  'ad-jobs/setting-type': {
    ...ON,
    what: 'A value must have the type that its variable requires.',
    why: 'The jobs stop if they cannot parse it.',
    bad: adJobsWith('AD_max_docs', 'many'),
    good: adJobsWith('AD_max_docs', '"500000"'),
  },
  'ad-jobs/setting-range': {
    ...ON,
    what: 'A value must be within the documented range.',
    why: 'The behavior for other values is undocumented.',
    bad: adJobsWith('AD_DNS_LATENCY_SENSITIVITY', '"150"'),
    good: adJobsWith('AD_DNS_LATENCY_SENSITIVITY', '"15"'),
  },
  'ad-jobs/setting-unusual': {
    ...ON,
    what: 'A value should be within the range that its meaning suggests.',
    why: 'No range is documented, but with such a value a job reports everything or nothing.',
    bad: adJobsWith('AD_port_scan_threshold', '"0"'),
    good: adJobsWith('AD_port_scan_threshold', '"100"'),
  },
  'ad-jobs/score-threshold-sign': {
    ...ON,
    on: '3.10',
    what: 'A score threshold must be negative.',
    why: 'Scores are below zero. Some published copies of the Deployment have lost the minus sign, which makes every sample an anomaly.',
    bad: oldJobs('"0.836"'),
    good: oldJobs('"-0.836"'),
  },
  'ad-jobs/image-release': {
    ...ON,
    what: 'The image of the AD jobs should be the one for the release.',
    why: 'An image for another release may read different variables and expect the certificate of a different server.',
    bad: adJobs(CLUSTER_NAME, 'quay.io/tigera/anomaly_detection_jobs:v3.7.0'),
    good: RIGHT,
  },
  'ad-jobs/elasticsearch-path': {
    ...ON,
    what: 'The host and the certificate should match the path to Elasticsearch on this release and topology.',
    why: 'The path changed in 3.9, and only managed clusters use guardian. With the wrong path, the AD jobs reach no server, or one that they do not trust.',
    bad: adJobsWith('ELASTIC_HOST', 'tigera-secure-es-http.tigera-elasticsearch.svc'),
    good: adJobsWith('ELASTIC_HOST', 'tigera-secure-es-gateway-http.tigera-elasticsearch.svc'),
  },
  'workload/env-value': {
    ...ON,
    what: 'The value of an environment variable must be a string.',
    why: 'YAML parses unquoted 200 and true as a number and a boolean, and the API server rejects both.',
    bad: adJobsWith('AD_port_scan_threshold', '200'),
    good: adJobsWith('AD_port_scan_threshold', '"200"'),
  },
  'workload/env-duplicate': {
    ...ON,
    what: 'An environment variable should be set only once.',
    why: 'The last entry takes effect, so the value that a reader sees first is ignored.',
    bad: adJobs([...THRESHOLD, ...CLUSTER_NAME, '- name: AD_port_scan_threshold', '  value: "500"']),
    good: adJobs([...THRESHOLD, ...CLUSTER_NAME]),
  },
  'workload/image': {
    ...ON,
    what: 'An image should be pinned by a digest or by a tag other than latest.',
    why: 'Otherwise each pull may return a different image. The API server accepts it, so lint only warns; constructs report an error.',
    bad: adJobs(CLUSTER_NAME, 'quay.io/tigera/anomaly_detection_jobs'),
    good: RIGHT,
  },
} satisfies RuleDescriptions;

function oldJobs(threshold: string): string {
  const variable = ['- name: AD_DnsLatency_IsolationForest_score_threshold', `  value: ${threshold}`];
  return adJobs([...CLUSTER_NAME, ...variable], 'quay.io/tigera/anomaly_detection_jobs:v3.10.0');
}
