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

  /** Called for objects that exist, and for those that do not on a cluster that has their kind. */
  readonly judge: (state: LiveState) => LiveFinding;
}

/** How long the event of what happens on a cluster may take, in milliseconds from its end. */
export interface EventWait {
  readonly longest: number;
  /** Why there may be no event at all, as the end of a message; undefined if there is always one. */
  readonly mayMiss?: string;
}

/** How an object on a cluster shows that it raised an event, for the steps of `verify` that trigger one. */
export interface LiveEvents {
  /** Whether objects raise events; all of the kind do if there is no function. */
  readonly concerns?: (manifest: Manifest) => boolean;

  /** Whether a scan of ports raises an event, if what scans does not name the object. */
  readonly noticesScans: (manifest: Manifest) => boolean;

  /** When the object last raised an event, in RFC 3339; empty if it has not raised any. */
  readonly lastEvent: (live: unknown) => string;

  readonly wait: (manifest: Manifest) => EventWait;
}

/** A Deployment that works if its pod is running and ready: a step of `verify`. */
export interface LiveWorkload {
  /** The name of the step, which reports use. */
  readonly step: string;

  readonly concerns: (manifest: Manifest) => boolean;
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
