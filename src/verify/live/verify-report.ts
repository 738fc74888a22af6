import { StepOutcome, type StepResult } from './step';
import type { VerifyResult } from './walk';
import { plural } from './words';

const MARKS: Readonly<Record<StepOutcome, string>> = {
  [StepOutcome.OK]: 'ok',
  [StepOutcome.FAILED]: 'FAILED',
  [StepOutcome.UNKNOWN]: 'UNKNOWN',
  [StepOutcome.SKIPPED]: 'skipped',
};

/** A step in lines: its outcome, its name, and what was found. */
export function stepLines({ step, outcome, details }: StepResult): string {
  const [first, ...others] = details;
  return [
    `${MARKS[outcome]} ${step}${first === undefined ? '' : `: ${first}`}`,
    ...others.map((line) => `  ${line}`),
  ].join('\n');
}

/** The end of a report: what was changed on the cluster, and whether all holds. */
export function summaryLines({ steps, changes }: VerifyResult): string {
  const changed = changes.length === 0 ? [] : ['left on the cluster:', ...changes.map((change) => `  ${change}`)];
  return [...changed, verdict(steps)].join('\n');
}

/** For programs; these keys are a contract. */
export function verifyJson({ steps, changes }: VerifyResult): string {
  const contract = {
    steps: steps.map(({ step, outcome, details }) => ({ step, outcome, details })),
    changes,
    holds: holds(steps),
  };
  return `${JSON.stringify(contract, undefined, 2)}\n`;
}

/** Whether every step holds that there is something to verify for. */
export function holds(steps: readonly StepResult[]): boolean {
  return steps.every(({ outcome }) => outcome === StepOutcome.OK || outcome === StepOutcome.SKIPPED);
}

/** Whether a step could not be told. */
export function untold(steps: readonly StepResult[]): boolean {
  return steps.some(({ outcome }) => outcome === StepOutcome.UNKNOWN);
}

function verdict(steps: readonly StepResult[]): string {
  const count = (outcome: StepOutcome) => steps.filter((step) => step.outcome === outcome).length;
  const [failures, unknowns] = [count(StepOutcome.FAILED), count(StepOutcome.UNKNOWN)];
  if (failures === 0 && unknowns === 0) {
    return 'all holds';
  }
  const parts = [
    ...(failures > 0 ? [`${plural(failures, 'step')} ${failures === 1 ? 'does' : 'do'} not hold`] : []),
    ...(unknowns > 0 ? [`${plural(unknowns, 'step')} could not be told`] : []),
  ];
  return parts.join(', ');
}
