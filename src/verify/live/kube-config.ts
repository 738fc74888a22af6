import { existsSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { errorRule, FindingsError, report, sanitizeLine, suggestion, warningRule } from '../../base';
import { type KubeConfigFile, NotKubeConfig, readKubeConfigFile } from './kube-config-file';
import type { KubeCluster, KubeTarget, KubeUser } from './kube-target';
import { isAnonymous, userProblem } from './kube-user-checks';
import { BadUrl, proxyOf } from './proxy';

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

const CLUSTER = errorRule({
  id: 'kubeconfig/cluster',
  form: 'words',
  what: 'The server and the proxy of the cluster must be URLs that can be used.',
  why: 'Otherwise the cluster cannot be reached.',
  bad: 'A cluster with `server: api.example.com`, or with an ftp URL in `HTTPS_PROXY`.',
  good: 'A cluster with `server: https://api.example.com:6443`.',
});
const USER = errorRule({
  id: 'kubeconfig/user',
  form: 'words',
  what: 'The user of the context must be in the kubeconfig, with credentials that can be used.',
  why: 'Otherwise the requests would be anonymous, or sent as somebody else.',
  bad: 'A context with the user `admin`, while the users of the kubeconfig are `dev` and `ops`.',
  good: 'A kubeconfig with which `kubectl auth whoami` reports who you are.',
});
const ANONYMOUS = warningRule({
  id: 'kubeconfig/anonymous',
  form: 'words',
  what: 'The user of the context should have credentials.',
  why: 'Without any, requests are anonymous, and most API servers reject them.',
  bad: 'A user without a token, a certificate or a credential program.',
  good: 'A user with a `token`.',
});

const IN_POD = '/var/run/secrets/kubernetes.io/serviceaccount';
const IN_POD_TOKEN = `${IN_POD}/token`;

/** Which cluster to connect to, as kubectl's options of the same names. */
export interface KubeConfigOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The cluster and the user that kubectl would use: of the given file, else of those of `KUBECONFIG`, of which the first
 * that defines something wins, else of `~/.kube/config`, else the service account of the pod.
 *
 * @param subject what errors are about
 * @throws FindingsError when there is none, it cannot be read, or the context or what it refers to is not in it
 */
export function readKubeTarget(subject: string, options: KubeConfigOptions, environment: Environment): KubeTarget {
  const files = filesOf(options, environment);
  const present = files.filter((file) => existsSync(file));
  if (present.length > 0) {
    const config = merged(present.map((file) => readFile(subject, file)));
    return withProxy(subject, targetOf(subject, config, options.context), environment);
  }
  const host = environment['KUBERNETES_SERVICE_HOST'];
  if (options.kubeconfig === undefined && host && existsSync(IN_POD_TOKEN)) {
    return withProxy(subject, ofPod(host, environment['KUBERNETES_SERVICE_PORT'] ?? '443'), environment);
  }
  const message = 'does not exist; pass --kubeconfig, or set KUBECONFIG';
  throw new FindingsError(subject, [{ ...MISSING, keys: ['kubeconfig'], value: files.join(delimiter), message }]);
}

function filesOf({ kubeconfig }: KubeConfigOptions, environment: Environment): string[] {
  const list = environment['KUBECONFIG']?.split(delimiter).filter((file) => file !== '') ?? [];
  return kubeconfig !== undefined ? [kubeconfig] : list.length > 0 ? list : [join(homedir(), '.kube', 'config')];
}

function readFile(subject: string, file: string): KubeConfigFile {
  try {
    return readKubeConfigFile(file);
  } catch (error) {
    if (!(error instanceof NotKubeConfig)) {
      throw error;
    }
    const message = `is not a readable kubeconfig: ${error.message}`;
    throw new FindingsError(subject, [{ ...UNREADABLE, keys: ['kubeconfig'], value: file, message }]);
  }
}

function merged(files: readonly KubeConfigFile[]): KubeConfigFile {
  return {
    clusters: files.flatMap(({ clusters }) => clusters),
    users: files.flatMap(({ users }) => users),
    contexts: files.flatMap(({ contexts }) => contexts),
    currentContext: files.map(({ currentContext }) => currentContext).find((name) => name !== undefined),
  };
}

function targetOf(subject: string, config: KubeConfigFile, wanted: string | undefined): KubeTarget {
  const known = [...new Set(config.contexts.map(({ name }) => name))];
  const choice =
    known.length === 0 ? 'the kubeconfig has no contexts' : `its contexts are ${sanitizeLine(known.join(', '))}`;
  const name = wanted ?? config.currentContext;
  const complain = (message: string): never => {
    throw new FindingsError(subject, [{ ...CONTEXT, keys: ['context'], value: name, message }]);
  };
  if (!name) {
    return complain(`is not set: the kubeconfig has no current context; choose one with --context (${choice})`);
  }
  const context =
    config.contexts.find((one) => one.name === name) ??
    complain(`is not in the kubeconfig; ${choice}${suggestion(name, known)}`);
  const cluster =
    config.clusters.find((one) => one.name === context.cluster) ??
    complain('refers to a cluster that is not in the kubeconfig');
  return { context: name, cluster, user: userOf(subject, config, context.user) };
}

function userOf(subject: string, { users }: KubeConfigFile, name: string | undefined): KubeUser {
  const user = users.find((one) => one.name === name);
  const problem =
    name === undefined
      ? 'is not set in the context; without a user, requests would be anonymous'
      : user === undefined
        ? `is not in the kubeconfig; without it, requests would be anonymous${suggestion(
            name,
            users.map((one) => one.name),
          )}`
        : userProblem(user);
  if (user === undefined || problem !== undefined) {
    throw new FindingsError(subject, [{ ...USER, keys: ['user'], value: name, message: problem ?? '' }]);
  }
  if (isAnonymous(user)) {
    const message = 'has no credentials in the kubeconfig, so requests are anonymous';
    report(subject, [{ ...ANONYMOUS, keys: ['user'], value: name, message }]);
  }
  return user;
}

function withProxy(subject: string, target: KubeTarget, environment: Environment): KubeTarget {
  const { cluster } = target;
  try {
    const server = URL.canParse(cluster.server) ? new URL(cluster.server) : undefined;
    if (server === undefined || !['http:', 'https:'].includes(server.protocol)) {
      throw new BadUrl('server of the cluster must be an http or https URL, as in https://api.example.com:6443');
    }
    if (server.protocol === 'http:' && !cluster.skipTlsVerify) {
      throw new BadUrl(
        'server of the cluster is an http URL, so credentials would be sent without encryption; use https, or set insecure-skip-tls-verify: true for the cluster in the kubeconfig if nobody else can read them in transit',
      );
    }
    return { ...target, cluster: { ...cluster, proxyUrl: proxyOf(server, cluster.proxyUrl, environment) } };
  } catch (error) {
    if (!(error instanceof BadUrl)) {
      throw error;
    }
    throw new FindingsError(subject, [{ ...CLUSTER, keys: ['cluster'], value: cluster.name, message: error.message }]);
  }
}

function ofPod(host: string, port: string): KubeTarget {
  const cluster: KubeCluster = {
    name: 'in-cluster',
    server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    authority: { file: `${IN_POD}/ca.crt` },
    skipTlsVerify: false,
  };
  const user = { name: 'in-cluster', tokenFile: IN_POD_TOKEN, impersonation: { groups: [], extra: {} } };
  return { context: 'in-cluster', cluster, user };
}

/** The rules that this file checks. */
export const KUBE_CONFIG_RULES = [MISSING, UNREADABLE, CONTEXT, CLUSTER, USER, ANONYMOUS] as const;
