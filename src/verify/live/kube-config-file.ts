import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { fieldPath, isMap, type Keys } from '../../base';
import { decode, readSources } from '../../reading';
import type { CredentialProgram, KubeCluster, KubeContext, KubeUser } from './kube-target';

/** The entries of one kubeconfig, with absolute paths. */
export interface KubeConfigFile {
  readonly clusters: readonly KubeCluster[];
  readonly users: readonly KubeUser[];
  readonly contexts: readonly KubeContext[];
  readonly currentContext: string | undefined;
}

/** Thrown with the reason why a file is not a kubeconfig; it never contains anything of the file but names of fields. */
export class NotKubeConfig extends Error {}

/**
 * Reads a kubeconfig as kubectl does: as YAML 1.1, with paths relative to its folder.
 *
 * @throws NotKubeConfig with the reason
 */
export function readKubeConfigFile(file: string): KubeConfigFile {
  const root = new Entry(parse(readText(file)), []);
  const folder = dirname(file);
  return {
    clusters: root.list('clusters').map((entry) => clusterOf(entry, folder)),
    users: root.list('users').map((entry) => userOf(entry, folder)),
    contexts: root.list('contexts').map(contextOf),
    currentContext: root.text('current-context'),
  };
}

function readText(file: string): string {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new NotKubeConfig('it is a folder');
  }
  const [source] = readSources([file], undefined, (_, reason) => {
    throw new NotKubeConfig(reason);
  });
  const { text, problem } = decode(source?.bytes ?? new Uint8Array());
  if (problem !== undefined) {
    throw new NotKubeConfig(problem.message);
  }
  return text;
}

/** The parser's own messages would show what is in the file, so only the place is reported. */
function parse(text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { version: '1.1', lineCounter, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new NotKubeConfig(`it is not valid YAML (line ${line}, column ${col})`);
  }
  let content: unknown;
  try {
    content = document.toJS();
  } catch {
    throw new NotKubeConfig('its YAML aliases cannot be resolved');
  }
  if (content === null || content === undefined) {
    throw new NotKubeConfig('it is empty');
  }
  if (!isMap(content)) {
    throw new NotKubeConfig('it is not a map');
  }
  return content;
}

/** A map in the file, and where it is. */
class Entry {
  constructor(
    private readonly map: unknown,
    private readonly keys: Keys,
  ) {}

  /** @throws NotKubeConfig */
  complain(key: string, problem: string): never {
    throw new NotKubeConfig(`${fieldPath([...this.keys, key])} ${problem}`);
  }

  get(key: string): unknown {
    const value = isMap(this.map) && Object.hasOwn(this.map, key) ? this.map[key] : undefined;
    return value ?? undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** An empty string is as good as none, as for kubectl. */
  text(key: string): string | undefined {
    const value = this.get(key);
    if (value !== undefined && typeof value !== 'string') {
      this.complain(key, 'must be a string; quote it');
    }
    return value === '' ? undefined : value;
  }

  required(key: string): string {
    return this.text(key) ?? this.complain(key, 'is missing');
  }

  flag(key: string): boolean {
    const value = this.get(key) ?? false;
    return typeof value === 'boolean' ? value : this.complain(key, 'must be true or false');
  }

  texts(key: string): string[] {
    const list = this.get(key) ?? [];
    const isList = Array.isArray(list) && list.every((item) => typeof item === 'string');
    return isList ? list : this.complain(key, 'must be a list of strings');
  }

  mapAt(key: string): Entry {
    const value = this.get(key) ?? {};
    return isMap(value) ? new Entry(value, [...this.keys, key]) : this.complain(key, 'must be a map');
  }

  list(key: string): Entry[] {
    const value = this.get(key) ?? [];
    if (!Array.isArray(value)) {
      this.complain(key, 'must be a list');
    }
    return value.map((item, index) => new Entry(item, [...this.keys, key, index]));
  }

  /** Each key of a map, with its list of strings. */
  listsOfTexts(key: string): Record<string, string[]> {
    const map = this.mapAt(key);
    return Object.fromEntries(Object.keys(Object(map.map)).map((name) => [name, map.texts(name)]));
  }

  textMap(key: string): Record<string, string> {
    const map = this.mapAt(key);
    return Object.fromEntries(Object.keys(Object(map.map)).map((name) => [name, map.text(name) ?? '']));
  }
}

function clusterOf(entry: Entry, folder: string): KubeCluster {
  const name = entry.required('name');
  const cluster = entry.mapAt('cluster');
  return {
    name,
    server: cluster.required('server').replace(/\/$/, ''),
    authority: fileOrData(cluster, 'certificate-authority', folder),
    skipTlsVerify: cluster.flag('insecure-skip-tls-verify'),
    tlsServerName: cluster.text('tls-server-name'),
    proxyUrl: cluster.text('proxy-url'),
  };
}

function contextOf(entry: Entry): KubeContext {
  const context = entry.mapAt('context');
  return { name: entry.required('name'), cluster: context.text('cluster'), user: context.text('user') };
}

function userOf(entry: Entry, folder: string): KubeUser {
  const name = entry.required('name');
  const user = entry.mapAt('user');
  const provider = user.has('auth-provider') ? user.mapAt('auth-provider') : undefined;
  return {
    name,
    token: user.text('token'),
    tokenFile: pathIn(folder, user.text('tokenFile')),
    userName: user.text('username'),
    password: user.text('password'),
    certificate: fileOrData(user, 'client-certificate', folder),
    key: fileOrData(user, 'client-key', folder),
    program: user.has('exec') ? programOf(user.mapAt('exec'), folder) : undefined,
    provider: provider && { name: provider.required('name'), config: provider.textMap('config') },
    impersonation: {
      user: user.text('as'),
      uid: user.text('as-uid'),
      groups: user.texts('as-groups'),
      extra: user.listsOfTexts('as-user-extra'),
    },
  };
}

/** A command with a slash is relative to the kubeconfig; any other one is looked for on the PATH. */
function programOf(exec: Entry, folder: string): CredentialProgram {
  const command = exec.required('command');
  return {
    command: command.includes(sep) ? (pathIn(folder, command) ?? command) : command,
    args: exec.texts('args'),
    environment: Object.fromEntries(exec.list('env').map((one) => [one.required('name'), one.text('value') ?? ''])),
    apiVersion: exec.required('apiVersion'),
    installHint: exec.text('installHint'),
    needsTerminal: exec.text('interactiveMode') === 'Always',
    wantsCluster: exec.flag('provideClusterInfo'),
  };
}

/** The data where both are given, as for kubectl. */
function fileOrData(entry: Entry, key: string, folder: string): KubeUser['certificate'] {
  const data = entry.text(`${key}-data`);
  const file = pathIn(folder, entry.text(key));
  return data !== undefined ? { data } : file !== undefined ? { file } : undefined;
}

function pathIn(folder: string, path: string | undefined): string | undefined {
  return path === undefined || isAbsolute(path) ? path : join(folder, path);
}
