import { ApiFailure, FailureKind, isFailure } from './api-failure';
import { namespaceOf } from './manifests';
import { type ObjectState, readStates } from './objects-step';
import { failed, ok, type Step, type StepFinding, StepName, unknown, type Walk } from './step';
import { plural } from './words';

/** Under which the API server notes who set a field. */
const FIELD_MANAGER = 'calico-threat-defense';

/**
 * Applies what is missing or changed, on the server's side. All of it is tried without effect first, so that nothing is
 * applied where something would be refused.
 */
export const APPLY_STEP: Step = {
  name: StepName.APPLY,
  run: async (walk) => {
    const states = await readStates(walk);
    const todo = states.filter(({ holds }) => !holds).sort(namespacesFirst);
    if (todo.length === 0) {
      return ok('nothing to apply: every object is there and unchanged');
    }
    const refused = await tryAll(todo, walk);
    return refused.length > 0 ? refusal(refused) : await applyAll(todo, walk);
  },
};

interface Refusal {
  readonly line: string;
  readonly kind: FailureKind;
}

function namespacesFirst(left: ObjectState, right: ObjectState): number {
  return Number(right.object.manifest.kind === 'Namespace') - Number(left.object.manifest.kind === 'Namespace');
}

async function tryAll(todo: readonly ObjectState[], walk: Walk): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  for (const state of todo) {
    const failure = (await canBeTried(state, walk))
      ? await refusalOf(state, () => apply(state, walk, true))
      : undefined;
    if (failure !== undefined) {
      refused.push(failure);
    }
  }
  return refused;
}

/** Nothing can be tried in a namespace that is yet to be made. */
async function canBeTried({ object }: ObjectState, walk: Walk): Promise<boolean> {
  const namespace = namespaceOf(object.manifest);
  return (
    namespace === undefined ||
    !walk.manifests.makesNamespace(namespace) ||
    (await walk.resources.hasNamespace(namespace))
  );
}

async function refusalOf({ object }: ObjectState, action: () => Promise<void>): Promise<Refusal | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    if (
      !isFailure(error) ||
      isFailure(error, FailureKind.UNREACHABLE, FailureKind.UNAUTHORIZED, FailureKind.INTERRUPTED)
    ) {
      throw error;
    }
    const todo =
      error.kind === FailureKind.CONFLICT
        ? '; somebody else set it: apply it with their tool, or leave it to them'
        : '';
    return { line: `${object.title} cannot be applied: ${error.message}${todo}`, kind: error.kind };
  }
}

function refusal(refused: readonly Refusal[]): StepFinding {
  const lines = refused.map(({ line }) => line);
  const details = [...lines, 'nothing was applied'];
  const untold = refused.some(({ kind }) => kind === FailureKind.FORBIDDEN || kind === FailureKind.NOT_FOUND);
  return untold ? unknown(...details) : failed(...details);
}

async function applyAll(todo: readonly ObjectState[], walk: Walk): Promise<StepFinding> {
  const refused: Refusal[] = [];
  for (const [index, state] of todo.entries()) {
    walk.watcher.waiting(`applying ${state.object.title}`);
    try {
      const failure = await refusalOf(state, () => apply(state, walk, false));
      if (failure === undefined) {
        walk.changes.push(`applied ${state.object.title}`);
      } else {
        refused.push(failure);
      }
    } catch (error) {
      const left = todo.slice(index).map(({ object }) => object.title);
      const message = isFailure(error) ? error.message : '';
      throw isFailure(error)
        ? new ApiFailure(error.kind, `${message}; perhaps not applied: ${left.join(', ')}`)
        : error;
    }
  }
  walk.resources.forgetNamespaces();
  const applied = todo.length - refused.length;
  return refused.length > 0
    ? unknown(...refused.map(({ line }) => line), `${plural(applied, 'object')} of ${todo.length} applied`)
    : ok(`${plural(applied, 'object')} applied`);
}

async function apply({ object, path }: ObjectState, walk: Walk, dryRun: boolean): Promise<void> {
  if (path === undefined) {
    throw new ApiFailure(FailureKind.NOT_FOUND, `the cluster does not know ${object.manifest.kind}`);
  }
  await walk.api.ask({
    method: 'PATCH',
    path,
    query: { fieldManager: FIELD_MANAGER, ...(dryRun ? { dryRun: 'All' } : {}) },
    body: object.manifest,
    contentType: 'application/apply-patch+yaml',
  });
}
