import type { KubernetesObject } from '../../reading';
import { type Trigger, triggerOf } from '../trigger';
import { scanByExec } from './scan-by-exec';
import { scanOfJob } from './scan-by-job';
import { combined, type Step, type StepFinding, StepName, skipped, type Walk } from './step';
import { runTrigger } from './trigger-run';

/** A workload of the manifests that triggers alerts. */
interface Scanner {
  readonly object: KubernetesObject;
  readonly trigger: Trigger;
}

/** Runs the scans and reads nmap's results, unless an earlier step failed: they would prove nothing then. */
export const SCAN_STEP: Step = {
  name: StepName.SCAN,
  run: async (walk) => {
    if (walk.isBlocked) {
      return skipped('no scan was run because an earlier step failed');
    }
    const { used, unused } = scannersOf(walk.manifests.objects);
    const findings: StepFinding[] = [];
    for (const scanner of used) {
      findings.push(await scan(scanner, walk));
    }
    const { outcome, details } = combined(findings);
    const left = unused.map(({ object }) => `${object.title} was not used: one scan is enough`);
    return { outcome, details: [...details, ...left] };
  },
};

/** The scanners of the manifests. For the same alerts, one is enough. */
function scannersOf(objects: readonly KubernetesObject[]): { used: Scanner[]; unused: Scanner[] } {
  const [used, unused]: [Scanner[], Scanner[]] = [[], []];
  const seen = new Set<string>();
  for (const object of objects) {
    const trigger = triggerOf(object.manifest);
    if (trigger?.isScan) {
      const alerts = [...trigger.alerts].sort().join(' ');
      (seen.has(alerts) ? unused : used).push({ object, trigger });
      seen.add(alerts);
    }
  }
  return { used, unused };
}

async function scan({ object, trigger }: Scanner, walk: Walk): Promise<StepFinding> {
  const { finding, ran } = await runTrigger(
    object,
    trigger,
    {
      inPod: () => scanByExec(object.manifest, walk),
      ofJob: (job) => scanOfJob(job, walk),
      what: 'run a scan',
    },
    walk,
  );
  if (ran !== undefined) {
    walk.triggered.push({ ...ran, what: 'the scan', trigger });
  }
  return finding;
}
