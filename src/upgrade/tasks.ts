import { type Manifest, valueAt } from '../base';
import { MADE_FOR } from '../calico';
import { type UpgradeAction, UpgradeTime, UpgradeVerdict } from '../kind';
import { alertKindOf } from '../kinds';
import { deleteCommand } from './delete-command';
import { editedManifest } from './edited-manifest';
import type { ObjectStep } from './object-step';
import type { UpgradeTask } from './result';

const DELETE = 'Delete the old object from the cluster, if nothing else removes it';

/** An object, where it is, and the release after the step. */
export interface TaskSubject {
  readonly manifest: Manifest;
  readonly file: string;
  readonly release: string;
}

/**
 * What to do about an object.
 *
 * @param diffOf the diff of an action; undefined if the text of the file cannot be changed by it
 */
export function tasksOf(
  subject: TaskSubject,
  step: ObjectStep,
  diffOf: (action: UpgradeAction) => string | undefined,
): UpgradeTask[] {
  if (step.verdict === UpgradeVerdict.FINE) {
    return [];
  }
  const { manifest } = subject;
  const isOurs = isGenerated(manifest);
  const byAction = step.actions.flatMap((action) => tasksOfAction(subject, action, diffOf));
  if (isOurs) {
    const deletions = byAction.filter(({ what }) => what === 'delete').map((task) => ({ ...task, message: DELETE }));
    return [regeneration(subject), ...deletions];
  }
  const byHand = step.left.map(({ verdict, path, message }): UpgradeTask => {
    const when = verdict === UpgradeVerdict.REFUSED ? UpgradeTime.BEFORE : UpgradeTime.AFTER;
    return { what: 'change', when, message: path === '' ? message : `${path}: ${message}` };
  });
  const tasks = [...byAction, ...byHand];
  return tasks.length > 0 ? tasks : [review(subject)];
}

/** Whether a construct of this library, or its validation of a whole app, has generated it. */
export function isGenerated(manifest: Manifest): boolean {
  return typeof valueAt(manifest, 'metadata', 'annotations', MADE_FOR.release) === 'string';
}

function tasksOfAction(
  { manifest }: TaskSubject,
  action: UpgradeAction,
  diffOf: (action: UpgradeAction) => string | undefined,
): UpgradeTask[] {
  const { when, message } = action;
  if (action.what === 'delete') {
    return [{ what: 'delete', when, message, command: deleteCommand(manifest) }];
  }
  const diff = diffOf(action);
  const task: UpgradeTask = { what: action.what, when, message, diff };
  const [old, fresh] = [manifest, editedManifest(manifest, action)].map(deleteCommand);
  if (old === fresh) {
    return [task];
  }
  return [task, { what: 'delete', when: UpgradeTime.AFTER, message: DELETE, command: old }];
}

function regeneration({ release }: TaskSubject): UpgradeTask {
  const message = `Generate it again: set the release of its program to ${release}, run npm run synth or npx cdk8s synth, and apply the result`;
  return { what: 'regenerate', when: UpgradeTime.AFTER, message };
}

function review({ manifest, file, release }: TaskSubject): UpgradeTask {
  const message = 'Check that it still does what it should';
  const command =
    alertKindOf(manifest) === undefined || !PLAIN_PATH.test(file)
      ? undefined
      : `npx cdk8s-calico-threat-defense explain ${file} --calico-release ${release}`;
  return { what: 'review', when: UpgradeTime.AFTER, message, command };
}

/** A path that a shell does not interpret. */
const PLAIN_PATH = /^[\w./][\w./-]*$/;
