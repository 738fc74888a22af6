import { UpgradeVerdict } from '../kind';
import { worstOf } from './object-step';
import type { ClusterSummary, ObjectResult, StepResult, UpgradeSummary } from './result';

/** How many objects there are of each verdict, in all and by cluster. */
export function summarize(steps: readonly StepResult[]): {
  readonly summary: UpgradeSummary;
  readonly clusters: readonly ClusterSummary[];
} {
  const objects = new Map<string, { readonly cluster: string; readonly from: string; verdicts: UpgradeVerdict[] }>();
  for (const { from, objects: results } of steps) {
    for (const result of results) {
      const known = objects.get(keyOf(result)) ?? { cluster: result.cluster, from, verdicts: [] };
      known.verdicts.push(result.verdict);
      objects.set(keyOf(result), known);
    }
  }
  const all = [...objects.values()].map(({ verdicts, ...object }) => ({ ...object, verdict: worstOf(verdicts) }));
  const clusters = new Map(all.map(({ cluster, from }) => [`${from} ${cluster}`, { cluster, from }]));
  return {
    summary: counted(all),
    clusters: [...clusters.values()].map(({ cluster, from }) => ({
      cluster,
      from,
      summary: counted(all.filter((object) => object.cluster === cluster && object.from === from)),
    })),
  };
}

/** No path contains a null character. */
function keyOf({ file, index }: ObjectResult): string {
  return `${file}\0${index}`;
}

function counted(objects: readonly { readonly verdict: UpgradeVerdict }[]): UpgradeSummary {
  const counts = Object.values(UpgradeVerdict).map((verdict) => [
    verdict,
    objects.filter((object) => object.verdict === verdict).length,
  ]);
  return Object.fromEntries(counts) as UpgradeSummary;
}
