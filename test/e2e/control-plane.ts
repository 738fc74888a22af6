import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { binariesFolder } from './binaries';
import { type Ended, Keeper } from './keeper';

const READY_WITHIN_MS = 60_000;
const ATTEMPTS = 3;

/** What kubectl is given beside its arguments. */
export interface KubectlOptions {
  /** What it reads from standard input. */
  readonly input?: string;
}

/** A kube-apiserver and its etcd, on free ports of the loopback interface, with nothing in it yet. */
export class ControlPlane {
  /**
   * Starts one that lives until it is stopped or this process ends, and comes back when it is ready.
   *
   * @throws with the end of the servers' logs, when they do not become ready
   */
  static async start(): Promise<ControlPlane> {
    const keeper = new Keeper();
    try {
      for (let attempt = 1; ; attempt += 1) {
        const server = new ControlPlane(keeper, await keeper.folder('control-plane-'));
        const problem = await server.startServers();
        if (problem === undefined) {
          return server;
        }
        // Between finding a port and listening on it, another process may take it.
        if (attempt === ATTEMPTS || !problem.includes('address already in use')) {
          throw new Error(problem);
        }
      }
    } catch (error) {
      await keeper.stop();
      throw error;
    }
  }

  private readonly binaries = binariesFolder();

  private constructor(
    private readonly keeper: Keeper,
    private readonly root: string,
  ) {}

  /** A folder for files that are gone when the control plane is. */
  folder(name: string): string {
    const folder = join(this.root, 'files', name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Runs the real kubectl as an administrator of the server. */
  kubectl(args: readonly string[], options: KubectlOptions = {}): Promise<Ended> {
    const home = this.folder('kubectl');
    // Whatever kubectl keeps or compares stands in the ephemeral folder.
    const env = { PATH: process.env.PATH, HOME: home, TMPDIR: home, KUBECONFIG: join(this.root, 'kubeconfig') };
    return this.keeper.run({ command: join(this.binaries, 'kubectl'), args, env, cwd: home, ...options });
  }

  /** Runs kubectl where nothing but success will do, and gives what it prints. */
  async succeed(args: readonly string[], options: KubectlOptions = {}): Promise<string> {
    const { status, stdout, stderr } = await this.kubectl(args, options);
    if (status !== 0) {
      throw new Error(`kubectl ${args.join(' ')}: exit ${status}\n${stderr}${stdout}`);
    }
    return stdout;
  }

  /** Creates objects from plain data, for real. */
  async create(objects: readonly object[]): Promise<void> {
    await this.succeed(['create', '-f', '-'], { input: listOf(objects) });
  }

  /** Ends both servers and removes all their files. */
  async stop(): Promise<void> {
    await this.keeper.stop();
  }

  /** What went wrong, or undefined once the API server is ready. */
  private async startServers(): Promise<string | undefined> {
    const [etcdPort, securePort] = await freePorts();
    const token = this.writeCredentials(securePort);
    const servers = [this.startEtcd(etcdPort), this.startApiServer(etcdPort, securePort, token)];
    let problem: string | undefined;
    for (const [name, ended] of servers) {
      ended.then(({ status, stderr }) => {
        problem ??= `${name} ended with ${status} before it was ready:\n${stderr.slice(-2_000)}`;
      });
    }
    const deadline = Date.now() + READY_WITHIN_MS;
    while (problem === undefined && Date.now() < deadline) {
      const ready = await this.kubectl(['get', '--raw=/readyz', '--request-timeout=5s']);
      if (ready.status === 0 && problem === undefined) {
        return undefined;
      }
      await setTimeout(100);
    }
    return problem ?? `kube-apiserver is not ready after ${READY_WITHIN_MS / 1_000} s`;
  }

  private startEtcd(port: number): [name: string, ended: Promise<Ended>] {
    const url = `http://127.0.0.1:${port}`;
    return this.startServer('etcd', {
      'data-dir': join(this.root, 'etcd'),
      'listen-client-urls': url,
      'advertise-client-urls': url,
      'listen-peer-urls': 'http://127.0.0.1:0',
      'unsafe-no-fsync': 'true',
    });
  }

  private startApiServer(etcdPort: number, port: number, token: string): [name: string, ended: Promise<Ended>] {
    return this.startServer('kube-apiserver', {
      'etcd-servers': `http://127.0.0.1:${etcdPort}`,
      // It makes a certificate and a key of its own there.
      'cert-dir': this.certificates,
      'secure-port': String(port),
      'bind-address': '127.0.0.1',
      'service-account-key-file': join(this.root, 'service-account.key'),
      'service-account-signing-key-file': join(this.root, 'service-account.key'),
      'service-account-issuer': 'https://kubernetes.default.svc',
      'service-cluster-ip-range': '10.0.0.0/24',
      'authorization-mode': 'RBAC',
      'token-auth-file': token,
      // No controller manager makes the service accounts that this plug-in would wait for.
      'disable-admission-plugins': 'ServiceAccount',
      'allow-privileged': 'true',
    });
  }

  private startServer(name: string, flags: Readonly<Record<string, string>>): [name: string, ended: Promise<Ended>] {
    const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    const env = { PATH: process.env.PATH, HOME: this.root, TMPDIR: this.root };
    return [name, this.keeper.run({ command: join(this.binaries, name), args, cwd: this.root, env })];
  }

  private get certificates(): string {
    return join(this.root, 'certificates');
  }

  /** Writes the keys, the token and the kubeconfig; gives the path of the token file. */
  private writeCredentials(port: number): string {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const key = privateKey.export({ type: 'pkcs1', format: 'pem' });
    writeFileSync(join(this.root, 'service-account.key'), key, { mode: 0o600 });
    const token = randomBytes(16).toString('hex');
    const tokenFile = join(this.root, 'tokens.csv');
    writeFileSync(tokenFile, `${token},admin,1,"system:masters"\n`, { mode: 0o600 });
    const kubeconfig = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'e2e',
          cluster: {
            server: `https://127.0.0.1:${port}`,
            'certificate-authority': join(this.certificates, 'apiserver.crt'),
          },
        },
      ],
      users: [{ name: 'admin', user: { token } }],
      contexts: [{ name: 'e2e', context: { cluster: 'e2e', user: 'admin' } }],
      'current-context': 'e2e',
    };
    writeFileSync(join(this.root, 'kubeconfig'), JSON.stringify(kubeconfig), { mode: 0o600 });
    return tokenFile;
  }
}

/** Objects as one document, as kubectl reads them from standard input. */
export function listOf(items: readonly object[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

/** Two different ports that nobody listens on. */
async function freePorts(): Promise<[number, number]> {
  const listeners = [createServer(), createServer()] as const;
  const port = async (listener: (typeof listeners)[0]) => {
    await once(listener.listen(0, '127.0.0.1'), 'listening');
    return (listener.address() as AddressInfo).port;
  };
  const ports: [number, number] = [await port(listeners[0]), await port(listeners[1])];
  for (const listener of listeners) {
    await once(listener.close(), 'close');
  }
  return ports;
}
