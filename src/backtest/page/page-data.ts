import type { Events } from './numbers';

/** Everything that a report as HTML shows. All strings can be shown as they are. */
export interface PageData {
  /** What was read, in one line. */
  readonly logs: string;
  readonly isPartial: boolean;
  readonly alerts: readonly AlertPage[];
}

/** What is shown of an alert. */
export interface AlertPage {
  readonly title: string;
  readonly file: string;
  /** Why there are no results, or what else has to be known first. */
  readonly notes: readonly string[];
  /** The most important numbers, with what they are. */
  readonly figures: readonly Figure[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly chart?: ChartData;
  readonly tables: readonly TableData[];
}

/** A number in large type. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly detail: string;
}

/** A table; its first columns are numbers. */
export interface TableData {
  readonly title: string;
  readonly note?: string;
  readonly head: readonly string[];
  readonly numbers: number;
  readonly rows: readonly (readonly string[])[];
}

/** Steps with the same value: the first, the last, and the value, one after the other. */
export type Stretches = readonly number[];

/** The values of groups over time. */
export interface ChartData {
  /** What was computed: `count`, `sum of bytes_in`. */
  readonly metric: string;
  /** In milliseconds since 1970. */
  readonly from: number;
  /** The length of a step in milliseconds, and in words. */
  readonly step: number;
  readonly stepText: string;
  /** The number of steps. */
  readonly steps: number;
  readonly groups: readonly { readonly label: string; readonly stretches: Stretches }[];
  /** The value of all groups that is furthest beyond the condition. */
  readonly all: Stretches;
  /** In milliseconds since 1970. */
  readonly gaps: readonly (readonly [from: number, to: number])[];
  readonly rule?: RuleData;
}

/** A condition, and everything that its events follow from. */
export interface RuleData {
  readonly comparison: string;
  /** `≥`. */
  readonly symbol: string;
  /** That of the alert. */
  readonly threshold: number;
  readonly events: Events;
  /** The days of which there are logs; null for less than a day. */
  readonly days: number | null;
  readonly phases: number;
  readonly suggestion: number | null;
  /** Null if no other threshold can be tried. */
  readonly values: readonly ValueRuns[] | null;
  /** Why no other threshold can be tried. */
  readonly fixed: string | null;
  /** The digits that a threshold may have; null for any number. */
  readonly digits: number | null;
  readonly isWhole: boolean;
}

/** A value, and how many runs compared it, by phase: a number of runs, and the number of phases that follow with it. */
export type ValueRuns = readonly [value: number, ...runsAndPhases: number[]];
