import { errorRule, type Finding, type Manifest, REJECTED, warningRule } from '../../base';
import { checkMetadata } from '../../kind';
import { exception } from './example';

const RIGHT = exception();

const METADATA = errorRule({
  id: 'alert-exception/metadata',
  what: 'The name, labels, annotations and finalizers of an exception must have the form that Kubernetes requires.',
  why: REJECTED,
  bad: exception({}, 'Known_Scanner'),
  good: RIGHT,
});

const NAME_GENERATED = warningRule({
  id: 'alert-exception/name-generated',
  what: 'An exception should have a name rather than a generateName.',
  why: 'With generateName, kubectl create makes a new exception each time, and the earlier ones go on hiding events; kubectl apply rejects the object.',
  bad: RIGHT.replace('name:', 'generateName:'),
  good: RIGHT,
});

/** Checks that the metadata of an exception has the form that Kubernetes requires. */
export function checkExceptionMetadata(manifest: Manifest): Finding[] {
  return checkMetadata(manifest, { name: METADATA, nameGenerated: NAME_GENERATED, metadata: METADATA }, 'exception');
}

/** The rules that this file checks. */
export const METADATA_RULES = [METADATA, NAME_GENERATED] as const;
