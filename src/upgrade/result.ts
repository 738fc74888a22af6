import type { FindingSeverity } from '../base';
import type { UpgradeTime, UpgradeVerdict } from '../kind';
import type { KindCounts } from '../lint';

/** Something that becomes of an object, and why. */
export interface UpgradeFinding {
  readonly verdict: UpgradeVerdict;
  /** The rule that documents it; none for what no rule is about. */
  readonly rule?: string;
  readonly severity: FindingSeverity;
  /** Field path inside the object; empty if it is about all of it. */
  readonly path: string;
  readonly message: string;
}

/** Something to do about an object. */
export interface UpgradeTask {
  /**
   * `edit`, `remove` (fields) and `replace` come with a diff; `delete` with a command; `change` is by hand; `review`: look whether it still
   * does what it should; `regenerate`: run the program that generated it.
   */
  readonly what: 'edit' | 'remove' | 'replace' | 'delete' | 'change' | 'review' | 'regenerate';
  readonly when: UpgradeTime;
  readonly message: string;
  readonly command?: string;
  /** A unified diff of the file, which `patch -p0` applies. */
  readonly diff?: string;
}

/** What becomes of one object in one step. */
export interface ObjectResult {
  readonly file: string;
  /** Its number among the objects of the file. */
  readonly index: number;
  readonly line: number;
  /** `Kind namespace/name`. */
  readonly object: string;
  /** The name of its cluster; empty if it is not known. */
  readonly cluster: string;
  readonly verdict: UpgradeVerdict;
  readonly findings: readonly UpgradeFinding[];
  /** The detection that is lost, and what there is instead. */
  readonly lost: readonly string[];
  readonly tasks: readonly UpgradeTask[];
}

/** From one release to the next in which something changes. */
export interface StepResult {
  readonly from: string;
  readonly to: string;
  readonly objects: readonly ObjectResult[];
}

/** How many objects there are of each verdict; each object counts once, by the worst of all steps. */
export type UpgradeSummary = Readonly<Record<UpgradeVerdict, number>>;

export interface ClusterSummary {
  /** Empty for objects of which it is not known. */
  readonly cluster: string;
  readonly from: string;
  readonly summary: UpgradeSummary;
}

/** A file that could not be looked at. */
export interface FileProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly message: string;
}

export interface UpgradeResult {
  readonly to: string;
  readonly steps: readonly StepResult[];
  readonly summary: UpgradeSummary;
  readonly clusters: readonly ClusterSummary[];
  readonly problems: readonly FileProblem[];
  /** Objects of other kinds, of which nothing is known. */
  readonly skipped: number;
  /** These objects by kind; those without a kind are not among them. */
  readonly skippedKinds: KindCounts;
  readonly files: number;
}
