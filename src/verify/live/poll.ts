import { FailureKind, isFailure } from './api-failure';
import { type ClusterApi, unlessAborted } from './cluster-api';
import { TIMING } from './timing';

/** How a wait is to go. */
export interface Wait<T> {
  /** In milliseconds, from now. */
  readonly upTo: number;
  /** Yields what was waited for; undefined to be asked again. */
  readonly until: () => Promise<T | undefined>;
}

/**
 * Asks again and again; undefined when the time is over.
 *
 * @throws ApiFailure when the connection stays lost, or Ctrl-C ends the wait
 */
export async function poll<T>(api: ClusterApi, { upTo, until }: Wait<T>): Promise<T | undefined> {
  const end = Date.now() + upTo;
  let lostSince: number | undefined;
  for (;;) {
    const asked = Date.now();
    try {
      const result = await until();
      lostSince = undefined;
      if (result !== undefined) {
        return result;
      }
    } catch (error) {
      lostSince ??= asked;
      if (!isFailure(error, FailureKind.UNREACHABLE) || Date.now() - lostSince > TIMING.lost) {
        throw error;
      }
    }
    if (Date.now() + TIMING.pause > end) {
      return undefined;
    }
    await sleep(api, TIMING.pause);
  }
}

async function sleep(api: ClusterApi, time: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const slept = new Promise<void>((done) => {
    timer = setTimeout(done, time);
  });
  try {
    await unlessAborted(api.signal, slept);
  } catch (error) {
    throw api.connectionFailure(error);
  } finally {
    clearTimeout(timer);
  }
}
