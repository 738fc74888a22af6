export { alertOf, TEST_FILE } from './alert-file';
export { type JsonLine, readJsonLines } from './json-lines';
export { PlacedDocument } from './placed-document';
export { ALERT, FILE, RELEASE, TEST_FILE_RULES, VALUE } from './rules';
export { TestFileReader } from './test-file-checks';
