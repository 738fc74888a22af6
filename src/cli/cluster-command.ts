import type { Command } from 'commander';
import { errorRule, FindingsError } from '../base';
import type { Packages } from '../convert';
import type { ConnectOptions, Timing } from '../verify/live';

const UNREADABLE = errorRule({
  id: 'cluster/unreadable',
  form: 'words',
  what: 'The cluster must be reachable and accept the credentials.',
  why: 'Otherwise nothing can be read from it.',
  bad: 'A token that has expired, or a server that does not answer within 10 seconds.',
  good: '`kubectl get namespaces` works with the same context.',
});

/** Options of the commands that connect to a cluster. */
export interface ContextOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
}

/** What differs between the command as a process and in tests. */
export interface Host {
  /** Called when a command that connected to a cluster has ended. */
  readonly exitAfterGrace: () => void;
  /** Where this library is, with which converted programs are run. */
  readonly packages: Packages;
  /** How long the command waits for a cluster. */
  readonly timing?: Timing;
}

export type Live = typeof import('../verify/live');

/** The Kubernetes client is large, so only commands that need it load it. */
export function live(): Promise<Live> {
  return import('../verify/live/index.js');
}

export function withContextOptions(command: Command): Command {
  return command
    .option('--kubeconfig <file>', 'kubeconfig file (default: KUBECONFIG or ~/.kube/config, as for kubectl)')
    .option('--context <name>', 'context of the kubeconfig (default: the current context)');
}

/** The signals that end a command. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs an action that connects to a cluster. The first Ctrl-C ends it gracefully, the second one at once. While files
 * are read, the first one ends it at once too.
 *
 * @throws FindingsError for everything that a user can fix
 */
export async function askCluster<T>(
  subject: string,
  { kubeconfig, context, host }: ContextOptions & { readonly host: Host },
  action: (live: Live, options: ConnectOptions) => Promise<T>,
): Promise<T> {
  const loaded = await live();
  const target = loaded.readKubeTarget(subject, { kubeconfig, context }, process.env);
  const interruption = new AbortController();
  const interrupt = () => interruption.abort(new Error('interrupted'));
  for (const name of SIGNALS) {
    process.once(name, interrupt);
  }
  try {
    const { signal } = interruption;
    const { timing } = host;
    return await action(loaded, { subject, target, environment: process.env, signal, timing });
  } catch (error) {
    if (!(error instanceof loaded.ApiFailure)) {
      throw error;
    }
    throw new FindingsError(subject, [{ ...UNREADABLE, keys: ['cluster'], message: error.message }]);
  } finally {
    for (const name of SIGNALS) {
      process.removeListener(name, interrupt);
    }
    host.exitAfterGrace();
  }
}

/** The rules that this file checks. */
export const CLUSTER_COMMAND_RULES = [UNREADABLE] as const;
