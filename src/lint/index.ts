export { MANIFEST_RULES as RULES } from '../rules';
export { lint } from './lint';
export { type LintFinding, type LintResult, placeAndMessage } from './lint-finding';
export { REPORTERS } from './reporters';
