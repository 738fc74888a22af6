import { plural, valueAt } from '../../base';
import { DEMO_LABEL } from '../../calico';
import { isPartOfShared } from '../shared-objects';
import { ApiFailure, FATAL_KINDS, FailureKind, isFailure } from './api-failure';
import { FIELD_MANAGER, isOurs, kindName, mayApply } from './applied-kinds';
import { ChangeKind } from './change';
import { changedFields } from './compare';
import { nameOf, namespaceOf } from './manifests';
import { type ObjectState, ObjectStatus, readStates } from './objects-step';
import { failed, ok, type Step, type StepFinding, StepName, unknown, type Walk } from './step';

/**
 * Applies what is missing or changed, by server-side apply. Nothing is applied if anything is of a kind that is not
 * ours, exists already and is not ours, would be rejected according to a dry run, or would not become what the manifest
 * states; nor is it if the demo's namespace exists without the demo's label.
 */
export const APPLY_STEP: Step = {
  name: StepName.APPLY,
  run: async (walk) => {
    const states = await readStates(walk);
    const todo = states.filter(({ status }) => status !== ObjectStatus.UNCHANGED).sort(namespacesFirst);
    if (todo.length === 0) {
      return ok('nothing to apply: every object is present and unchanged');
    }
    const namespace = foreignNamespace(todo);
    if (namespace !== undefined) {
      return { ...namespace, stop: true };
    }
    const unnamed = todo.filter(({ path, status }) => path === undefined && status === ObjectStatus.UNKNOWN);
    if (unnamed.length > 0) {
      const lines = unnamed.flatMap(({ object, problems }) => problems.map((problem) => `${object.title} ${problem}`));
      return failed(...lines, 'nothing was applied');
    }
    const foreign = [...otherKinds(todo, walk.allowedKinds), ...foreignObjects(todo)];
    if (foreign.length > 0) {
      return failed(...foreign, 'nothing was applied');
    }
    const refused = await dryRunAll(todo, walk);
    return refused.length > 0 ? refusal(refused) : await applyAll(todo, walk);
  },
};

/** A namespace without the demo's label may be in use: the demo would run in it, and be deleted with all that is in it. */
function foreignNamespace(states: readonly ObjectState[]): StepFinding | undefined {
  const demo = states.filter(({ object }) => object.manifest.kind === 'Namespace' && isDemo(object.manifest));
  const foreign = demo
    .filter(({ live }) => live !== undefined && !isDemo(live))
    .map(({ object }) => nameOf(object.manifest));
  if (foreign.length > 0) {
    return failed(...foreign.map(existsAlready), 'nothing was applied');
  }
  const unread = demo
    .filter(({ status }) => status === ObjectStatus.UNKNOWN)
    .flatMap(({ object, problems }) => `${object.title} ${problems[0]}`);
  return unread.length > 0
    ? unknown(...unread, "so it cannot be determined whether the namespace is the demo's; nothing was applied")
    : undefined;
}

function isDemo(namespace: unknown): boolean {
  return valueAt(namespace, 'metadata', 'labels', DEMO_LABEL) === 'true';
}

function existsAlready(name: string): string {
  const label = `${DEMO_LABEL}=true`;
  return `the namespace ${name} already exists and does not have the label ${label}, so the demo must not use it: choose another name (CALICO_DEMO_NAMESPACE, or the prop demoNamespace), or, if an earlier version created it for the demo, run kubectl label namespace ${name} ${label}`;
}

/** What the manifests may contain, but this project does not make, such as bindings to cluster-admin. */
function otherKinds(todo: readonly ObjectState[], allowed: readonly string[]): string[] {
  return todo
    .filter(({ object }) => !mayApply(object.manifest, allowed))
    .map(({ object }) => {
      const option = `--allow-kind ${kindName(object.manifest)}`;
      return `${object.title} is not applied: it is of a kind that this tool does not make, and has no annotation calico-threat-defense/…; apply it with another tool, or pass ${option}`;
    });
}

