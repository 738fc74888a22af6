export { isClusterScoped } from './cluster-scope';
export { annotateBelow } from './given-annotations';
export { type Manifest, valueAt } from './manifest';
export { nearestMark } from './marks';
export { dnsLabelProblem, labelKeyProblem, labelValueProblem, subdomainProblem } from './names';
export { PlainObject } from './plain-object';
