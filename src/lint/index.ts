export { lint } from './lint';
export { lintCluster, type Setting } from './lint-cluster';
export { type Checked, type LintFinding, type LintResult, placeAndMessage } from './lint-finding';
export { REPORTERS } from './reporters';
export { RULES, type RuleDescription, ruleAnchor } from './rules';
export { readSources, readStdin, reasonOf, type Source, STDIN } from './source';
