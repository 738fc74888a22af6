import { Keeper } from './keeper';

const ATTEMPTS = 3;

/**
 * Starts a server on free ports, again where another process took one of them before the server listened on it.
 *
 * @param attempt starts a server, and says what went wrong where it did not become ready
 * @param taken part of what a server says whose port is taken
 */
export async function keptServer<T>(
  attempt: (keeper: Keeper) => Promise<{ server: T; problem: string | undefined }>,
  taken: string,
): Promise<T> {
  const keeper = new Keeper();
  try {
    for (let count = 1; ; count += 1) {
      const { server, problem } = await attempt(keeper);
      if (problem === undefined) {
        return server;
      }
      if (count === ATTEMPTS || !problem.includes(taken)) {
        throw new Error(problem);
      }
    }
  } catch (error) {
    await keeper.stop();
    throw error;
  }
}
