import { errorRule, type Finding } from '../findings';
import { dnsLabelProblem, type Manifest, valueAt } from '../manifest';

const NAME = errorRule('scanner/name');
const NAMESPACE = errorRule('scanner/namespace');

/** What Kubernetes allows for a CronJob, whose Jobs add a time to the name; the Service of a target adds a word. */
const LONGEST_NAME = 52;

/** Checks the names of what runs a scan; they stand in the command that a person copies into a shell, too. */
export function checkScanner(scanner: Manifest): Finding[] {
  const name = valueAt(scanner, 'metadata', 'name');
  const namespace = valueAt(scanner, 'metadata', 'namespace');
  const text = typeof name === 'string' ? name : '';
  const nameProblem =
    dnsLabelProblem(text) ??
    (text.length > LONGEST_NAME
      ? `must have at most ${LONGEST_NAME} characters: Jobs and a Service are named after it`
      : undefined);
  const namespaceProblem =
    namespace === '' ? undefined : dnsLabelProblem(typeof namespace === 'string' ? namespace : '');
  return [
    ...(nameProblem === undefined ? [] : [{ ...NAME, path: 'metadata.name', value: name, message: nameProblem }]),
    ...(namespaceProblem === undefined
      ? []
      : [{ ...NAMESPACE, path: 'metadata.namespace', value: namespace, message: namespaceProblem }]),
  ];
}
