import { FindingsError, fieldPath, printable } from '../../base';
import { ApiFailure, FATAL_KINDS, isFailure } from './api-failure';
import { type Change, changeText } from './change';
import { ClusterApi, type ConnectOptions } from './cluster-api';
import type { Manifests } from './manifests';
import { Resources } from './resources';
import {
  type Step,
  type StepFinding,
  StepOutcome,
  type StepResult,
  skipped,
  unknown,
  type Walk,
  type Watcher,
} from './step';
import { stepsOf } from './steps';

/** What is verified, and how. */
export interface VerifyOptions extends ConnectOptions {
  readonly manifests: Manifests;
  readonly apply: boolean;
  /** Kinds that are applied besides ours, as `Kind` or `Kind.group`. */
  readonly allowedKinds: readonly string[];
  /** The longest wait for the alert, its event, and the AD jobs, each, in milliseconds. */
  readonly timeout: number | undefined;
  readonly watcher: Watcher;
}

/** What the walk found, and what it left on the cluster. */
export interface VerifyResult {
  readonly steps: readonly StepResult[];
  readonly changes: readonly Change[];
}

/** Walks the module on the cluster, step by step. */
export async function verify(options: VerifyOptions): Promise<VerifyResult> {
  const api = await ClusterApi.connect(options);
  const walk: Walk = {
    api,
    subject: options.subject,
    resources: new Resources(api),
    manifests: options.manifests,
    watcher: {
      ...options.watcher,
      waiting: (text) => options.watcher.waiting(printable(api.mask(text))),
    },
    timeout: options.timeout,
    allowedKinds: options.allowedKinds,
    changes: new Set(),
    results: [],
    triggered: [],
    isBlocked: false,
  };
  let stopped: string | undefined;
  for (const step of stepsOf(options)) {
    walk.watcher.started(step.name);
    const { stop, outcome, details } = stopped === undefined ? await runOrTell(step, walk) : skipped(stopped);
    const result = { step: step.name, outcome, details: details.map((line) => printable(api.mask(line))) };
    walk.results.push(result);
    walk.isBlocked ||= outcome === StepOutcome.FAILED && step.isAside !== true;
    walk.watcher.ended(result);
    stopped ??= stop ? `not reached because the step ${step.name} did not pass` : undefined;
  }
  return { steps: walk.results, changes: [...walk.changes] };
}

/** Whoever has to clean up after a bug of this command needs to know what it left on the cluster. */
async function runOrTell(step: Step, walk: Walk): Promise<StepFinding> {
  try {
    return await run(step, walk);
  } catch (error) {
    const left = [...walk.changes].map((change) => printable(`left on the cluster: ${changeText(change)}`));
    const details = ['verify ended with an unexpected error', ...left];
    walk.watcher.ended({ step: step.name, outcome: StepOutcome.UNKNOWN, details });
    throw error;
  }
}

async function run(step: Step, walk: Walk): Promise<StepFinding> {
  try {
    return await step.run(walk);
  } catch (error) {
    if (error instanceof FindingsError) {
      return { ...unknown(...error.findings.map(({ keys, message }) => `${fieldPath(keys)} ${message}`)), stop: true };
    }
    if (!(error instanceof ApiFailure)) {
      throw error;
    }
    return { ...unknown(error.message), stop: isFailure(error, ...FATAL_KINDS) };
  }
}
