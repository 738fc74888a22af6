import { FindingSeverity, fieldPath } from '../base';
import { type DataProblem, type KubernetesObject, READ_OTHERWISE } from '../reading';

/** Of objects that are not checked, it does not matter how YAML 1.2 reads their numbers. */
export function withoutReadings(problems: readonly DataProblem[]): DataProblem[] {
  return problems.filter(({ rule, severity }) => rule !== READ_OTHERWISE.rule || severity === FindingSeverity.ERROR);
}

/** Problems by the path of the object that they are in, each with its own path counted from there. */
export function ownedProblems(
  problems: readonly DataProblem[],
  objects: ReadonlyMap<string, KubernetesObject>,
): Map<string | undefined, DataProblem[]> {
  const owned = new Map<string | undefined, DataProblem[]>();
  for (const problem of problems) {
    const { keys } = problem;
    let length = 0;
    while (!objects.has(fieldPath(keys.slice(0, length))) && keys[length] === 'items') {
      length += 2;
    }
    const owner = fieldPath(keys.slice(0, length));
    const known = objects.has(owner);
    const list = owned.get(known ? owner : undefined) ?? [];
    list.push(known ? { ...problem, keys: keys.slice(length) } : problem);
    owned.set(known ? owner : undefined, list);
  }
  return owned;
}
