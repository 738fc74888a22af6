import { FailureKind, isFailure } from './api-failure';
import { type ClusterApi, unlessAborted } from './cluster-api';

/** What to wait for, and how long. */
export interface Wait<T> {
  /** In milliseconds, from now. */
  readonly upTo: number;
  /** Returns what is waited for; undefined to be called again. */
  readonly until: () => Promise<T | undefined>;
}

/**
 * Waits until something is there; undefined when the time is over.
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
      if (!isFailure(error, FailureKind.UNREACHABLE) || Date.now() - lostSince > api.timing.lost) {
        throw error;
      }
    }
    if (Date.now() + api.timing.pause > end) {
      return undefined;
    }
    await sleep(api, api.timing.pause);
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
