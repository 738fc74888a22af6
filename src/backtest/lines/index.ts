export { KnownLines, type LineTarget } from './known-lines';
export { NeededFields } from './line-shape';
