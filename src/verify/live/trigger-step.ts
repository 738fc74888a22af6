import { type Manifest, sanitizeLine, textAt } from '../../base';
import { DRILL_ANNOTATIONS } from '../../calico';
import type { KubernetesObject } from '../../reading';
import { type Trigger, triggerOf } from '../trigger';
import { runOfJob } from './job-run';
import { nameOf, namespaceOf } from './manifests';
import { podState } from './pod-state';
import { runInPod } from './run-in-pod';
import { combined, failed, ok, type Step, type StepFinding, StepName, skipped, unknown, type Walk } from './step';
import { runTrigger, type TriggerFinding } from './trigger-run';

/** How long a command may run in a pod, in milliseconds. */
const LIMIT = 5 * 60_000;

/** How much of the output of a probe is printed. */
const LINES = 3;
const LONGEST_LINE = 200;

const PROBE = { present: 'running', past: 'ran' };

/** Runs what triggers alerts without scanning ports, unless an earlier step failed. */
export const TRIGGER_STEP: Step = {
  name: StepName.TRIGGER,
  run: async (walk) => {
    if (walk.isBlocked) {
      return skipped('nothing was triggered because an earlier step failed');
    }
    const findings: StepFinding[] = [];
    for (const object of walk.manifests.objects) {
      const trigger = triggerOf(object.manifest);
      if (trigger !== undefined && !trigger.isScan) {
        findings.push(await start(object, trigger, walk));
      }
    }
    return combined(findings);
  },
};

async function start(object: KubernetesObject, trigger: Trigger, walk: Walk): Promise<StepFinding> {
  const { manifest, title } = object;
  const action = sanitizeLine(textAt(manifest, 'metadata', 'annotations', DRILL_ANNOTATIONS.action));
  const { finding, ran } = await runTrigger(
    object,
    trigger,
    { inPod: () => runByExec(manifest, walk), ofJob: (job) => outcomeOf(job, walk), what: 'run' },
    walk,
  );
  if (ran !== undefined) {
    walk.triggered.push({ ...ran, what: title, trigger });
  }
  const details = action === '' ? finding.details : [`${title} ${action}`, ...finding.details];
  return { ...finding, details };
}

async function outcomeOf(job: unknown, walk: Walk): Promise<TriggerFinding> {
  const run = await runOfJob(job, PROBE, walk);
  if ('finding' in run) {
    return run;
  }
  const { ran, text, log } = run;
  const output = typeof log === 'string' ? linesOf(log) : [`its output cannot be read: ${log.reason}`];
  return { finding: ok(text, ...output), ran };
}

async function runByExec(manifest: Manifest, walk: Walk): Promise<TriggerFinding> {
  const [name, namespace] = [nameOf(manifest), namespaceOf(manifest) ?? 'default'];
  const written = textAt(manifest, 'metadata', 'annotations', DRILL_ANNOTATIONS.command);
  const command = commandOf(written);
  if (command === undefined) {
    const text = `the annotation ${DRILL_ANNOTATIONS.command} of Pod ${name} is not a JSON array of a program and its arguments`;
    return { finding: unknown(text) };
  }
  const pod = await walk.resources.readObject(manifest);
  if (pod === undefined) {
    return { finding: failed(`Pod ${name} does not exist`) };
  }
  // Otherwise a manifest from somewhere else could have any command run in any pod.
  if (textAt(pod, 'metadata', 'annotations', DRILL_ANNOTATIONS.command) !== written) {
    const text = `Pod ${name} on the cluster does not have the same annotation ${DRILL_ANNOTATIONS.command}, so nothing was run in it`;
    return { finding: failed(text) };
  }
  const state = podState(pod, []);
  if (!state.ready) {
    return { finding: failed(`Pod ${name} ${state.text}, so nothing can be run in it`) };
  }
  const start = walk.api.serverTime ?? new Date();
  const began = Date.now();
  const { output, exitCode } = await runInPod(command, { namespace, name }, LIMIT, walk);
  const end = new Date(start.getTime() + Date.now() - began);
  const text = `${command.join(' ')} ran in Pod ${name}`;
  return exitCode === 0
    ? { finding: ok(text, ...linesOf(output)), ran: { start, end } }
    : { finding: failed(`${text} and exited with code ${exitCode}`, ...linesOf(output)) };
}

/** The program and its arguments; undefined if it is anything else. */
function commandOf(text: string): readonly string[] | undefined {
  let command: unknown;
  try {
    command = JSON.parse(text);
  } catch {
    return undefined;
  }
  return Array.isArray(command) && command.length > 0 && command.every((word) => typeof word === 'string')
    ? command
    : undefined;
}

function linesOf(output: string): string[] {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-LINES).map((line) => sanitizeLine(line.slice(0, LONGEST_LINE)));
}
