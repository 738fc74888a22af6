import type { Command } from 'commander';
import { errorRule, FindingsError } from '../findings';
import type { ConnectOptions } from '../verify/live';
import { endSoon } from './cluster-end';

const UNREADABLE = errorRule('cluster/unreadable');

/** What both commands take that ask a cluster. */
export interface ContextOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
}

export type Live = typeof import('../verify/live');

/** The client for clusters is large: it is loaded when it is needed, so that other commands start as fast as ever. */
export function live(): Promise<Live> {
  return import('../verify/live/index.js');
}

export function withContextOptions(command: Command): Command {
  return command
    .option('--kubeconfig <file>', 'the kubeconfig (default: as kubectl, KUBECONFIG or ~/.kube/config)')
    .option('--context <name>', 'the context of the kubeconfig (default: its current one)');
}

/**
 * Runs what asks a cluster. Ctrl-C ends it in order, and a second Ctrl-C at once.
 *
 * @throws FindingsError for all that a user can mend
 */
export async function askCluster<T>(
  subject: string,
  { kubeconfig, context }: ContextOptions,
  action: (live: Live, options: ConnectOptions) => Promise<T>,
): Promise<T> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const loaded = await live();
  try {
    const { signal } = interruption;
    return await action(loaded, { subject, kubeconfig, context, environment: process.env, signal });
  } catch (error) {
    if (!(error instanceof loaded.ApiFailure)) {
      throw error;
    }
    throw new FindingsError(subject, [{ ...UNREADABLE, path: 'cluster', message: error.message }]);
  } finally {
    process.removeListener('SIGINT', interrupt);
    process.removeListener('SIGTERM', interrupt);
    endSoon();
  }
}
