import { type Manifest, valueAt } from '../../base';
import { SCAN_ANNOTATIONS } from '../../calico';
import type { KubernetesObject } from '../../reading';
import { scanByExec } from './scan-by-exec';
import { createJob, latestJob, scanOfJob } from './scan-by-job';
import { failed, type Step, type StepFinding, StepName, StepOutcome, skipped, unknown, type Walk } from './step';

/** Runs the scan and reads nmap's result, unless an earlier step failed: the scan would prove nothing then. */
export const SCAN_STEP: Step = {
  name: StepName.SCAN,
  run: async (walk) => {
    const [scanner, ...others] = walk.manifests.objects.filter(({ manifest }) => isScanner(manifest));
    if (scanner === undefined) {
      return unknown('the manifests have no scanner, so no scan can be run');
    }
    if (walk.results.some(({ outcome }) => outcome === StepOutcome.FAILED)) {
      return skipped('no scan was run because an earlier step failed');
    }
    const finding = await scan(scanner, walk);
    const unused = others.map(({ title }) => `${title} was not used: one scan is enough`);
    return { ...finding, details: [...finding.details, ...unused] };
  },
};

/** Whether `verify` scans with it, or reads the result of its scans. */
export function isScanner(manifest: Manifest): boolean {
  const template =
    manifest.kind === 'CronJob' ? valueAt(manifest, 'spec', 'jobTemplate', 'spec') : valueAt(manifest, 'spec');
  const command = valueAt(template, 'template', 'spec', 'containers', 0, 'command');
  return manifest.kind === 'Pod'
    ? valueAt(manifest, 'metadata', 'annotations', SCAN_ANNOTATIONS.command) !== undefined
    : ['Job', 'CronJob'].includes(String(manifest.kind)) && Array.isArray(command) && command[0] === 'nmap';
}

async function scan(scanner: KubernetesObject, walk: Walk): Promise<StepFinding> {
  const { manifest, title } = scanner;
  if (manifest.kind === 'Pod') {
    return await scanByExec(manifest, walk);
  }
  const live = await walk.resources.readObject(manifest);
  if (live === undefined) {
    return failed(`${title} does not exist`);
  }
  if (manifest.kind === 'Job') {
    return await scanOfJob(live, walk);
  }
  const onDemand = valueAt(manifest, 'spec', 'suspend') === true;
  const job = onDemand ? await createJob(live, walk) : await latestJob(live, walk);
  return job === undefined
    ? failed(
        `${title} has not run a scan yet, or its last Job was removed an hour after it ended; wait for its next run`,
      )
    : await scanOfJob(job, walk);
}
