import { type ChildProcess, spawn } from 'node:child_process';
import { textAt, valueAt } from '../../base';
import { durationText } from './duration-text';
import type { CredentialProgram, KubeTarget } from './kube-target';

/** More than any token or certificate has. */
const LONGEST_OUTPUT = 1_000_000;

/** What is kept of an error message. */
const LONGEST_MESSAGE = 4_000;

/** Credentials that a program printed. */
export interface IssuedCredentials {
  readonly token?: string;
  /** PEM. */
  readonly certificate?: string;
  readonly key?: string;
  /** When they expire, in milliseconds; undefined for never. */
  readonly until?: number;
}

interface Limits {
  /** In milliseconds. */
  readonly time: number;
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs the credential program of a kubeconfig, without a terminal. When it is over, in whatever way, the program and
 * all that it started are ended.
 *
 * @throws Error with the reason, which never contains what the program printed on standard output
 */
export async function runCredentialProgram(
  program: CredentialProgram,
  cluster: KubeTarget['cluster'],
  limits: Limits,
): Promise<IssuedCredentials> {
  const { command, args, environment, apiVersion } = program;
  limits.signal.throwIfAborted();
  const spec = { interactive: false, ...(program.wantsCluster ? { cluster: clusterInfo(cluster) } : {}) };
  const info = JSON.stringify({ apiVersion, kind: 'ExecCredential', spec });
  const child = spawn(command, [...args], {
    env: { ...limits.environment, ...environment, KUBERNETES_EXEC_INFO: info },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that its children can be ended with it.
    detached: process.platform !== 'win32',
  });
  const endAll = () => endGroup(child);
  process.once('exit', endAll);
  try {
    return credentialsOf(await outputOf(child, program, limits), program);
  } finally {
    process.removeListener('exit', endAll);
    endAll();
  }
}

function endGroup(child: ChildProcess): void {
  try {
    if (process.platform === 'win32' || child.pid === undefined) {
      child.kill('SIGKILL');
    } else {
      process.kill(-child.pid, 'SIGKILL');
    }
  } catch {
    // Nothing of it is running any more.
  }
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function outputOf(child: ChildProcess, program: CredentialProgram, { time, signal }: Limits): Promise<string> {
  return new Promise((done, fail) => {
    let [output, message] = ['', ''];
    const late = () => fail(new Error(`the credential program did not end within ${durationText(time)}`));
    const timer = setTimeout(late, time);
    const stop = () => fail(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.length > LONGEST_OUTPUT) {
        fail(new Error('the credential program printed more than 1 MB'));
        endGroup(child);
      }
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      message = message.length < LONGEST_MESSAGE ? (message + chunk).slice(0, LONGEST_MESSAGE) : message;
    });
    child.on('error', (error) => fail(new Error(notStarted(error, program))));
    child.on('close', (code, killed) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      const ended = `the credential program ended with ${code === null ? killed : `code ${code}`}`;
      code === 0 ? done(output) : fail(new Error(message.trim() || ended));
    });
  });
}

function notStarted(error: NodeJS.ErrnoException, { command, installHint }: CredentialProgram): string {
  const hint = installHint === undefined ? '' : `; ${installHint}`;
  return `the credential program ${JSON.stringify(command)} cannot be started (${error.code ?? error.message})${hint}`;
}

function credentialsOf(output: string, { apiVersion }: CredentialProgram): IssuedCredentials {
  let printed: unknown;
  try {
    printed = JSON.parse(output);
  } catch {
    throw new Error('the credential program did not print an ExecCredential as JSON');
  }
  if (valueAt(printed, 'kind') !== 'ExecCredential' || valueAt(printed, 'apiVersion') !== apiVersion) {
    throw new Error(`the credential program did not print an ExecCredential of ${apiVersion}`);
  }
  const [token, certificate, key] = ['token', 'clientCertificateData', 'clientKeyData'].map(
    (name) => textAt(printed, 'status', name) || undefined,
  );
  if (token === undefined && (certificate === undefined || key === undefined)) {
    throw new Error('the credential program printed neither a token nor a client certificate with its key');
  }
  const expires = textAt(printed, 'status', 'expirationTimestamp');
  return { token, certificate, key, until: expires === '' ? undefined : Date.parse(expires) };
}

/** What programs are given of the cluster. */
function clusterInfo({ server, tlsServerName, skipTlsVerify, authority, proxyUrl }: KubeTarget['cluster']): object {
  return {
    server,
    'tls-server-name': tlsServerName,
    'insecure-skip-tls-verify': skipTlsVerify || undefined,
    'certificate-authority-data': authority !== undefined && 'data' in authority ? authority.data : undefined,
    'proxy-url': proxyUrl,
    config: null,
  };
}
