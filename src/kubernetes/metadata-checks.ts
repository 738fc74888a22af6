import type { Manifest } from '../base';
import { errorRule, type Finding, jobsPolicy, podsOf, type RuleMark } from '../base';
import { type MetadataProblem, metadataProblems } from './metadata';

const RIGHT = jobsPolicy({ destination: podsOf('guardian', 'calico-system') });

const METADATA = errorRule({
  id: 'object/metadata',
  what: 'The name, labels, annotations and finalizers of an object must have the form that Kubernetes requires.',
  why: 'Otherwise, the API server rejects the object. Annotations are limited to 256 KiB in total. Their keys may have a prefix in upper case; those of labels may not.',
  bad: RIGHT.replace('metadata:', 'metadata:\n  labels: { team: "red & blue" }'),
  good: RIGHT.replace('metadata:', 'metadata:\n  labels: { team: red-and-blue }'),
});

/** Checks the metadata of an object of a kind that has no rule of its own for them. */
export function checkObjectMetadata(object: Manifest): Finding[] {
  return metadataProblems(object).map((problem) => metadataFinding(problem, METADATA));
}

export function metadataFinding({ keys, value, message }: MetadataProblem, rule: RuleMark): Finding {
  return value === undefined ? { ...rule, keys, message } : { ...rule, keys, value, message };
}

/** The rules that this file checks. */
export const METADATA_RULES = [METADATA] as const;