/** Server-side apply would merge our fields into an object of somebody else, even without a conflict. */
function foreignObjects(todo: readonly ObjectState[]): string[] {
  return todo
    .filter(({ object, live }) => live !== undefined && !isOurs(live) && !isPartOfShared(object.manifest))
    .map(
      ({ object }) =>
        `${object.title} already exists, and this tool did not create it: it has no annotation calico-threat-defense/… and no fields of the manager ${FIELD_MANAGER}; choose another name, delete the object, or apply the manifest with kubectl to take it over`,
    );
}

interface Refusal {
  readonly line: string;
  readonly kind: FailureKind;
}

function namespacesFirst(left: ObjectState, right: ObjectState): number {
  return Number(right.object.manifest.kind === 'Namespace') - Number(left.object.manifest.kind === 'Namespace');
}

async function dryRunAll(todo: readonly ObjectState[], walk: Walk): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  for (const state of todo) {
    const failure = (await allowsDryRun(state, walk)) ? await refusalOf(state, () => dryRun(state, walk)) : undefined;
    if (failure !== undefined) {
      refused.push(failure);
    }
  }
  return refused;
}

/** What is merged may differ from the manifest: server-side apply leaves the items that others added to a list. */
async function dryRun(state: ObjectState, walk: Walk): Promise<void> {
  const merged = await apply(state, walk, true);
  const [first, ...others] = state.live === undefined ? [] : changedFields(state.object.manifest, merged);
  if (first !== undefined) {
    const more = others.length === 0 ? '' : `, and ${plural(others.length, 'other difference')}`;
    throw new ApiFailure(FailureKind.CONFLICT, `the result would differ from the manifest: ${first}${more}`);
  }
}

/** A dry run is not possible in a namespace that does not exist yet. */
async function allowsDryRun({ object }: ObjectState, walk: Walk): Promise<boolean> {
  const namespace = namespaceOf(object.manifest);
  return (
    namespace === undefined ||
    !walk.manifests.createsNamespace(namespace) ||
    (await walk.resources.hasNamespace(namespace))
  );
}

async function refusalOf({ object }: ObjectState, action: () => Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    if (!isFailure(error) || isFailure(error, ...FATAL_KINDS)) {
      throw error;
    }
    const todo =
      error.kind === FailureKind.CONFLICT
        ? '; another field manager owns the field: apply the object with that tool, or leave it as it is'
        : '';
    return { line: `${object.title} cannot be applied: ${error.message}${todo}`, kind: error.kind };
  }
}

function refusal(refused: readonly Refusal[]): StepFinding {
  const lines = refused.map(({ line }) => line);
  const details = [...lines, 'nothing was applied'];
  const isUnknown = refused.some(({ kind }) => kind === FailureKind.FORBIDDEN || kind === FailureKind.NOT_FOUND);
  return isUnknown ? unknown(...details) : failed(...details);
}

async function applyAll(todo: readonly ObjectState[], walk: Walk): Promise<StepFinding> {
  const refused: Refusal[] = [];
  for (const [index, state] of todo.entries()) {
    walk.watcher.waiting(`applying ${state.object.title}`);
    try {
      const failure = await refusalOf(state, () => apply(state, walk, false));
      if (failure === undefined) {
        walk.changes.add({ kind: ChangeKind.APPLIED, object: state.object });
      } else {
        refused.push(failure);
      }
    } catch (error) {
      if (!isFailure(error)) {
        throw error;
      }
      const left = todo.slice(index).map(({ object }) => object.title);
      throw new ApiFailure(error.kind, `${error.message}; possibly not applied: ${left.join(', ')}`);
    }
  }
  walk.resources.forgetNamespaces();
  const applied = todo.length - refused.length;
  return refused.length > 0
    ? unknown(...refused.map(({ line }) => line), `${plural(applied, 'object')} of ${todo.length} applied`)
    : ok(`${plural(applied, 'object')} applied`);
}

async function apply({ object, path }: ObjectState, walk: Walk, dryRun: boolean): Promise<unknown> {
  if (path === undefined) {
    throw new ApiFailure(FailureKind.NOT_FOUND, `the cluster does not have the kind ${object.manifest.kind}`);
  }
  return await walk.api.ask({
    method: 'PATCH',
    path,
    query: { fieldManager: FIELD_MANAGER, ...(dryRun ? { dryRun: 'All' } : {}) },
    body: object.manifest,
    contentType: 'application/apply-patch+yaml',
  });
}
