import { listAt, type Manifest, sanitizeLine, textAt, valueAt } from '../../base';
import { DECOY_ALERT } from '../../calico';
import type { Kind, LiveWorkload } from '../../kind';
import { labelSelector } from '../../kubernetes';
import type { KubernetesObject } from '../../reading';
import { durationText } from './duration-text';
import { namespaceOf } from './manifests';
import { podsOf, stateWithEvents } from './pods';
import { poll } from './poll';
import { combined, failed, ok, type Step, type StepFinding, StepName, unknown, type Walk } from './step';

/** The workloads of a kind, and the step about their pods. */
export interface Workloads extends LiveWorkload {
  readonly objects: readonly KubernetesObject[];
}

/** The workloads of kinds that are among the manifests. */
export function workloadsOf(kinds: readonly Kind[], objects: readonly KubernetesObject[]): Workloads[] {
  return kinds
    .flatMap(({ liveWorkload, looksAt }) =>
      liveWorkload === undefined
        ? []
        : {
            ...liveWorkload,
            objects: objects.filter(({ manifest }) => looksAt(manifest) && liveWorkload.concerns(manifest)),
          },
    )
    .filter((workloads) => workloads.objects.length > 0);
}

/** The decoys of the manifests, whose annotation names the alert that they are there for. */
export function decoysIn(objects: readonly KubernetesObject[]): Workloads[] {
  const decoys = objects.filter(({ manifest }) => isDecoy(manifest));
  return decoys.length === 0 ? [] : [{ step: StepName.DECOY, concerns: isDecoy, objects: decoys }];
}

function isDecoy({ kind, metadata }: Manifest): boolean {
  const runsPods = ['DaemonSet', 'Deployment'].includes(String(kind));
  return runsPods && valueAt(metadata, 'annotations', DECOY_ALERT) !== undefined;
}

/** The pods of workloads are running and ready. */
export function workloadStep({ step, objects }: Workloads): Step {
  return {
    name: step,
    run: async (walk) => {
      const findings: StepFinding[] = [];
      for (const deployment of objects) {
        findings.push(await waitForPod(deployment, walk));
      }
      return combined(findings);
    },
  };
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
    return whyNoPod(deployment.title, live);
  }
  const state = await stateWithEvents(walk, namespace, pod);
  const text = `pod ${sanitizeLine(textAt(pod, 'metadata', 'name'))} ${state.text}`;
  return { finding: state.ready ? ok(text) : failed(text), settled: state.ready || !state.retryable };
}

/** Whether there is a pod of the workload's current template; a pod of an earlier one may still be ready. */
function isRolledOut(workload: unknown): boolean {
  const generation = valueAt(workload, 'metadata', 'generation');
  const seen = valueAt(workload, 'status', 'observedGeneration');
  // Of a Deployment, and of a DaemonSet.
  const updated = ['updatedReplicas', 'updatedNumberScheduled'].map((name) =>
    Number(valueAt(workload, 'status', name)),
  );
  return generation === undefined || (seen === generation && updated.some((count) => count > 0));
}

function whyNoPod(title: string, deployment: unknown): { finding: StepFinding; settled: boolean } {
  if (deployment === undefined) {
    return { finding: failed(`${title} does not exist`), settled: true };
  }
  if (valueAt(deployment, 'spec', 'replicas') === 0) {
    return { finding: failed(`${title} has no pod: it is scaled to 0 replicas`), settled: true };
  }
  const failure = listAt(deployment, 'status', 'conditions').find(
    (condition) => textAt(condition, 'type') === 'ReplicaFailure' && textAt(condition, 'status') === 'True',
  );
  return failure === undefined
    ? { finding: failed(`${title} has no pod yet`), settled: false }
    : {
        finding: failed(`${title} has no pod: ${sanitizeLine(textAt(failure, 'message'))}`),
        settled: true,
      };
}
