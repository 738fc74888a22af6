import { listAt, type Manifest, sanitizeLine, textAt, valueAt } from '../../base';
import { AD_JOBS_DEPLOYMENT } from '../../calico';
import { labelSelector } from '../../kubernetes';
import type { KubernetesObject } from '../../reading';
import { durationText } from './duration-text';
import { nameOf, namespaceOf } from './manifests';
import { podsOf, stateWithEvents } from './pods';
import { poll } from './poll';
import { failed, ok, type Step, type StepFinding, StepName, skipped, unknown, type Walk } from './step';

/** The pod of the AD jobs is running and ready. */
export const AD_JOBS_STEP: Step = {
  name: StepName.AD_JOBS,
  run: async (walk) => {
    const deployment = walk.manifests.objects.find(({ manifest }) => isAdJobs(manifest));
    if (deployment === undefined) {
      return skipped('the manifests have no AD jobs');
    }
    return await waitForPod(deployment, walk);
  },
};

/** Whether a manifest is the Deployment of the AD jobs. */
export function isAdJobs(manifest: Manifest): boolean {
  return manifest.kind === 'Deployment' && nameOf(manifest) === AD_JOBS_DEPLOYMENT;
}

async function waitForPod(deployment: KubernetesObject, walk: Walk): Promise<StepFinding> {
  let last: StepFinding = unknown();
  const { adJobs } = walk.api.timing;
  const upTo = Math.min(adJobs, walk.timeout ?? adJobs);
  const settled = await poll(walk.api, {
    upTo,
    until: async () => {
      const { finding, settled } = await look(deployment, walk);
      last = finding;
      if (settled) {
        return true;
      }
      walk.watcher.waiting(`${finding.details.join('; ')}; waiting up to ${durationText(upTo)}`);
      return undefined;
    },
  });
  return settled === undefined && upTo < adJobs
    ? unknown(`${last.details.join('; ')}; it can take up to ${durationText(adJobs)}, longer than --timeout allows`)
    : last;
}

async function look(deployment: KubernetesObject, walk: Walk): Promise<{ finding: StepFinding; settled: boolean }> {
  const namespace = namespaceOf(deployment.manifest) ?? 'default';
  const selector = labelSelector(valueAt(deployment.manifest, 'spec', 'selector', 'matchLabels'));
  const live = await walk.resources.readObject(deployment.manifest);
  const [pod] = isRolledOut(live) ? await podsOf(walk, namespace, selector) : [];
  if (pod === undefined) {
    return whyNoPod(live);
  }
  const state = await stateWithEvents(walk, namespace, pod);
  const text = `pod ${sanitizeLine(textAt(pod, 'metadata', 'name'))} ${state.text}`;
  return { finding: state.ready ? ok(text) : failed(text), settled: state.ready || !state.retryable };
}

/** Whether there is a pod of the Deployment's current template; a pod of an earlier one may still be ready. */
function isRolledOut(deployment: unknown): boolean {
  const generation = valueAt(deployment, 'metadata', 'generation');
  const [seen, updated] = ['observedGeneration', 'updatedReplicas'].map((name) => valueAt(deployment, 'status', name));
  return generation === undefined || (seen === generation && typeof updated === 'number' && updated > 0);
}

function whyNoPod(deployment: unknown): { finding: StepFinding; settled: boolean } {
  if (deployment === undefined) {
    return { finding: failed(`Deployment ${AD_JOBS_DEPLOYMENT} does not exist`), settled: true };
  }
  const failure = listAt(deployment, 'status', 'conditions').find(
    (condition) => textAt(condition, 'type') === 'ReplicaFailure' && textAt(condition, 'status') === 'True',
  );
  return failure === undefined
    ? { finding: failed(`Deployment ${AD_JOBS_DEPLOYMENT} has no pod yet`), settled: false }
    : {
        finding: failed(`Deployment ${AD_JOBS_DEPLOYMENT} has no pod: ${sanitizeLine(textAt(failure, 'message'))}`),
        settled: true,
      };
}
