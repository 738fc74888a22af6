import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { errorRule, FindingsError, suggestion } from '../../base';
import type { Client, KubeConfig } from './load-client';

const MISSING = errorRule({
  id: 'kubeconfig/missing',
  form: 'words',
  what: 'A kubeconfig must exist.',
  why: 'Without one, no cluster can be reached.',
  bad: '`KUBECONFIG` is the path of a file that does not exist.',
  good: '`--kubeconfig FILE`, `KUBECONFIG`, or the file `~/.kube/config`.',
});
const UNREADABLE = errorRule({
  id: 'kubeconfig/unreadable',
  form: 'words',
  what: 'The kubeconfig must be readable.',
  why: 'A file that is not YAML, or not a kubeconfig, defines no cluster.',
  bad: 'A kubeconfig with a syntax error.',
  good: 'A kubeconfig that kubectl can read.',
});
const CONTEXT = errorRule({
  id: 'kubeconfig/context',
  form: 'words',
  what: 'The context, and the cluster that it refers to, must be in the kubeconfig.',
  why: 'Otherwise the command cannot determine which cluster to connect to.',
  bad: '`--context staging` with a kubeconfig that has the contexts `prod` and `test`.',
  good: '`--context test`',
});

const IN_POD_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** Which cluster to connect to, as kubectl's options of the same names. */
export interface KubeConfigOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The kubeconfig that kubectl would use: the given file, else those of `KUBECONFIG`, of which the first that defines
 * something wins, else `~/.kube/config`, else the service account of the pod.
 *
 * @param subject what errors are about
 * @throws FindingsError when there is none, it cannot be read, or the context is not in it
 */
export function loadKubeConfig(
  client: Client,
  subject: string,
  options: KubeConfigOptions,
  environment: Environment,
): KubeConfig {
  const files = filesOf(options, environment);
  const present = files.filter((file) => existsSync(file));
  const config = new client.KubeConfig();
  if (present.length > 0) {
    config.loadFromOptions(merged(present.map((file) => readFile(client, subject, file))));
  } else if (options.kubeconfig === undefined && environment['KUBERNETES_SERVICE_HOST'] && existsSync(IN_POD_TOKEN)) {
    config.loadFromCluster();
  } else {
    const message = 'does not exist; pass --kubeconfig, or set KUBECONFIG';
    throw new FindingsError(subject, [{ ...MISSING, keys: ['kubeconfig'], value: files.join(delimiter), message }]);
  }
  requireContext(config, subject, options.context);
  return config;
}

function filesOf({ kubeconfig }: KubeConfigOptions, environment: Environment): string[] {
  const list = environment['KUBECONFIG']?.split(delimiter).filter((file) => file !== '') ?? [];
  return kubeconfig !== undefined ? [kubeconfig] : list.length > 0 ? list : [join(homedir(), '.kube', 'config')];
}

function readFile(client: Client, subject: string, file: string): KubeConfig {
  const config = new client.KubeConfig();
  try {
    config.loadFromFile(file);
    return config;
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n');
    const message = `is not a readable kubeconfig: ${reason}`;
    throw new FindingsError(subject, [{ ...UNREADABLE, keys: ['kubeconfig'], value: file, message }]);
  }
}

/** Unlike the client's own merge, which rejects a name that is in two files. */
function merged(configs: readonly KubeConfig[]): Parameters<KubeConfig['loadFromOptions']>[0] {
  return {
    clusters: firstOfEachName(configs.flatMap(({ clusters }) => clusters ?? [])),
    users: firstOfEachName(configs.flatMap(({ users }) => users ?? [])),
    contexts: firstOfEachName(configs.flatMap(({ contexts }) => contexts ?? [])),
    currentContext: configs.map(({ currentContext }) => currentContext).find((name) => name),
  };
}

function firstOfEachName<Named extends { readonly name: string }>(items: readonly Named[]): Named[] {
  return items.filter(({ name }, index) => items.findIndex((other) => other.name === name) === index);
}

function requireContext(config: KubeConfig, subject: string, wanted: string | undefined): void {
  const name = wanted ?? config.currentContext;
  const known = config.contexts.map((context) => context.name);
  const choice = known.length === 0 ? 'the kubeconfig has no contexts' : `its contexts are ${known.join(', ')}`;
  if (!name) {
    const message = `is not set: the kubeconfig has no current context; choose one with --context (${choice})`;
    throw new FindingsError(subject, [{ ...CONTEXT, keys: ['context'], message }]);
  }
  config.setCurrentContext(name);
  if (config.getCurrentCluster() === null) {
    const message = known.includes(name)
      ? 'refers to a cluster that is not in the kubeconfig'
      : `is not in the kubeconfig; ${choice}${suggestion(name, known)}`;
    throw new FindingsError(subject, [{ ...CONTEXT, keys: ['context'], value: name, message }]);
  }
}

/** The rules that this file checks. */
export const KUBE_CONFIG_RULES = [MISSING, UNREADABLE, CONTEXT] as const;
