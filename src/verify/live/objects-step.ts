import { plural } from '../../base';
import type { KubernetesObject } from '../../reading';
import { FailureKind, isFailure } from './api-failure';
import { changedFields } from './compare';
import { namespaceOf } from './manifests';
import { failed, ok, type Step, StepName, unknown, type Walk } from './step';

/** How an object on the cluster compares with its manifest. */
export enum ObjectStatus {
  UNCHANGED = 'unchanged',
  CHANGED = 'changed',
  MISSING = 'missing',
  /** It could not be read. */
  UNKNOWN = 'unknown',
}

/** The state of one object on the cluster. */
export interface ObjectState {
  readonly object: KubernetesObject;
  readonly status: ObjectStatus;
  /** Undefined where the cluster does not have the kind. */
  readonly path?: string;
  /** The object as it is on the cluster; undefined if it does not exist or could not be read. */
  readonly live?: unknown;
  /** A line for each problem; none if the object is unchanged. */
  readonly problems: readonly string[];
}

/** Every object of the manifests exists and is unchanged. */
export const OBJECTS_STEP: Step = {
  name: StepName.OBJECTS,
  run: async (walk) => {
    const states = await readStates(walk);
    const wrong = states.filter(({ status }) => status !== ObjectStatus.UNCHANGED);
    const details = wrong.flatMap(({ object, problems }) => problems.map((problem) => `${object.title} ${problem}`));
    if (wrong.length === 0) {
      return ok(`${plural(states.length, 'object')} present and unchanged`);
    }
    return wrong.some(({ status }) => status === ObjectStatus.UNKNOWN) ? unknown(...details) : failed(...details);
  },
};

export async function readStates(walk: Walk): Promise<ObjectState[]> {
  const states: ObjectState[] = [];
  for (const object of walk.manifests.objects) {
    states.push(await stateOf(object, walk));
  }
  return states;
}

async function stateOf(object: KubernetesObject, walk: Walk): Promise<ObjectState> {
  const { apiVersion, kind } = object.manifest;
  let path: string | undefined;
  try {
    path = await walk.resources.pathOf(object.manifest);
    if (path === undefined) {
      const problem = `cannot exist: the cluster does not have the kind ${kind} of ${apiVersion}`;
      return { object, status: ObjectStatus.MISSING, problems: [problem] };
    }
    const live = await walk.resources.read(path);
    if (live === undefined) {
      return { object, path, ...(await whyMissing(object, walk)) };
    }
    const problems = changedFields(object.manifest, live).map((line) => `was changed: ${line}`);
    const status = problems.length === 0 ? ObjectStatus.UNCHANGED : ObjectStatus.CHANGED;
    return { object, path, live, status, problems };
  } catch (error) {
    if (!isFailure(error, FailureKind.FORBIDDEN, FailureKind.REFUSED)) {
      throw error;
    }
    // Where a namespace is missing, the role in it is missing too, so the server answers that the request is forbidden.
    const missing = await missingNamespace(object, walk).catch(() => undefined);
    return { object, path, status: ObjectStatus.UNKNOWN, problems: [missing ?? `cannot be read: ${error.message}`] };
  }
}

async function whyMissing(object: KubernetesObject, walk: Walk): Promise<Pick<ObjectState, 'status' | 'problems'>> {
  const missing = await missingNamespace(object, walk);
  if (missing !== undefined) {
    return { status: ObjectStatus.UNKNOWN, problems: [missing] };
  }
  const removal = object.manifest.kind === 'Job' ? '; a Job is removed an hour after it ends' : '';
  return { status: ObjectStatus.MISSING, problems: [`does not exist${removal}`] };
}

async function missingNamespace({ manifest }: KubernetesObject, walk: Walk): Promise<string | undefined> {
  const namespace = namespaceOf(manifest);
  if (namespace === undefined || (await walk.resources.hasNamespace(namespace))) {
    return undefined;
  }
  const todo = walk.manifests.createsNamespace(namespace)
    ? 'the manifests create it, so apply them first (verify --apply does)'
    : 'the manifests do not create it: is Calico Enterprise fully installed?';
  return `cannot exist: the namespace ${namespace} is missing; ${todo}`;
}
