import { UpgradeTime, UpgradeVerdict } from '../../kind';
import type { ObjectResult, StepResult, UpgradeFinding, UpgradeResult, UpgradeSummary, UpgradeTask } from '../result';

const TIMES: Record<UpgradeTime, string> = {
  [UpgradeTime.BEFORE]: 'before',
  [UpgradeTime.AFTER]: 'after',
};

/** `2 refused, 1 changed`; without those that are fine. */
export function countsText(counts: UpgradeSummary): string {
  const parts = Object.values(UpgradeVerdict).flatMap((verdict) =>
    verdict === UpgradeVerdict.FINE || counts[verdict] === 0 ? [] : [`${counts[verdict]} ${verdict}`],
  );
  return parts.join(', ') || 'nothing changes';
}

/** The counts of one step. */
export function stepCounts({ objects }: StepResult): UpgradeSummary {
  const counts = Object.values(UpgradeVerdict).map((verdict) => [
    verdict,
    objects.filter((object) => object.verdict === verdict).length,
  ]);
  return Object.fromEntries(counts) as UpgradeSummary;
}

export function findingText({ path, message, rule }: UpgradeFinding): string {
  return `${path === '' ? '' : `${path}: `}${message}${rule === undefined ? '' : ` [${rule}]`}`;
}

/** `before the upgrade: …`; the end of the sentence is that of its message. */
export function taskText({ when, message }: UpgradeTask): string {
  return `${TIMES[when]} the upgrade: ${message}`;
}

/** The objects of which nothing is to be said in any step. */
export function fineObjects({ steps }: UpgradeResult): ObjectResult[] {
  const objects = new Map<string, ObjectResult>();
  const concerned = new Set<string>();
  for (const object of steps.flatMap((step) => step.objects)) {
    const key = `${object.file}\0${object.index}`;
    objects.set(key, object);
    if (object.verdict !== UpgradeVerdict.FINE) {
      concerned.add(key);
    }
  }
  return [...objects].filter(([key]) => !concerned.has(key)).map(([, object]) => object);
}

/** The steps without the objects that are fine, and without steps in which all are. */
export function changedOnly(result: UpgradeResult): UpgradeResult {
  const steps = result.steps
    .map((step) => ({ ...step, objects: step.objects.filter(({ verdict }) => verdict !== UpgradeVerdict.FINE) }))
    .filter(({ objects }) => objects.length > 0);
  return { ...result, steps };
}
