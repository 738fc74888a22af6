import { printableJson } from '../../base';
import type { ObjectResult, UpgradeFinding, UpgradeResult, UpgradeTask } from '../result';

/** For programs; these keys, in this order, are a contract. */
export function jsonReport({
  steps,
  summary,
  clusters,
  problems,
  skipped,
  skippedKinds,
  files,
}: UpgradeResult): string {
  const contract = {
    steps: steps.map(({ from, to, objects }) => ({ from, to, objects: objects.map(objectJson) })),
    summary,
    clusters,
    problems,
    checked: { files, skipped, skippedKinds },
  };
  return printableJson(contract);
}

function objectJson({ file, line, object, cluster, verdict, findings, lost, tasks }: ObjectResult): object {
  return { file, line, object, cluster, verdict, findings: findings.map(findingJson), lost, do: tasks.map(taskJson) };
}

function findingJson({ verdict, rule, severity, path, message }: UpgradeFinding): object {
  return { verdict, rule, severity, path, message };
}

function taskJson({ what, when, message, command, diff }: UpgradeTask): object {
  return { what, when, message, command, diff };
}
