import { adJobs, adJobsWith, alert, CLUSTER_NAME } from './example-manifests';
import type { RuleDescriptions } from './rule';

const ON = { releases: '3.7 to 3.18.0, where the Deployment runs', on: '3.12' };
const RIGHT = adJobs(CLUSTER_NAME);
const THRESHOLD = ['- name: AD_port_scan_threshold', '  value: "200"'];
const named = (value: string) => adJobs(['- name: CLUSTER_NAME', `  value: ${value}`]);

/** Rules about the Deployment of the AD jobs. */
export const AD_JOBS_RULES = {
  'ad-jobs/removed': {
    what: 'There is no Deployment of AD jobs once anomaly detection is gone.',
    why: 'Its image, its secret and its API are no more: the pod would never start.',
    releases: 'from 3.18.0-2.0, and from Calico Cloud 18.3.0',
    bad: RIGHT,
    good: alert(
      { aggregateBy: '[source_namespace]', metric: 'count', condition: 'gt', threshold: '1000' },
      'network.port-scan',
    ),
  },
  'ad-jobs/superseded': {
    what: 'Where GlobalAlerts run the detectors, the Deployment is not needed.',
    why: 'The workshop applies both; two things then look for the same anomalies.',
    releases: '3.13 to 3.18.0; Calico Cloud up to 18.2',
    on: '3.14',
    bad: RIGHT,
    good: 'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: tigera.io.detector.port-scan\nspec:\n  description: Port scans\n  severity: 100\n  type: AnomalyDetection\n  detector:\n    name: port_scan\n',
  },
  'ad-jobs/image-unpublished': {
    what: 'The image is one that was published.',
    why: 'Of 3.8 no image was ever seen; the pod could not be started.',
    releases: '3.8',
    on: '3.8',
    bad: adJobs(CLUSTER_NAME, 'quay.io/tigera/anomaly_detection_jobs:v3.8.0'),
    good: adJobs(CLUSTER_NAME, 'quay.io/tigera/anomaly_detection_jobs:v3.9.0'),
  },
  'ad-jobs/cluster-name-missing': {
    ...ON,
    what: 'The jobs of a managed cluster know its name.',
    why: 'Logs are stored by the name of the cluster; without it the jobs read those of the management cluster.',
    bad: adJobs(['- name: AD_max_docs', '  value: "500000"']),
    good: adJobs([...CLUSTER_NAME, '- name: AD_max_docs', '  value: "500000"']),
  },
  'ad-jobs/cluster-name-suspect': {
    ...ON,
    what: 'A managed cluster is not named cluster, and the others are.',
    why: 'That is the name of the own logs of a standalone or management cluster, so the jobs would read the logs of another.',
    bad: named('cluster'),
    good: RIGHT,
  },
  'cluster/name': {
    ...ON,
    what: 'The name of a cluster is an RFC 1123 subdomain.',
    why: 'No cluster has another name, so the jobs would find no logs.',
    bad: named('Acme_Prod'),
    good: RIGHT,
  },
  'cluster/name-placeholder': {
    ...ON,
    what: 'The name of the cluster was filled in.',
    why: "The workshop's file has a placeholder for it, which a command is to replace; where that goes wrong the jobs find no logs.",
    bad: named('$CALICOCLUSTERNAME'),
    good: RIGHT,
  },
  'cluster/name-without-tenant': {
    what: 'On Calico Cloud, and on managed clusters from 3.12 on, the name of a cluster has a dot.',
    why: 'Calico Cloud stores logs under <tenant>.<cluster>. The name of the AKS cluster, which the workshop exports as CLUSTERNAME, is another one, and the jobs would find no logs under it.',
    on: '3.12',
    bad: named('aks-prod'),
    good: RIGHT,
  },
  'ad-jobs/variable-name': {
    ...ON,
    what: 'A variable has a legal name.',
    why: 'The API server refuses the Deployment otherwise.',
    bad: adJobsWith('AD max docs', '"500000"'),
    good: adJobsWith('AD_max_docs', '"500000"'),
  },
  'ad-jobs/variable-swapped': {
    ...ON,
    what: 'The name of a variable stands in its name, and its value in its value.',
    why: 'Published copies of the Deployment have them the wrong way round, and the jobs run with the default.',
    bad: adJobs([...CLUSTER_NAME, '- name: "500000"', '  value: AD_max_docs']),
    good: adJobsWith('AD_max_docs', '"500000"'),
  },
  'ad-jobs/unknown-variable': {
    ...ON,
    what: 'A variable is one that the jobs read.',
    why: 'They pass over one that is misspelt, and run with the default.',
    bad: adJobsWith('AD_port_scan_treshold', '"100"'),
    good: adJobsWith('AD_port_scan_threshold', '"100"'),
  },
  'ad-jobs/other-generation': {
    ...ON,
    what: 'Variables are of the generation of the image.',
    why: 'Images up to 3.10 are tuned by score thresholds, those from 3.11 on by sensitivities. Each passes over the other kind.',
    bad: adJobsWith('AD_DnsLatency_IsolationForest_score_threshold', '"-0.9"'),
    good: adJobsWith('AD_DNS_LATENCY_SENSITIVITY', '"10"'),
  },
  'ad-jobs/disabled-job-setting': {
    ...ON,
    what: 'Settings are of jobs that run.',
    why: 'A setting of a job that is turned off does nothing; one of the two is probably a mistake.',
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
    what: 'Jobs that are turned off are spelt as they are named.',
    why: 'A misspelt job goes on running: the job is process_restarts, not process_restart.',
    bad: adJobsWith('AD_DISABLED_JOBS', 'process_restart'),
    good: adJobsWith('AD_DISABLED_JOBS', 'process_restarts'),
  },
  'ad-jobs/setting-type': {
    ...ON,
    what: 'A value is of the type of its variable.',
    why: 'The jobs stop when they cannot read it.',
    bad: adJobsWith('AD_max_docs', 'many'),
    good: adJobsWith('AD_max_docs', '"500000"'),
  },
  'ad-jobs/setting-range': {
    ...ON,
    what: 'A value is in the range that the documentation states.',
    why: 'What the jobs do with others nobody says.',
    bad: adJobsWith('AD_DNS_LATENCY_SENSITIVITY', '"150"'),
    good: adJobsWith('AD_DNS_LATENCY_SENSITIVITY', '"15"'),
  },
  'ad-jobs/setting-unusual': {
    ...ON,
    what: 'A value is in the range that its meaning suggests.',
    why: 'No documentation states one, but with such a value a job finds everything or nothing.',
    bad: adJobsWith('AD_port_scan_threshold', '"0"'),
    good: adJobsWith('AD_port_scan_threshold', '"100"'),
  },
  'ad-jobs/score-threshold-sign': {
    ...ON,
    on: '3.10',
    what: 'A score threshold is negative.',
    why: 'Scores are below zero. Published copies of the Deployment have lost the minus sign, which makes every sample an anomaly.',
    bad: oldJobs('"0.836"'),
    good: oldJobs('"-0.836"'),
  },
  'ad-jobs/image-release': {
    ...ON,
    what: 'The image of the AD jobs is that of the release.',
    why: 'An image of another release may read other variables, and expect the certificate of another server.',
    bad: adJobs(CLUSTER_NAME, 'quay.io/tigera/anomaly_detection_jobs:v3.7.0'),
    good: RIGHT,
  },
  'ad-jobs/elasticsearch-path': {
    ...ON,
    what: 'Host and certificate are those of the path that leads to Elasticsearch on this release and topology.',
    why: 'The path changed with 3.9, and guardian is on managed clusters only. On another path the AD jobs reach no server, or one that they do not trust.',
    bad: adJobsWith('ELASTIC_HOST', 'tigera-secure-es-http.tigera-elasticsearch.svc'),
    good: adJobsWith('ELASTIC_HOST', 'tigera-secure-es-gateway-http.tigera-elasticsearch.svc'),
  },
  'workload/env-value': {
    ...ON,
    what: 'The value of an environment variable is a string.',
    why: 'YAML reads 200 and true without quotes as a number and a boolean, and the API server refuses both.',
    bad: adJobsWith('AD_port_scan_threshold', '200'),
    good: adJobsWith('AD_port_scan_threshold', '"200"'),
  },
  'workload/env-duplicate': {
    ...ON,
    what: 'An environment variable is set once.',
    why: 'The last entry wins, so the value that a reader sees first is ignored.',
    bad: adJobs([...THRESHOLD, ...CLUSTER_NAME, '- name: AD_port_scan_threshold', '  value: "500"']),
    good: adJobs([...THRESHOLD, ...CLUSTER_NAME]),
  },
  'workload/image': {
    ...ON,
    what: 'Images are pinned by a tag other than latest, or by a digest.',
    why: 'Without one, each pull may bring another program. The API server accepts it, so lint only warns; constructs refuse it.',
    bad: adJobs(CLUSTER_NAME, 'quay.io/tigera/anomaly_detection_jobs'),
    good: RIGHT,
  },
} satisfies RuleDescriptions;

function oldJobs(threshold: string): string {
  const variable = ['- name: AD_DnsLatency_IsolationForest_score_threshold', `  value: ${threshold}`];
  return adJobs([...CLUSTER_NAME, ...variable], 'quay.io/tigera/anomaly_detection_jobs:v3.10.0');
}
