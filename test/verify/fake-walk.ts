import type { Manifest } from '../../src/base';
import type { KubernetesObject } from '../../src/reading';
import { objectsIn } from '../../src/reading/kubernetes-objects';
import { ApiFailure, FailureKind } from '../../src/verify/live/api-failure';
import type { Change } from '../../src/verify/live/change';
import type { ApiRequest, ClusterApi } from '../../src/verify/live/cluster-api';
import { Resources } from '../../src/verify/live/resources';
import type { Walk } from '../../src/verify/live/step';
import type { Timing } from '../../src/verify/live/timing';
import { FakeModule } from './fake-module';

/** What a step finds. */
interface FakeSetting {
  /** By path, or by method and path: an error is thrown, a function is called, and nothing means 404. */
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly objects?: readonly KubernetesObject[];
  /** Without it, nothing is waited for: each request is sent once. */
  readonly timing?: Partial<Timing>;
  readonly timeout?: number;
  readonly changes?: readonly Change[];
  readonly isBlocked?: boolean;
  readonly serverTime?: Date;
}

/** A walk of which a test runs one step or a part of it, without a server. */
export interface FakeWalk extends Walk {
  readonly asked: ApiRequest[];
  /** What the watcher was told. */
  readonly waited: string[];
}

const TIMING: Timing = { answer: 1_000, pause: 1, lost: 0, settled: 0, adJobs: 0 };
const DISCOVERY = /^\/(api|apis\/[^/]+)\/v\d+$/;

export function fakeWalk(setting: FakeSetting = {}): FakeWalk {
  const { answers = {}, objects = [], timing, timeout, changes = [], isBlocked = false, serverTime } = setting;
  const [asked, waited]: [ApiRequest[], string[]] = [[], []];
  const kinds = new FakeModule({});
  const answer = async (request: ApiRequest): Promise<unknown> => {
    const { method = 'GET', path } = request;
    if (DISCOVERY.test(path)) {
      return kinds.answer({ method, path, query: {}, body: undefined, headers: [] });
    }
    asked.push(request);
    const given = answers[`${method} ${path}`] ?? answers[path];
    const answered = typeof given === 'function' ? given(request) : given;
    if (answered === undefined || answered instanceof Error) {
      throw answered ?? new ApiFailure(FailureKind.NOT_FOUND, 'the server answered 404');
    }
    return answered;
  };
  const api = {
    ask: answer,
    askText: answer,
    timing: { ...TIMING, ...timing },
    signal: new AbortController().signal,
    mask: (text: string) => text,
    serverTime,
  } as unknown as ClusterApi;
  const namespaces = objects.map(({ manifest }) => manifest).filter(({ kind }) => kind === 'Namespace');
  const createsNamespace = (name: string) => namespaces.some(({ metadata }) => Object(metadata).name === name);
  return {
    api,
    subject: 'verify',
    resources: new Resources(api),
    manifests: { objects, createsNamespace } as unknown as Walk['manifests'],
    watcher: { started: () => {}, waiting: (text) => waited.push(text), ended: () => {} },
    timeout,
    allowedKinds: [],
    changes: new Set(changes),
    results: [],
    triggered: [],
    isBlocked,
    asked,
    waited,
  };
}

/** A manifest with the title that it has in messages. */
export function objectOf(manifest: Manifest): KubernetesObject {
  return [...objectsIn(manifest)][0] as KubernetesObject;
}
