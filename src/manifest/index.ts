export { type Manifest, valueAt } from './manifest';
export { dnsLabelProblem, labelKeyProblem, labelValueProblem, subdomainProblem } from './names';
