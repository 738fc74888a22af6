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
export { type Difference, differences, type Pair } from './differences';
export { fieldPath, type Keys } from './field-path';
export { annotateBelow } from './given-annotations';
export { labelSelector, NAMESPACE_NAME_LABEL } from './label-selector';
export { isMap, type Manifest, valueAt } from './manifest';
export { nearestMark } from './marks';
export { labelProblems, metadataProblems } from './metadata';
export { checkObjectMetadata, metadataFinding } from './metadata-checks';
export { dnsLabelProblem, labelKeyProblem, labelValueProblem, subdomainProblem } from './names';
export { objectTitle } from './object-title';
export { PlainObject } from './plain-object';
