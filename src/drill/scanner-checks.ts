import { errorRule, type Finding, type Manifest, valueAt, warningRule } from '../base';
import { dnsLabelProblem } from '../kubernetes';
import { podLabels, type ScanWorkload } from './scan-workload';

const NAME = errorRule('scanner/name');
const NAMESPACE = errorRule('scanner/namespace');
const SCANS_ITSELF = warningRule('scanner/scans-itself');

/** What Kubernetes allows for a CronJob, whose Jobs add a time to the name; the Service of a target adds a word. */
const LONGEST_NAME = 52;

/**
 * Checks the names of what runs a scan; they stand in the command that a person copies into a shell, too.
 *
 * @param byService whether the scan finds its target through a Service that is named after the scanner
 */
export function checkScanner(scanner: Manifest, byService: boolean): Finding[] {
  const name = valueAt(scanner, 'metadata', 'name');
  const namespace = valueAt(scanner, 'metadata', 'namespace');
  const text = typeof name === 'string' ? name : '';
  const nameProblem =
    dnsLabelProblem(text) ??
    (text.length > LONGEST_NAME
      ? `must have at most ${LONGEST_NAME} characters: Jobs and a Service are named after it`
      : undefined) ??
    (byService && /^\d/.test(text) ? 'must begin with a letter, because a Service is named after it' : undefined);
  const namespaceProblem =
    namespace === '' ? undefined : dnsLabelProblem(typeof namespace === 'string' ? namespace : '');
  return [
    ...(nameProblem === undefined ? [] : [{ ...NAME, path: 'metadata.name', value: name, message: nameProblem }]),
    ...(namespaceProblem === undefined
      ? []
      : [{ ...NAMESPACE, path: 'metadata.namespace', value: namespace, message: namespaceProblem }]),
  ];
}

/** Pods of a target are found by labels, and the scanner's own pods may have the same ones. */
export function checkOwnTarget(workload: Pick<ScanWorkload, 'name' | 'namespace' | 'target' | 'options'>): Finding[] {
  const { namespace, labels } = workload.target;
  const own: Readonly<Record<string, string>> = { ...workload.options.labels, ...podLabels(workload) };
  const entries = Object.entries(labels ?? {});
  if (namespace !== workload.namespace || entries.length === 0 || entries.some(([key, value]) => own[key] !== value)) {
    return [];
  }
  const message =
    "selects the scanner's own pods, too, so the scan may only hit itself; give the scanner another name or other labels";
  return [{ ...SCANS_ITSELF, path: 'target.labels', value: labels, message }];
}
