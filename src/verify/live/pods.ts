import { listAt, textAt } from '../../base';
import { type PodState, podState } from './pod-state';
import { segment } from './resources';
import type { Walk } from './step';

/** The pods that a selector matches, newest first. */
export async function podsOf(walk: Walk, namespace: string, selector: string): Promise<unknown[]> {
  const path = `/api/v1/namespaces/${segment(namespace)}/pods`;
  const list = await walk.api.ask({ path, query: { labelSelector: selector } });
  return [...listAt(list, 'items')].sort((left, right) => compare(createdAt(right), createdAt(left)));
}

/** Whether a pod is running and ready, and if not, why, according to its events. */
export async function stateWithEvents(walk: Walk, namespace: string, pod: unknown): Promise<PodState> {
  const state = podState(pod, []);
  if (state.ready || !state.retryable) {
    return state;
  }
  const list = await walk.api.ask({
    path: `/api/v1/namespaces/${segment(namespace)}/events`,
    query: { fieldSelector: `involvedObject.kind=Pod,involvedObject.name=${textAt(pod, 'metadata', 'name')}` },
  });
  const events = [...listAt(list, 'items')].sort((left, right) => compare(seenAt(left), seenAt(right)));
  return podState(pod, events);
}

/** Times as Kubernetes writes them; a comparison of words would take seconds for as many as a server may send. */
function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function createdAt(object: unknown): string {
  return textAt(object, 'metadata', 'creationTimestamp');
}

function seenAt(event: unknown): string {
  return textAt(event, 'series', 'lastObservedTime') || textAt(event, 'lastTimestamp') || textAt(event, 'eventTime');
}
