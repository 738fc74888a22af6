import { type PodState, podState } from './pod-state';
import { listAt, textAt } from './resources';
import type { Walk } from './step';

/** The pods that a selector matches, newest first. */
export async function podsOf(walk: Walk, namespace: string, selector: string): Promise<unknown[]> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
  const list = await walk.api.ask({ path, query: { labelSelector: selector } });
  return [...listAt(list, 'items')].sort((left, right) => createdAt(right).localeCompare(createdAt(left)));
}

/** Whether a pod is running and ready, and if not, why, according to its events. */
export async function stateWithEvents(walk: Walk, namespace: string, pod: unknown): Promise<PodState> {
  const state = podState(pod, []);
  if (state.ready || !state.retryable) {
    return state;
  }
  const list = await walk.api.ask({
    path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`,
    query: { fieldSelector: `involvedObject.kind=Pod,involvedObject.name=${textAt(pod, 'metadata', 'name')}` },
  });
  const events = [...listAt(list, 'items')].sort((left, right) => seenAt(left).localeCompare(seenAt(right)));
  return podState(pod, events);
}

function createdAt(object: unknown): string {
  return textAt(object, 'metadata', 'creationTimestamp');
}

function seenAt(event: unknown): string {
  return textAt(event, 'series', 'lastObservedTime') || textAt(event, 'lastTimestamp') || textAt(event, 'eventTime');
}
