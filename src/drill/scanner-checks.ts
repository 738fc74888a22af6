import { errorRule, type Finding, type Manifest, ownValue, valueAt, warningRule } from '../base';
import { CalicoCluster } from '../calico';
import type { IPortScanDetector } from '../kinds/global-alert';
import { dnsLabelProblem, labelsOfPods } from '../kubernetes';
import { otherCluster } from './other-cluster';
import { podLabels } from './run-workload';
import type { ScanWorkload } from './scan-workload';

const scanner = (props = '') => `${TARGET}\nnew NetshootScanner(chart, 'scanner', { cluster, target${props} });`;
const TARGET = "const target = ScanTarget.service({ namespace: 'shop', name: 'web' });";

const NAME = errorRule({
  id: 'scanner/name',
  form: 'program',
  what: 'The name of a scanner must be valid for its kind.',
  why: 'The API server rejects any other name.',
  bad: scanner(", name: 'My Scanner'"),
  good: scanner(", name: 'my-scanner'"),
});
const NAMESPACE = errorRule({
  id: 'scanner/namespace',
  form: 'program',
  what: 'The namespace of a scanner must be an RFC 1123 label.',
  why: 'No namespace can have any other name.',
  bad: scanner(", namespace: 'My Shop'"),
  good: scanner(", namespace: 'shop'"),
});
const SCANS_ITSELF = warningRule({
  id: 'scanner/scans-itself',
  form: 'program',
  what: "The labels of a target should not select the scanner's own pods.",
  why: 'The scan might only reach the scanner itself, and would not be noticed.',
  bad: "const target = ScanTarget.pods({ namespace: 'shop', labels: { app: 'web' } });\nnew NetshootScanner(chart, 'scanner', { cluster, target, name: 'web' });",
  good: "const target = ScanTarget.pods({ namespace: 'shop', labels: { app: 'web' } });\nnew NetshootScanner(chart, 'scanner', { cluster, target });",
});

const OTHER_CLUSTER = errorRule({
  id: 'scanner/other-cluster',
  form: 'program',
  what: 'What detects a scan must be for the cluster that the scanner runs on.',
  why: 'An alert, and the AD jobs, only see the logs of their own cluster.',
  bad: `${TARGET}\nconst other = CalicoCluster.managed({ name: 'acme.aks-test', release });\nconst detectedBy = new PortScanAlert(chart, 'port-scan', { cluster: other });\nnew NetshootScanner(chart, 'scanner', { cluster, target, detectedBy });`,
  good: `${TARGET}\nconst detectedBy = new PortScanAlert(chart, 'port-scan', { cluster });\nnew NetshootScanner(chart, 'scanner', { cluster, target, detectedBy, ports: PortRange.of(1, 1200) });`,
});

/** The limit of Kubernetes for a CronJob, whose Jobs append a timestamp to the name; the Service of a target appends a word. */
const LONGEST_NAME = 52;

/**
 * Checks the names of a scanner, which also appear in a command that users copy into a shell.
 *
 * @param byService whether the scan finds its target through a Service named after the scanner
 */
export function checkScanner(scanner: Manifest, byService: boolean): Finding[] {
  const name = valueAt(scanner, 'metadata', 'name');
  const namespace = valueAt(scanner, 'metadata', 'namespace');
  const text = typeof name === 'string' ? name : '';
  const nameProblem =
    dnsLabelProblem(text) ??
    (text.length > LONGEST_NAME
      ? `must be no more than ${LONGEST_NAME} characters, because Jobs and a Service are named after it`
      : undefined) ??
    (byService && /^\d/.test(text) ? 'must begin with a letter, because a Service is named after it' : undefined);
  const namespaceProblem =
    namespace === '' ? undefined : dnsLabelProblem(typeof namespace === 'string' ? namespace : '');
  return [
    ...(nameProblem === undefined ? [] : [{ ...NAME, keys: ['metadata', 'name'], value: name, message: nameProblem }]),
    ...(namespaceProblem === undefined
      ? []
      : [{ ...NAMESPACE, keys: ['metadata', 'namespace'], value: namespace, message: namespaceProblem }]),
  ];
}

/** Pods of a target are selected by labels, which the scanner's own pods may have as well. */
export function checkOwnTarget(workload: Pick<ScanWorkload, 'name' | 'namespace' | 'target' | 'options'>): Finding[] {
  const { namespace, labels } = workload.target;
  const own = labelsOfPods(workload.options, podLabels(workload));
  const entries = Object.entries(labels ?? {});
  if (
    namespace !== workload.namespace ||
    entries.length === 0 ||
    entries.some(([key, value]) => ownValue(own, key) !== value)
  ) {
    return [];
  }
  const message =
    "also selects the scanner's own pods, so the scan may only reach itself; give the scanner another name or other labels";
  return [{ ...SCANS_ITSELF, keys: ['target', 'labels'], value: labels, message }];
}

/** Checks that what detects a scan is for the cluster of the scanner, if both are known. */
export function checkDetectorCluster(
  detector: IPortScanDetector & { readonly cluster?: unknown },
  cluster: CalicoCluster | undefined,
): Finding[] {
  const problem = otherCluster(detector.cluster instanceof CalicoCluster ? detector.cluster : undefined, cluster);
  const message = `is for ${problem?.other}, and does not see the logs of ${problem?.own}, on which the scanner runs`;
  return problem === undefined ? [] : [{ ...OTHER_CLUSTER, keys: ['detectedBy'], message }];
}

/** The rules that this file checks. */
export const SCANNER_RULES = [NAME, NAMESPACE, SCANS_ITSELF, OTHER_CLUSTER] as const;
