import type { Kind, LiveEvents } from '../../kind';
import type { KubernetesObject } from '../../reading';
import type { Trigger } from '../trigger';
import { nameOf } from './manifests';

/** An object of the manifests that shows on the cluster when it raised an event. */
export interface LiveAlert {
  readonly object: KubernetesObject;
  readonly events: LiveEvents;
}

/** The alerts of the manifests. */
export function alertsOf(kinds: readonly Kind[], objects: readonly KubernetesObject[]): LiveAlert[] {
  return objects.flatMap((object) =>
    kinds.flatMap(({ liveEvents: events, looksAt }) =>
      events !== undefined && looksAt(object.manifest) && (events.concerns?.(object.manifest) ?? true)
        ? [{ object, events }]
        : [],
    ),
  );
}

/** Whether an alert is one that a workload is there for. */
export function isTriggeredBy(
  { object, events }: LiveAlert,
  { alerts, isScan }: Pick<Trigger, 'alerts' | 'isScan'>,
): boolean {
  return alerts.length === 0
    ? isScan && events.noticesScans(object.manifest)
    : alerts.includes(nameOf(object.manifest));
}
