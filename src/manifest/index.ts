export {
  CALICO_GROUP,
  groupOf,
  intendedDistinctiveKind,
  intendedKind,
  isCalicoClusterScoped,
  isCalicoKind,
  isCalicoObject,
  isEnterpriseKind,
  isStoredOnly,
  kindsOfSameWord,
  STORAGE_GROUP,
} from './calico-kinds';
export { isClusterScoped } from './cluster-scope';
export { fieldPath, type Keys } from './field-path';
export { annotateBelow } from './given-annotations';
export { isMap, type Manifest, valueAt } from './manifest';
export { nearestMark } from './marks';
export { labelProblems, type MetadataProblem, metadataProblems } from './metadata';
export { checkObjectMetadata, metadataFinding } from './metadata-checks';
export { dnsLabelProblem, labelKeyProblem, labelValueProblem, subdomainProblem } from './names';
export { PlainObject } from './plain-object';
