import type { KubernetesObject } from '../../reading';
import { FailureKind, isFailure } from './api-failure';
import { differences } from './compare';
import { namespaceOf } from './manifests';
import { failed, ok, type Step, StepName, unknown, type Walk } from './step';
import { plural } from './words';

/** What the cluster has of one object. */
export interface ObjectState {
  readonly object: KubernetesObject;
  /** Undefined where the cluster does not know the kind. */
  readonly path?: string;
  /** The object as it is on the cluster; undefined if it is not there or could not be read. */
  readonly live?: unknown;
  /** Whether it is there and unchanged. */
  readonly holds: boolean;
  /** Why not, in words. */
  readonly problems: readonly string[];
  /** Whether it could not be told. */
  readonly untold?: boolean;
}

/** Every object of the manifests is there and unchanged. */
export const OBJECTS_STEP: Step = {
  name: StepName.OBJECTS,
  run: async (walk) => {
    const states = await readStates(walk);
    const wrong = states.filter(({ holds }) => !holds);
    const details = wrong.flatMap(({ object, problems }) => problems.map((problem) => `${object.title} ${problem}`));
    if (wrong.length === 0) {
      return ok(`${plural(states.length, 'object')} there and unchanged`);
    }
    return wrong.some(({ untold }) => untold) ? unknown(...details) : failed(...details);
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
  const path = await walk.resources.pathOf(object.manifest);
  if (path === undefined) {
    return { object, holds: false, problems: [`cannot be there: the cluster does not know ${kind} of ${apiVersion}`] };
  }
  try {
    const live = await walk.resources.read(path);
    if (live === undefined) {
      return { object, path, holds: false, ...(await whyMissing(object, walk)) };
    }
    const changed = differences(object.manifest, live);
    return { object, path, live, holds: changed.length === 0, problems: changed.map((line) => `was changed: ${line}`) };
  } catch (error) {
    if (!isFailure(error, FailureKind.FORBIDDEN, FailureKind.REFUSED)) {
      throw error;
    }
    // Where a namespace is missing, the role in it is too, so that the server forbids before it looks.
    const missing = await missingNamespace(object, walk).catch(() => undefined);
    return { object, path, holds: false, untold: true, problems: [missing ?? `cannot be read: ${error.message}`] };
  }
}

async function whyMissing(object: KubernetesObject, walk: Walk): Promise<{ problems: string[]; untold?: boolean }> {
  const missing = await missingNamespace(object, walk);
  if (missing !== undefined) {
    return { problems: [missing], untold: true };
  }
  const gone = object.manifest.kind === 'Job' ? '; a Job is removed an hour after its end' : '';
  return { problems: [`is not there${gone}`] };
}

async function missingNamespace({ manifest }: KubernetesObject, walk: Walk): Promise<string | undefined> {
  const namespace = namespaceOf(manifest);
  if (namespace === undefined || (await walk.resources.hasNamespace(namespace))) {
    return undefined;
  }
  const todo = walk.manifests.makesNamespace(namespace)
    ? 'the manifests make it: apply them first (verify --apply does)'
    : 'and the manifests do not make it: is Calico Enterprise installed whole?';
  return `cannot be there: the namespace ${namespace} is missing, ${todo}`;
}
