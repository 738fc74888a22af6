import { type LiveFinding, StepOutcome } from '../../kind';
import type { Trigger } from '../trigger';
import type { Change } from './change';
import type { ClusterApi } from './cluster-api';
import type { ClusterFacts } from './cluster-facts';
import type { Manifests } from './manifests';
import type { Resources } from './resources';

export { failed, ok, StepOutcome, unknown } from '../../kind';

/** The steps of the walk that no kind brings, by the names that reports use. */
export enum StepName {
  CLUSTER = 'cluster',
  MADE_FOR = 'made-for',
  APPLY = 'apply',
  OBJECTS = 'objects',
  SCAN = 'scan',
  DECOY = 'decoy',
  TRIGGER = 'trigger',
  EVENT = 'event',
  PROBE = 'probe',
}

/** What a step found; each detail is a line. */
export interface StepFinding extends LiveFinding {
  /** Whether later steps make no sense. */
  readonly stop?: boolean;
}

export interface StepResult {
  readonly step: string;
  readonly outcome: StepOutcome;
  readonly details: readonly string[];
}

/** Is notified of the progress of the walk. */
export interface Watcher {
  readonly started: (step: string) => void;
  readonly waiting: (text: string) => void;
  readonly ended: (result: StepResult) => void;
}

/** When something ran, by the cluster's clock. */
export interface Ran {
  readonly start: Date;
  readonly end: Date;
}

/** Something that triggers alerts, and when it ran. */
export interface Triggered extends Ran {
  /** What it is, for messages: `the scan`, or the title of its object. */
  readonly what: string;
  readonly trigger: Trigger;
}

/** What the steps share: what they are given, and what earlier steps leave for later ones. */
export interface Walk {
  readonly api: ClusterApi;
  readonly subject: string;
  readonly resources: Resources;
  readonly manifests: Manifests;
  readonly watcher: Watcher;
  /** The longest wait for the alert, its event, and the AD jobs, each, in milliseconds; undefined for no limit of its own. */
  readonly timeout: number | undefined;
  /** Kinds that are applied besides ours, as `Kind` or `Kind.group`. */
  readonly allowedKinds: readonly string[];
  /** What was changed on the cluster, or is still running on it. */
  readonly changes: Set<Change>;
  readonly results: StepResult[];
  /** What ran that triggers alerts. */
  readonly triggered: Triggered[];
  /** Whether a step failed on which triggers depend. */
  isBlocked: boolean;
  facts?: ClusterFacts;
}

export interface Step {
  readonly name: string;
  readonly run: (walk: Walk) => Promise<StepFinding>;
  /** Whether the step is about objects on which no trigger of alerts depends. */
  readonly isAside?: boolean;
}

export function skipped(...details: readonly string[]): StepFinding {
  return { outcome: StepOutcome.SKIPPED, details };
}

/** Several findings as one: failed if one failed, else unknown if one is unknown; skipped if all are. */
export function combined(findings: readonly StepFinding[]): StepFinding {
  const outcomes = [StepOutcome.FAILED, StepOutcome.UNKNOWN];
  const worst = outcomes.find((outcome) => findings.some((finding) => finding.outcome === outcome));
  const isSkipped = findings.length > 0 && findings.every(({ outcome }) => outcome === StepOutcome.SKIPPED);
  const best = isSkipped ? StepOutcome.SKIPPED : StepOutcome.OK;
  return { outcome: worst ?? best, details: findings.flatMap(({ details }) => details) };
}
