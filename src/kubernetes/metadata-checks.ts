import type { Manifest } from '../base';
import { errorRule, type Finding } from '../base';
import { type MetadataProblem, metadataProblems } from './metadata';

const METADATA = errorRule('object/metadata');

/** Checks the metadata of an object of a kind that has no rule of its own for them. */
export function checkObjectMetadata(object: Manifest): Finding[] {
  return metadataProblems(object).map((problem) => metadataFinding(problem, METADATA));
}

export function metadataFinding({ path, value, message }: MetadataProblem, rule: typeof METADATA): Finding {
  return value === undefined ? { ...rule, path, message } : { ...rule, path, value, message };
}
