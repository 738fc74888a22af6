import { type Change, ChangeKind, type ObjectPlace } from './change';
import { exec } from './exec';
import type { ExecResult } from './exec-frames';
import type { Walk } from './step';

/**
 * Runs a command in a pod. Until its end was seen, it is among what may be left on the cluster.
 *
 * @param limit how long it may take, in milliseconds
 * @throws ApiFailure when it cannot be run, or does not end in time
 */
export async function runInPod(
  command: readonly string[],
  pod: ObjectPlace,
  limit: number,
  walk: Walk,
): Promise<ExecResult> {
  const [program = ''] = command;
  walk.watcher.waiting(`${command.join(' ')} in Pod ${pod.name}`);
  const running: Change = { kind: ChangeKind.COMMAND_RUNNING, pod, program };
  walk.changes.add(running);
  const result = await exec(walk.api, pod, { command, limit });
  walk.changes.delete(running);
  return result;
}
