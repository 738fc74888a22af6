import { isPortScanAlert } from '../../kinds/global-alert';
import type { KubernetesObject } from '../../reading';
import { durationText } from './duration-text';
import { type EventWait, eventWait } from './event-wait';
import { nameOf } from './manifests';
import { poll } from './poll';
import { pastTimeAt } from './server-time';
import { failed, ok, type Scan, type Step, type StepFinding, StepName, skipped, unknown, type Walk } from './step';

/** The alert raised an event after the scan began. */
export const EVENT_STEP: Step = {
  name: StepName.EVENT,
  run: async (walk) => {
    const alert = walk.manifests.ofKind('GlobalAlert').find(({ manifest }) => isPortScanAlert(manifest));
    if (alert === undefined) {
      return unknown('the manifests have no alert for port scans, so there is no last event to read');
    }
    return walk.scan === undefined
      ? skipped('no scan was run that could raise an event')
      : await wait(alert, walk.scan, walk);
  },
};

async function wait(alert: KubernetesObject, scan: Scan, walk: Walk): Promise<StepFinding> {
  const times = eventWait(alert.manifest);
  const now = walk.api.serverTime ?? new Date();
  // The server's clock may be wrong, but a scan has ended when this step begins.
  const left = Math.min(times.longest, Math.max(0, scan.end.getTime() + times.longest - now.getTime()));
  const upTo = Math.min(left, walk.timeout ?? left);
  const cutShort = upTo < left;
  const path = (await walk.resources.pathOf(alert.manifest)) ?? '';
  const text = `waiting for the event of ${nameOf(alert.manifest)}, up to ${durationText(upTo)}${cutShort ? ` (--timeout; it can take up to ${durationText(left)})` : ''}`;
  const event = await poll(walk.api, {
    upTo,
    until: async () => {
      const last = pastTimeAt(walk.api, await walk.api.ask({ path }), 'status', 'lastEvent');
      if (last !== undefined && last.getTime() > scan.start.getTime()) {
        return last;
      }
      if (upTo > 0) {
        walk.watcher.waiting(text);
      }
      return undefined;
    },
  });
  return event === undefined ? noEvent(times, cutShort ? { upTo, left } : undefined) : eventFound(event, scan);
}

function eventFound(event: Date, { start }: Scan): StepFinding {
  const after = durationText(event.getTime() - start.getTime());
  return ok(`the last event is from ${event.toISOString()}, ${after} after the scan began`);
}

function noEvent(times: EventWait, short: { readonly upTo: number; readonly left: number } | undefined): StepFinding {
  if (short !== undefined) {
    return unknown(
      `no event within ${durationText(short.upTo)}; it can take up to ${durationText(short.left)}, longer than --timeout allows`,
    );
  }
  const missed = times.mayMiss
    ? '; the lookback of the alert is shorter than its period plus the flush interval, so it may have missed the scan'
    : '';
  return failed(`no event within ${durationText(times.longest)} of the scan's end, the longest it can take${missed}`);
}
