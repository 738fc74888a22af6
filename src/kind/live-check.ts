import type { Manifest } from '../base';

/** The result of a step of `verify`. */
export enum StepOutcome {
  OK = 'ok',
  /** What the step verifies is not the case. */
  FAILED = 'failed',
  /** It could not be determined. */
  UNKNOWN = 'unknown',
  /** There is nothing to verify, or an earlier step prevents it. */
  SKIPPED = 'skipped',
}

/** What a look at a cluster found; each detail is a line. */
export interface LiveFinding {
  readonly outcome: StepOutcome;
  readonly details: readonly string[];
}

/** An object as it is on the cluster, whose contents are whatever the server sent. */
export interface LiveState {
  readonly manifest: Manifest;
  /** The object; undefined if it does not exist. */
  readonly live: unknown;
  /** The objects that Calico makes of it, in the order of `makes`; undefined for each that does not exist. */
  readonly made: readonly unknown[];
  /** The server's clock. */
  readonly now: Date;
}

/** How to tell by the status of an object, or by what Calico makes of it, whether Calico acts on it: a step of `verify`. */
export interface LiveCheck {
  /** The name of the step, which reports use. */
  readonly step: string;

  /** What the step waits for after an object was applied: `to become active`. */
  readonly waitsFor: string;

  /** How long that can take, in milliseconds. */
  readonly longest: number;

  /** Whether there is something to check about an object of the kind; about every one if there is no function. */
  readonly concerns?: (manifest: Manifest) => boolean;

  /** The objects that Calico makes of it, by type and name; none if there is no function. */
  readonly makes?: (manifest: Manifest) => readonly Manifest[];

  readonly judge: (state: LiveState) => LiveFinding;
}

export function ok(...details: readonly string[]): LiveFinding {
  return { outcome: StepOutcome.OK, details };
}

export function failed(...details: readonly string[]): LiveFinding {
  return { outcome: StepOutcome.FAILED, details };
}

export function unknown(...details: readonly string[]): LiveFinding {
  return { outcome: StepOutcome.UNKNOWN, details };
}
