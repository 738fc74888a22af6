import type { EventWait } from '../../kind';
import { pastTime } from '../../kubernetes';
import { durationText } from './duration-text';
import { isTriggeredBy, type LiveAlert } from './live-alerts';
import { poll } from './poll';
import { failed, ok, type StepFinding, type Triggered, unknown, type Walk } from './step';

/** An alert that was triggered, and how long its event is waited for. */
export interface Waiting {
  readonly alert: LiveAlert;
  readonly triggered: Triggered;
  readonly path: string;
  readonly times: EventWait;
  /** How long the event may still take, in milliseconds. */
  readonly left: number;
  /** How long it is waited for: no longer than --timeout allows. */
  readonly upTo: number;
}

/** What is waited for because of an alert; undefined if nothing triggered it. */
export async function waitingFor(alert: LiveAlert, walk: Walk): Promise<Waiting | undefined> {
  const { manifest } = alert.object;
  const triggered = asOne(walk.triggered.filter(({ trigger }) => isTriggeredBy(alert, trigger)));
  const path = await walk.resources.pathOf(manifest);
  if (triggered === undefined || path === undefined) {
    return undefined;
  }
  const times = alert.events.wait(manifest);
  const now = walk.api.serverTime ?? new Date();
  // The server's clock may be wrong, but what triggers the alert has ended when this step begins.
  const left = Math.min(times.longest, Math.max(0, triggered.end.getTime() + times.longest - now.getTime()));
  return { alert, triggered, path, times, left, upTo: Math.min(left, walk.timeout ?? left) };
}

/** From the first beginning to the last end; undefined if there is nothing. */
function asOne(triggers: readonly Triggered[]): Triggered | undefined {
  const [first] = [...triggers].sort((left, right) => left.start.getTime() - right.start.getTime());
  const end = new Date(Math.max(...triggers.map((one) => one.end.getTime())));
  return first && { ...first, end };
}

/** Waits for the events of all alerts at the same time. */
export async function waitForEvents(waits: readonly Waiting[], walk: Walk): Promise<StepFinding[]> {
  const found = new Map<Waiting, StepFinding>();
  const began = Date.now();
  await poll(walk.api, {
    upTo: Math.max(0, ...waits.map(({ upTo }) => upTo)),
    until: async () => {
      for (const wait of waits.filter((one) => !found.has(one))) {
        const finding = await look(wait, walk);
        if (finding !== undefined) {
          found.set(wait, finding);
        } else if (Date.now() - began > wait.upTo) {
          found.set(wait, noEvent(wait));
        }
      }
      const open = waits.filter((one) => !found.has(one));
      if (open.some(({ upTo }) => upTo > 0)) {
        walk.watcher.waiting(waitText(open));
      }
      return open.length === 0 ? true : undefined;
    },
  });
  return waits.map((wait) => found.get(wait) ?? noEvent(wait));
}

async function look({ alert, path, triggered }: Waiting, walk: Walk): Promise<StepFinding | undefined> {
  const { object, events } = alert;
  const live = await walk.resources.read(path);
  if (live === undefined) {
    return failed(`${object.title} does not exist any more`);
  }
  const last = pastTime(events.lastEvent(live), walk.api.serverTime ?? new Date());
  if (last === undefined || last.getTime() <= triggered.start.getTime()) {
    return undefined;
  }
  const after = durationText(last.getTime() - triggered.start.getTime());
  return ok(`the last event of ${object.title} is from ${last.toISOString()}, ${after} after ${triggered.what} began`);
}

function waitText(waits: readonly Waiting[]): string {
  const [first, ...others] = waits.map(({ alert }) => alert.object.title);
  const upTo = Math.max(...waits.map((wait) => wait.upTo));
  const left = Math.max(...waits.map((wait) => wait.left));
  const short = upTo < left ? ` (--timeout; it can take up to ${durationText(left)})` : '';
  return `waiting for the ${others.length === 0 ? 'event' : 'events'} of ${[first, ...others].join(', ')}, up to ${durationText(upTo)}${short}`;
}

function noEvent({ alert, triggered, times, left, upTo }: Waiting): StepFinding {
  const { title } = alert.object;
  if (upTo < left) {
    return unknown(
      `no event of ${title} within ${durationText(upTo)}; it can take up to ${durationText(left)}, longer than --timeout allows`,
    );
  }
  const missed = times.mayMiss === undefined ? '' : `; ${times.mayMiss}`;
  return failed(
    `no event of ${title} within ${durationText(times.longest)} of the end of ${triggered.what}, the longest it can take${missed}`,
  );
}
