export { alertOf, TEST_FILE } from './alert-file';
export { type JsonLine, readJsonLines } from './json-lines';
export { PlacedDocument } from './placed-document';
export { ALERT, TEST_FILE_RULES, FILE, RELEASE, ROW, VALUE } from './rules';
export { TestFileReader } from './test-file-checks';
