import { errorRule, type Finding, type Manifest } from '../../base';
import { metadataFinding, metadataProblems } from '../../kubernetes';
import { exception } from './example';

const RIGHT = exception();

const METADATA = errorRule({
  id: 'alert-exception/metadata',
  what: 'The name, labels, annotations and finalizers of an exception must have the form that Kubernetes requires.',
  why: 'The API server rejects the object.',
  bad: exception({}, 'Known_Scanner'),
  good: RIGHT,
});

/** Checks that the metadata of an exception has the form that Kubernetes requires. */
export function checkExceptionMetadata(manifest: Manifest): Finding[] {
  // Types are checked together with those of the other fields, except that of the name.
  return metadataProblems(manifest)
    .filter(({ field, ofType }) => field === 'name' || ofType !== true)
    .map((problem) => metadataFinding(problem, METADATA));
}

/** The rules that this file checks. */
export const METADATA_RULES = [METADATA] as const;
