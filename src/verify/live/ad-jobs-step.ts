import { valueAt } from '../../manifest';
import type { KubernetesObject } from '../../reading';
import { nameOf, namespaceOf } from './manifests';
import { podsOf, selectorOf, stateWithEvents } from './pods';
import { poll } from './poll';
import { listAt, textAt } from './resources';
import { said } from './said';
import { failed, ok, type Step, type StepFinding, StepName, skipped, unknown, type Walk } from './step';
import { TIMING } from './timing';
import { inWords } from './words';

const DEPLOYMENT = 'ad-jobs-deployment';

/** The pod of the AD jobs runs and is ready. */
export const AD_JOBS_STEP: Step = {
  name: StepName.AD_JOBS,
  run: async (walk) => {
    const deployment = walk.manifests.ofKind('Deployment').find(({ manifest }) => nameOf(manifest) === DEPLOYMENT);
    if (deployment === undefined) {
      return skipped('the manifests have no AD jobs');
    }
    return await waitForPod(deployment, walk);
  },
};

async function waitForPod(deployment: KubernetesObject, walk: Walk): Promise<StepFinding> {
  let last: StepFinding = unknown();
  const upTo = Math.min(TIMING.adJobs, walk.timeout ?? TIMING.adJobs);
  const settled = await poll(walk.api, {
    upTo,
    until: async () => {
      const { finding, settled } = await look(deployment, walk);
      last = finding;
      if (settled) {
        return true;
      }
      walk.watcher.waiting(`${finding.details.join('; ')}; waiting at most ${inWords(upTo)}`);
      return undefined;
    },
  });
  return settled === undefined && upTo < TIMING.adJobs
    ? unknown(`${last.details.join('; ')}; it may take ${inWords(TIMING.adJobs)}, which --timeout did not allow`)
    : last;
}

async function look(deployment: KubernetesObject, walk: Walk): Promise<{ finding: StepFinding; settled: boolean }> {
  const namespace = namespaceOf(deployment.manifest) ?? 'default';
  const selector = selectorOf(valueAt(deployment.manifest, 'spec', 'selector', 'matchLabels'));
  const live = await walk.resources.read((await walk.resources.pathOf(deployment.manifest)) ?? '');
  const [pod] = isRolledOut(live) ? await podsOf(walk, namespace, selector) : [];
  if (pod === undefined) {
    return whyNoPod(live);
  }
  const state = await stateWithEvents(walk, namespace, pod);
  const words = `pod ${said(textAt(pod, 'metadata', 'name'))} ${state.words}`;
  return { finding: state.ready ? ok(words) : failed(words), settled: state.ready || !state.hopeful };
}

/** Whether a pod was made of what the Deployment now says; one of what it said before may still be ready. */
function isRolledOut(deployment: unknown): boolean {
  const generation = valueAt(deployment, 'metadata', 'generation');
  const [seen, updated] = ['observedGeneration', 'updatedReplicas'].map((name) => valueAt(deployment, 'status', name));
  return generation === undefined || (seen === generation && typeof updated === 'number' && updated > 0);
}

function whyNoPod(deployment: unknown): { finding: StepFinding; settled: boolean } {
  if (deployment === undefined) {
    return { finding: failed(`Deployment ${DEPLOYMENT} is not there`), settled: true };
  }
  const failure = listAt(deployment, 'status', 'conditions').find(
    (condition) => textAt(condition, 'type') === 'ReplicaFailure' && textAt(condition, 'status') === 'True',
  );
  return failure === undefined
    ? { finding: failed(`Deployment ${DEPLOYMENT} has no pod yet`), settled: false }
    : { finding: failed(`Deployment ${DEPLOYMENT} has no pod: ${said(textAt(failure, 'message'))}`), settled: true };
}
