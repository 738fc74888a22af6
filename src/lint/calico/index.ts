export { checkIncomplete, checkKind, checkNamespace } from './kind-checks';
export { type Placeholder, placeholdersIn, withPlaceholders } from './placeholders';
export { slippedFields } from './slipped-fields';
