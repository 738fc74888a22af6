import type { Manifest } from '../../base';
import { networkSetName } from '../../calico';
import { KINDS } from '../../kinds';
import type { KubernetesObject } from '../../reading';
import { madeObjects } from '../made-objects';
import { alertNamesOf, probedFeed, type Trigger, triggerOf } from '../trigger';
import { alertsOf, isTriggeredBy, type LiveAlert } from './live-alerts';
import { nameOf } from './manifests';

/** A workload that is there for alerts: it triggers them, or it is what others must reach to trigger them. */
interface Workload {
  readonly object: KubernetesObject;
  readonly trigger: Trigger | undefined;
}

/** Some objects, and those that are verified together with them. */
export function withRelated(
  objects: readonly KubernetesObject[],
  selected: ReadonlySet<KubernetesObject>,
): ReadonlySet<KubernetesObject> {
  return new Set([...selected, ...relatedAlerts(objects, selected), ...relatedFeeds(objects, selected)]);
}

/** Of an alert, what triggers it; of a workload, its alerts, with what else they need. */
function relatedAlerts(
  objects: readonly KubernetesObject[],
  selected: ReadonlySet<KubernetesObject>,
): KubernetesObject[] {
  const workloads = workloadsIn(objects);
  return alertsOf(KINDS, objects).flatMap((alert) => {
    const own = workloads.filter((workload) => isThereFor(workload, alert));
    const named = own.filter(({ object }) => selected.has(object));
    if (!selected.has(alert.object) && named.length === 0) {
      return [];
    }
    // A trigger that was named is enough.
    const isTriggered = named.some(({ trigger }) => trigger !== undefined);
    const needed = own.filter(({ trigger }) => trigger === undefined || !isTriggered);
    return [alert.object, ...needed.map(({ object }) => object)];
  });
}

/** The workloads that are there for alerts. */
export function workloadsIn(objects: readonly KubernetesObject[]): Workload[] {
  return objects
    .map((object) => ({ object, trigger: triggerOf(object.manifest) }))
    .filter(({ object, trigger }) => trigger !== undefined || alertNamesOf(object.manifest).length > 0);
}

function isThereFor({ object, trigger }: Workload, alert: LiveAlert): boolean {
  return isTriggeredBy(alert, trigger ?? { isScan: false, alerts: alertNamesOf(object.manifest) });
}

/** Of what Calico makes a network set of, the probes of its addresses; of a probe, what its network set is made of. */
function relatedFeeds(
  objects: readonly KubernetesObject[],
  selected: ReadonlySet<KubernetesObject>,
): KubernetesObject[] {
  const chosen = [...selected].map(({ manifest }) => manifest);
  const probed = new Set(chosen.map(probedSet));
  const made = new Set(chosen.flatMap(madeNames));
  return objects.filter(({ manifest }) => {
    const set = probedSet(manifest);
    return (set !== undefined && made.has(set)) || madeNames(manifest).some((name) => probed.has(name));
  });
}

function probedSet(manifest: Manifest): string | undefined {
  const feed = probedFeed(manifest);
  return feed && networkSetName(feed);
}

function madeNames(manifest: Manifest): string[] {
  return madeObjects(manifest).map(nameOf);
}
