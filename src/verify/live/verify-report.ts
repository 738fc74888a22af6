import { plural, printable, printableJson } from '../../base';
import { changeText } from './change';
import { StepOutcome, type StepResult } from './step';
import type { VerifyResult } from './walk';

const MARKS: Readonly<Record<StepOutcome, string>> = {
  [StepOutcome.OK]: 'ok',
  [StepOutcome.FAILED]: 'FAILED',
  [StepOutcome.UNKNOWN]: 'UNKNOWN',
  [StepOutcome.SKIPPED]: 'skipped',
};

/** A step in lines: its outcome, its name, and what was found. */
export function stepLines({ step, outcome, details }: StepResult): string {
  const [first, ...others] = details.map(printable);
  return [
    `${MARKS[outcome]} ${step}${first === undefined ? '' : `: ${first}`}`,
    ...others.map((line) => `  ${line}`),
  ].join('\n');
}

/** The end of a report: what was changed on the cluster, and the verdict. */
export function summaryLines({ steps, changes }: VerifyResult): string {
  const lines = changes.map((change) => `  ${printable(changeText(change))}`);
  return [...(lines.length === 0 ? [] : ['left on the cluster:', ...lines]), verdict(steps)].join('\n');
}

/** For programs; these keys are a contract. */
export function verifyJson({ steps, changes }: VerifyResult): string {
  const contract = {
    steps: steps.map(({ step, outcome, details }) => ({ step, outcome, details })),
    changes: changes.map((change) => printable(changeText(change))),
    holds: allPassed(steps),
  };
  return printableJson(contract);
}

/** Whether every step passed for which there is something to verify. */
export function allPassed(steps: readonly StepResult[]): boolean {
  return steps.every(({ outcome }) => outcome === StepOutcome.OK || outcome === StepOutcome.SKIPPED);
}

/** Whether a step is inconclusive. */
export function anyUnknown(steps: readonly StepResult[]): boolean {
  return steps.some(({ outcome }) => outcome === StepOutcome.UNKNOWN);
}

function verdict(steps: readonly StepResult[]): string {
  const count = (outcome: StepOutcome) => steps.filter((step) => step.outcome === outcome).length;
  const [failures, unknowns] = [count(StepOutcome.FAILED), count(StepOutcome.UNKNOWN)];
  const parts = [
    ...(failures > 0 ? [`${plural(failures, 'step')} failed`] : []),
    ...(unknowns > 0 ? [`${plural(unknowns, 'step')} ${unknowns === 1 ? 'is' : 'are'} inconclusive`] : []),
  ];
  return parts.join(', ') || 'all steps passed';
}
