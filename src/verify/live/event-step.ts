import { isPortScanAlert } from '../../alerts';
import type { KubernetesObject } from '../../reading';
import { type EventWait, eventWait } from './event-wait';
import { nameOf } from './manifests';
import { poll } from './poll';
import { textAt } from './resources';
import { failed, ok, type Scan, type Step, type StepFinding, StepName, skipped, unknown, type Walk } from './step';
import { inWords } from './words';

/** The alert raised an event after the scan began. */
export const EVENT_STEP: Step = {
  name: StepName.EVENT,
  run: async (walk) => {
    const alert = walk.manifests.ofKind('GlobalAlert').find(({ manifest }) => isPortScanAlert(manifest));
    if (alert === undefined) {
      return unknown('there is no alert for port scans whose last event could be read');
    }
    return walk.scan === undefined
      ? skipped('there was no scan to raise an event')
      : await wait(alert, walk.scan, walk);
  },
};

async function wait(alert: KubernetesObject, scan: Scan, walk: Walk): Promise<StepFinding> {
  const times = eventWait(alert.manifest);
  const now = walk.api.serverTime ?? new Date();
  const left = Math.max(0, scan.end.getTime() + times.longest - now.getTime());
  const upTo = Math.min(left, walk.timeout ?? left);
  const cutShort = upTo < left;
  const path = (await walk.resources.pathOf(alert.manifest)) ?? '';
  const words = `waiting for the event of ${nameOf(alert.manifest)}, at most ${inWords(upTo)}${cutShort ? ` (--timeout; it may take ${inWords(left)})` : ''}`;
  const event = await poll(walk.api, {
    upTo,
    until: async () => {
      const last = new Date(textAt(await walk.api.ask({ path }), 'status', 'lastEvent'));
      if (last.getTime() > scan.start.getTime()) {
        return last;
      }
      if (upTo > 0) {
        walk.watcher.waiting(words);
      }
      return undefined;
    },
  });
  return event === undefined ? none(times, cutShort ? { upTo, left } : undefined) : came(event, scan);
}

function came(event: Date, { start }: Scan): StepFinding {
  const after = inWords(event.getTime() - start.getTime());
  return ok(`the last event is of ${event.toISOString()}, ${after} after the scan began`);
}

function none(times: EventWait, short: { readonly upTo: number; readonly left: number } | undefined): StepFinding {
  if (short !== undefined) {
    return unknown(
      `no event within ${inWords(short.upTo)}; it may take ${inWords(short.left)}, which --timeout did not allow`,
    );
  }
  const missed = times.mayMiss
    ? '; the alert looks back less far than its period and the flush interval, so it may have missed the scan'
    : '';
  return failed(`no event ${inWords(times.longest)} after the scan's end, the longest time that it may take${missed}`);
}
