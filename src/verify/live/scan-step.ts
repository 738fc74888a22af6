import { type Manifest, valueAt } from '../../manifest';
import type { KubernetesObject } from '../../reading';
import { scanByExec } from './scan-by-exec';
import { latestJob, makeJob, scanOfJob } from './scan-by-job';
import { failed, type Step, type StepFinding, StepName, StepOutcome, skipped, unknown, type Walk } from './step';

const SCAN = 'calico-threat-defense/scan';

/** The scan runs, and nmap says what it found. Not where an earlier step does not hold: it would prove nothing. */
export const SCAN_STEP: Step = {
  name: StepName.SCAN,
  run: async (walk) => {
    const [scanner, ...others] = walk.manifests.objects.filter(({ manifest }) => isScanner(manifest));
    if (scanner === undefined) {
      return unknown('the manifests have no scanner, so no scan can be made');
    }
    if (walk.results.some(({ outcome }) => outcome === StepOutcome.FAILED)) {
      return skipped('no scan was made, since an earlier step does not hold');
    }
    const finding = await scan(scanner, walk);
    const unused = others.map(({ title }) => `${title} was not used: one scan is enough`);
    return { ...finding, details: [...finding.details, ...unused] };
  },
};

function isScanner(manifest: Manifest): boolean {
  const template =
    manifest.kind === 'CronJob' ? valueAt(manifest, 'spec', 'jobTemplate', 'spec') : valueAt(manifest, 'spec');
  const command = valueAt(template, 'template', 'spec', 'containers', 0, 'command');
  return manifest.kind === 'Pod'
    ? valueAt(manifest, 'metadata', 'annotations', SCAN) !== undefined
    : ['Job', 'CronJob'].includes(String(manifest.kind)) && Array.isArray(command) && command[0] === 'nmap';
}

async function scan(scanner: KubernetesObject, walk: Walk): Promise<StepFinding> {
  const { manifest, title } = scanner;
  if (manifest.kind === 'Pod') {
    return await scanByExec(manifest, walk);
  }
  const live = await walk.resources.read((await walk.resources.pathOf(manifest)) ?? '');
  if (live === undefined) {
    return failed(`${title} is not there`);
  }
  if (manifest.kind === 'Job') {
    return await scanOfJob(live, walk);
  }
  const onDemand = valueAt(manifest, 'spec', 'suspend') === true;
  const job = onDemand ? await makeJob(live, walk) : await latestJob(live, walk);
  return job === undefined
    ? failed(`${title} has not run a scan yet, or its last Job was removed an hour after its end; wait for its time`)
    : await scanOfJob(job, walk);
}
