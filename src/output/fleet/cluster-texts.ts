import { printableLines, UserError } from '../../base';
import { isUserError } from '../run';

const NAMED = 3;

/** Maximum number of different warnings that are kept: a program with a different one for each cluster must not fill memory. */
const MOST_TEXTS = 100;

/** Messages about clusters, each text once with the names of its clusters, because they are often the same for all. */
class ClusterTexts {
  private readonly clusters = new Map<string, Set<string>>();

  add(cluster: string, text: string): void {
    const known = this.clusters.get(text);
    if (known === undefined) {
      this.clusters.set(text, new Set([cluster]));
    } else {
      known.add(cluster);
    }
  }

  has(text: string): boolean {
    return this.clusters.has(text);
  }

  get size(): number {
    return this.clusters.size;
  }

  toString(): string {
    const blocks = [...this.clusters].map(([text, names]) => `${listOf([...names])}:\n${text.replace(/^/gm, '  ')}`);
    return blocks.join('\n');
  }
}

function listOf(names: readonly string[]): string {
  const others = names.length - NAMED;
  return others <= 1 ? names.join(', ') : `${names.slice(0, NAMED).join(', ')} and ${others} others`;
}

/** Warnings and notices of the clusters of a fleet. */
export class ClusterWarnings {
  private readonly texts = new ClusterTexts();
  private more = 0;

  add(cluster: string, text: string): void {
    if (this.texts.size < MOST_TEXTS || this.texts.has(text)) {
      this.texts.add(cluster, text);
    } else {
      this.more += 1;
    }
  }

  /** All of them, each followed by a line break; empty if there are none. */
  toString(): string {
    return this.texts.size === 0 ? '' : `${this.texts}\n${this.omitted()}`;
  }

  private omitted(): string {
    if (this.more === 0) {
      return '';
    }
    return this.more === 1
      ? '1 more warning or notice was omitted\n'
      : `${this.more} more warnings and notices were omitted\n`;
  }
}

/** Problems of the clusters of a fleet. */
export class ClusterProblems {
  private readonly texts = new ClusterTexts();

  /** How many clusters have a problem. */
  count = 0;

  /** @param clusters how many the fleet has */
  constructor(private readonly clusters: number) {}

  /**
   * Runs an action for a cluster, or records its problem.
   *
   * @returns the result of the action; `undefined` if there was a problem
   * @throws errors that are not problems of the cluster but bugs in the program, prefixed with the name of the cluster
   */
  attempt<T>(cluster: string, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      if (!isUserError(error)) {
        throw error instanceof Error ? named(cluster, error) : error;
      }
      this.count += 1;
      this.texts.add(cluster, printableLines(error.message));
      return undefined;
    }
  }

  /** @param outcome what happened to the files */
  throwIfAny(outcome: string): void {
    if (this.count > 0) {
      const have = this.count === 1 ? 'has a problem' : 'have problems';
      throw new FleetError(`fleet: ${this.count} of ${this.clusters} clusters ${have}; ${outcome}\n${this.texts}`);
    }
  }
}

/** The stack stays: it names the place in the program. */
function named(cluster: string, error: Error): Error {
  const message = `${cluster}: ${error.message}`;
  error.stack = error.stack?.replace(error.message, () => message);
  error.message = message;
  return error;
}

/** Thrown with the problems of all clusters of a fleet. */
class FleetError extends UserError {
  override readonly name = 'FleetError';

  constructor(message: string) {
    super(message);
    // The stack says nothing about the clusters, so a program that does not catch the error prints none.
    this.stack = `${this.name}: ${message}`;
  }
}
