import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { binary } from './binaries';
import { freePorts } from './free-ports';
import type { Ended, Keeper, Running } from './keeper';
import { keptServer } from './kept-server';
import { kubeconfigText } from './kubeconfig';

const READY_WITHIN_MS = 10_000;

/** Flags of a server by their names, without the dashes. */
export type Flags = Readonly<Record<string, string>>;

/** A server that was started, and what it calls itself. */
export interface Server extends Running {
  readonly name: string;
}

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
    return ControlPlane.launch((keeper, root) => new ControlPlane(keeper, root));
  }

  protected static async launch<T extends ControlPlane>(make: (keeper: Keeper, root: string) => T): Promise<T> {
    return keptServer(async (keeper) => {
      const server = make(keeper, await keeper.folder('control-plane-'));
      return { server, problem: await server.startServers() };
    }, 'address already in use');
  }

  private port = 0;

  protected constructor(
    private readonly keeper: Keeper,
    protected readonly root: string,
  ) {}

  /** A folder for files that are gone when the control plane is. */
  folder(name: string): string {
    const folder = join(this.root, 'files', name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Path of the kubeconfig of an administrator. */
  get kubeconfig(): string {
    return join(this.root, 'kubeconfig');
  }

  /** Path of a kubeconfig whose token the server does not know, as when it has expired. */
  kubeconfigWithBadToken(): string {
    return this.writeKubeconfig('bad-token', { port: this.port, token: randomBytes(16).toString('hex') });
  }

  /** Path of a kubeconfig for a port that nobody listens on. */
  async kubeconfigOfDeadPort(): Promise<string> {
    const [port] = await freePorts(1);
    return this.writeKubeconfig('dead-port', { port: port ?? 0, token: 'any' });
  }

  /** Runs the real kubectl as an administrator of the server. */
  kubectl(args: readonly string[], options: KubectlOptions = {}): Promise<Ended> {
    const home = this.folder('kubectl');
    // Whatever kubectl keeps or compares stands in the ephemeral folder.
    const env = { PATH: process.env.PATH, HOME: home, TMPDIR: home, KUBECONFIG: this.kubeconfig };
    return this.keeper.run({ command: binary('kubectl'), args, env, cwd: home, ...options });
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

  /** Ends all servers and removes all their files. */
  async stop(): Promise<void> {
    await this.keeper.stop();
  }

  /** What went wrong, or undefined once all that there is to start is ready. */
  protected async startServers(): Promise<string | undefined> {
    const [etcdPort = 0, securePort = 0] = await freePorts(2);
    this.port = securePort;
    const token = this.writeCredentials();
    const url = `http://127.0.0.1:${etcdPort}`;
    const etcd = this.startServer('etcd', {
      'data-dir': join(this.root, 'etcd'),
      'listen-client-urls': url,
      'advertise-client-urls': url,
      'listen-peer-urls': 'http://127.0.0.1:0',
      'unsafe-no-fsync': 'true',
    });
    const apiServer = this.startServer('kube-apiserver', { ...this.apiServerFlags(token), 'etcd-servers': url });
    return whenReady([etcd, apiServer], async () => {
      const { status } = await this.kubectl(['get', '--raw=/readyz', '--request-timeout=5s']);
      return status === 0;
    });
  }

  protected apiServerFlags(tokenFile: string): Flags {
    return {
      // It makes a certificate and a key of its own there.
      'cert-dir': this.certificates,
      'secure-port': String(this.port),
      'bind-address': '127.0.0.1',
      'service-account-key-file': this.serviceAccountKey,
      'service-account-signing-key-file': this.serviceAccountKey,
      'service-account-issuer': 'https://kubernetes.default.svc',
      'service-cluster-ip-range': '10.0.0.0/24',
      'authorization-mode': 'RBAC',
      'token-auth-file': tokenFile,
      // No controller manager makes the service accounts that this plug-in would wait for.
      'disable-admission-plugins': 'ServiceAccount',
      'allow-privileged': 'true',
    };
  }

  /** Starts one of the binaries; it sees nothing of the machine but the given folders of commands. */
  protected startServer(name: string, flags: Flags, path = process.env.PATH): Server {
    const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    const env = { PATH: path, HOME: this.root, TMPDIR: this.root };
    return { name, ...this.keeper.start({ command: binary(name), args, cwd: this.root, env }) };
  }

  /** Writes a kubeconfig for this server, and gives its path. */
  protected writeKubeconfig(name: string, access: { readonly port?: number; readonly token: string }): string {
    const file = join(this.folder('kubeconfigs'), name);
    const certificate = this.certificate('crt');
    writeFileSync(file, kubeconfigText({ port: this.port, certificate, ...access }), { mode: 0o600 });
    return file;
  }

  /** The certificate that the API server made for itself and this machine, or its key. */
  protected certificate(part: 'crt' | 'key'): string {
    return join(this.certificates, `apiserver.${part}`);
  }

  protected get serviceAccountKey(): string {
    return join(this.root, 'service-account.key');
  }

  private get certificates(): string {
    return join(this.root, 'certificates');
  }

  /** Writes the keys, the token and the kubeconfig; gives the path of the token file. */
  private writeCredentials(): string {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const key = privateKey.export({ type: 'pkcs1', format: 'pem' });
    writeFileSync(this.serviceAccountKey, key, { mode: 0o600 });
    const token = randomBytes(16).toString('hex');
    const tokenFile = join(this.root, 'tokens.csv');
    writeFileSync(tokenFile, `${token},admin,1,"system:masters"\n`, { mode: 0o600 });
    const access = { port: this.port, certificate: this.certificate('crt'), token };
    writeFileSync(this.kubeconfig, kubeconfigText(access), { mode: 0o600 });
    return tokenFile;
  }
}

/** What went wrong, or undefined once it is ready and none of the servers has ended. */
export async function whenReady(
  servers: readonly Server[],
  isReady: () => Promise<boolean>,
  within = READY_WITHIN_MS,
): Promise<string | undefined> {
  let problem: string | undefined;
  for (const { name, ended } of servers) {
    ended.then(({ status, stderr }) => {
      problem ??= `${name} ended with ${status} before it was ready:\n${stderr.slice(-2_000)}`;
    });
  }
  const deadline = Date.now() + within;
  while (problem === undefined && Date.now() < deadline) {
    if ((await isReady()) && problem === undefined) {
      return undefined;
    }
    await setTimeout(100);
  }
  if (problem !== undefined) {
    return problem;
  }
  await Promise.all(servers.map((server) => server.end()));
  const logs = servers.map(async ({ name, ended }) => `${name}:\n${(await ended).stderr.slice(-2_000)}`);
  return [`not ready after ${within / 1_000} s`, ...(await Promise.all(logs))].join('\n');
}

/** Objects as one document, as kubectl reads them from standard input. */
export function listOf(items: readonly object[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}
