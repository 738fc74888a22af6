export { checkIncomplete, checkKind, checkNamespace } from './kind-checks';
export { placeholdersIn, withPlaceholders } from './placeholders';
export { slippedFields } from './slipped-fields';
