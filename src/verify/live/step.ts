import type { ClusterApi } from './cluster-api';
import type { ClusterFacts } from './cluster-facts';
import type { Manifests } from './manifests';
import type { Resources } from './resources';

/** The steps of the walk, by the names that reports give them. */
export enum StepName {
  CLUSTER = 'cluster',
  MADE_FOR = 'made-for',
  APPLY = 'apply',
  OBJECTS = 'objects',
  ALERT = 'alert',
  AD_JOBS = 'ad-jobs',
  SCAN = 'scan',
  EVENT = 'event',
}

/** What became of a step. */
export enum StepOutcome {
  OK = 'ok',
  /** What the step verifies does not hold. */
  FAILED = 'failed',
  /** It could not be told. */
  UNKNOWN = 'unknown',
  /** There is nothing to verify, or an earlier step stands in the way. */
  SKIPPED = 'skipped',
}

/** What a step found; each detail is a line. */
export interface StepFinding {
  readonly outcome: StepOutcome;
  readonly details: readonly string[];
  /** Whether no later step makes sense. */
  readonly stop?: boolean;
}

export interface StepResult {
  readonly step: StepName;
  readonly outcome: StepOutcome;
  readonly details: readonly string[];
}

/** Is told how the walk goes on. */
export interface Watcher {
  readonly started: (step: StepName) => void;
  readonly waiting: (text: string) => void;
  readonly ended: (result: StepResult) => Promise<void>;
}

/** A scan that ran, by the cluster's clock. */
export interface Scan {
  readonly start: Date;
  readonly end: Date;
}

/** What the steps share: what they are given, and what earlier ones leave for later ones. */
export interface Walk {
  readonly api: ClusterApi;
  readonly subject: string;
  readonly resources: Resources;
  readonly manifests: Manifests;
  readonly watcher: Watcher;
  /** The longest wait for the alert, its event, and the AD jobs, each, in milliseconds; undefined for as long as it may take. */
  readonly timeout: number | undefined;
  /** What was changed on the cluster, or is still running on it, for people to read. */
  readonly changes: string[];
  readonly results: StepResult[];
  facts?: ClusterFacts;
  scan?: Scan;
}

export interface Step {
  readonly name: StepName;
  readonly run: (walk: Walk) => Promise<StepFinding>;
}

export function ok(...details: readonly string[]): StepFinding {
  return { outcome: StepOutcome.OK, details };
}

export function failed(...details: readonly string[]): StepFinding {
  return { outcome: StepOutcome.FAILED, details };
}

export function unknown(...details: readonly string[]): StepFinding {
  return { outcome: StepOutcome.UNKNOWN, details };
}

export function skipped(...details: readonly string[]): StepFinding {
  return { outcome: StepOutcome.SKIPPED, details };
}
