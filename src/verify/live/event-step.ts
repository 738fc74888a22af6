import { KINDS } from '../../kinds';
import { type Trigger, triggerOf } from '../trigger';
import { type Waiting, waitForEvents, waitingFor } from './event-wait';
import { alertsOf, isTriggeredBy, type LiveAlert } from './live-alerts';
import { nameOf } from './manifests';
import { combined, type Step, type StepFinding, StepName, skipped, unknown } from './step';

/** Each alert that was triggered raised an event after that. */
export const EVENT_STEP: Step = {
  name: StepName.EVENT,
  run: async (walk) => {
    const alerts = alertsOf(KINDS, walk.manifests.objects);
    const triggers = walk.manifests.objects.flatMap(({ manifest }) => triggerOf(manifest) ?? []);
    const waits: Waiting[] = [];
    const findings: StepFinding[] = [];
    for (const alert of alerts) {
      const wait = await waitingFor(alert, walk);
      if (wait === undefined) {
        findings.push(whyNoWait(alert, triggers));
      } else {
        waits.push(wait);
      }
    }
    const found = await waitForEvents(waits, walk);
    return combined([...found, ...findings, ...triggers.flatMap((trigger) => missingAlerts(trigger, alerts))]);
  },
};

function whyNoWait(alert: LiveAlert, triggers: readonly Trigger[]): StepFinding {
  const own = triggers.filter((trigger) => isTriggeredBy(alert, trigger));
  const { title } = alert.object;
  if (own.length === 0) {
    return skipped(`nothing in the manifests triggers ${title}, so no event of it is expected`);
  }
  const what = own.every(({ isScan }) => isScan) ? 'no scan was run' : 'nothing was run';
  return skipped(`${what} that could raise an event of ${title}`);
}

/** The alerts for which a trigger is there, but which are not among the manifests. */
function missingAlerts(trigger: Trigger, alerts: readonly LiveAlert[]): StepFinding[] {
  if (trigger.alerts.length === 0) {
    return alerts.some((alert) => isTriggeredBy(alert, trigger))
      ? []
      : [unknown('the manifests have no alert for port scans, so there is no last event to read')];
  }
  return trigger.alerts
    .filter((name) => !alerts.some(({ object }) => nameOf(object.manifest) === name))
    .map((name) => unknown(`the manifests do not have the alert ${name}, so its last event is not read`));
}
