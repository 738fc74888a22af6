export { MANIFEST_RULES as RULES } from '../rules';
export { type KubernetesObject, objectsIn } from './kubernetes-objects';
export { lint } from './lint';
export { lintCluster, type Setting } from './lint-cluster';
export { type Checked, type LintFinding, type LintResult, placeAndMessage } from './lint-finding';
export { PlainData } from './plain-data';
export { REPORTERS } from './reporters';

export { readSources, readStdin, reasonOf, type Source, STDIN } from './source';
export { decode } from './source-text';
export { YamlReader } from './yaml-documents';
