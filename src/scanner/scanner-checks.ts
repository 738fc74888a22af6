import { errorRule, type Finding } from '../findings';
import { dnsLabelProblem, type Manifest, subdomainProblem, valueAt } from '../manifest';

const NAME = errorRule('scanner/name');
const NAMESPACE = errorRule('scanner/namespace');

/** Checks the names of what runs a scan; they stand in the command that a person copies into a shell. */
export function checkScanner(scanner: Manifest): Finding[] {
  const name = valueAt(scanner, 'metadata', 'name');
  const namespace = valueAt(scanner, 'metadata', 'namespace');
  const nameProblem = subdomainProblem(typeof name === 'string' ? name : '');
  const namespaceProblem = dnsLabelProblem(typeof namespace === 'string' ? namespace : '');
  return [
    ...(nameProblem === undefined ? [] : [{ ...NAME, path: 'metadata.name', value: name, message: nameProblem }]),
    ...(namespaceProblem === undefined
      ? []
      : [{ ...NAMESPACE, path: 'metadata.namespace', value: namespace, message: namespaceProblem }]),
  ];
}
