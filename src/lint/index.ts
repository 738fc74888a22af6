export { checkIncomplete, checkKind, checkNamespace } from './calico/kind-checks';
export { placeholdersIn, withPlaceholders } from './calico/placeholders';
export { slippedFields } from './calico/slipped-fields';
export { lint } from './lint';
export { type LintFinding, type LintResult, placeAndMessage } from './lint-finding';
export { REPORTERS } from './reporters';
