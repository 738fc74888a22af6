import type { GroupValue } from './group-values';
import type { RunSpan } from './record-times';

/** What the runs of an alert need of the records that enter and leave their windows together. */
export interface Partial extends RunSpan {
  /** The number of records. */
  n: number;
  /** The number of values of the metric's field. */
  values: number;
  sum: number;
  min: number;
  max: number;
}

/** A partial with its group, as it is stored or read from Elasticsearch. */
export interface GroupPartial extends Partial {
  readonly group: readonly GroupValue[];
}

/** The numbers of a partial, whichever runs see its records. */
export type PartialNumbers = Omit<Partial, keyof RunSpan>;

/** A partial without any value of the metric's field. */
export const NO_VALUES = { values: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
