import type { Pair } from 'yaml';
import type { Keys } from '../../base';

/** A field at the wrong level. */
export interface Slipped {
  readonly pair: Pair;
  /** The way to the field that it belongs to; empty for the top level of the object. */
  readonly owner: Keys;
}
