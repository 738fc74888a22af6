import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { provideClusterBinaries } from './binaries';
import { ControlPlane, type Flags, type Server, whenReady } from './control-plane';
import { type Behaviour, FakeNodeFiles } from './fake-node';
import { freePorts } from './free-ports';
import { Keeper } from './keeper';

/** How long starting one may take where its binaries have to be built first; for jest's `beforeAll`. */
export const START_WITHIN_MS = 20 * 60_000;

const UNTIL_WITHIN_MS = 30_000;

/** Kwok sometimes crashes when it starts, in a library that two of its threads use at the same time. */
const CRASH_OF_KWOK = 'github.com/wzshiming/easycel';
const STARTS_OF_KWOK = 3;

/** A service account, and what it may do. */
export interface Account {
  readonly namespace: string;
  readonly name: string;
  /** Name of the ClusterRole that it is bound to in all namespaces; none unless given. */
  readonly clusterRole?: string;
}

/** A control plane with controllers, a scheduler and one node that plays the life of its pods. */
export class WholeCluster extends ControlPlane {
  /**
   * Starts one, and comes back when its node is ready; builds what it needs where that is not there yet.
   *
   * @throws with the end of the servers' logs, when they do not become ready
   */
  static override async start(behaviour: Behaviour = {}): Promise<WholeCluster> {
    const builder = new Keeper();
    try {
      await provideClusterBinaries(builder);
    } finally {
      await builder.stop();
    }
    return ControlPlane.launch((keeper, root) => new WholeCluster(keeper, root, behaviour));
  }

  private node: Server | undefined;
  private nodePort = 0;
  private readonly files: FakeNodeFiles;

  private constructor(
    keeper: Keeper,
    root: string,
    private behaviour: Behaviour,
  ) {
    super(keeper, root);
    mkdirSync(join(root, 'node'));
    this.files = new FakeNodeFiles(join(root, 'node'));
  }

  /**
   * Sets what all pods do from now on, those that are there already and those to come; replaces what was set before.
   *
   * Comes back when the node acts upon it, which is before each pod that is there has changed.
   */
  async behave(behaviour: Behaviour): Promise<void> {
    await this.node?.end();
    this.behaviour = behaviour;
    const problem = await this.startNode();
    if (problem !== undefined) {
      throw new Error(problem);
    }
  }

  /** The commands that were run in pods since the behaviour was last set, each with its arguments. */
  commandsRun(): string[] {
    return this.files.calls();
  }

  /** Waits until a condition holds, and fails with what was waited for. */
  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + UNTIL_WITHIN_MS;
    while (!(await holds())) {
      if (Date.now() > deadline) {
        const { stdout } = await this.kubectl(['get', 'pods', '-A', '-o', 'wide']);
        throw new Error(`waited ${UNTIL_WITHIN_MS / 1_000} s for ${what}; the pods are\n${stdout}`);
      }
      await setTimeout(100);
    }
  }

  /** Path of a kubeconfig with the token of a service account, which is made, and bound to its role, where it is not. */
  async kubeconfigFor({ namespace, name, clusterRole }: Account): Promise<string> {
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace, name } };
    await this.succeed(['apply', '-f', '-'], { input: JSON.stringify(account) });
    if (clusterRole !== undefined) {
      const binding = {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: `${namespace}.${name}.${clusterRole}` },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: clusterRole },
        subjects: [{ kind: 'ServiceAccount', namespace, name }],
      };
      await this.succeed(['apply', '-f', '-'], { input: JSON.stringify(binding) });
    }
    const token = await this.succeed(['create', 'token', name, '-n', namespace]);
    return this.writeKubeconfig(`${namespace}.${name}`, { token: token.trim() });
  }

  protected override async startServers(): Promise<string | undefined> {
    const problem = await super.startServers();
    if (problem !== undefined) {
      return problem;
    }
    const node = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'node', labels: { 'kubernetes.io/os': 'linux' } },
    };
    await this.create([node]);
    const controllers = this.startServer('kube-controller-manager', {
      ...this.controllerFlags(),
      'service-account-private-key-file': this.serviceAccountKey,
      'root-ca-file': this.certificate('crt'),
      'use-service-account-credentials': 'true',
      // The node is always well, and says so once.
      'node-monitor-grace-period': '24h',
    });
    const scheduler = this.startServer('kube-scheduler', this.controllerFlags());
    const [port = 0] = await freePorts(1);
    this.nodePort = port;
    const ofNode = await this.startNode();
    const servers = [controllers, scheduler, ...(this.node ? [this.node] : [])];
    return ofNode ?? whenReady(servers, () => this.isWhole());
  }

  protected override apiServerFlags(tokenFile: string): Flags {
    const { 'disable-admission-plugins': _, ...flags } = super.apiServerFlags(tokenFile);
    return { ...flags, 'kubelet-preferred-address-types': 'InternalIP' };
  }

  private controllerFlags(): Flags {
    return {
      kubeconfig: this.kubeconfig,
      'authentication-kubeconfig': this.kubeconfig,
      'authorization-kubeconfig': this.kubeconfig,
      'leader-elect': 'false',
      // Nobody asks them anything.
      'secure-port': '0',
    };
  }

  /** Kwok reads what pods do when it starts, so that it is started anew for each change. */
  private async startNode(): Promise<string | undefined> {
    this.files.write(this.behaviour);
    const address = `127.0.0.1:${this.nodePort}`;
    const flags = {
      kubeconfig: this.kubeconfig,
      config: this.files.config,
      'manage-all-nodes': 'true',
      'enable-crds': '',
      // Not the range of Services.
      cidr: '10.1.0.1/16',
      'node-ip': '127.0.0.1',
      'node-port': String(this.nodePort),
      'server-address': address,
      'tls-cert-file': this.certificate('crt'),
      'tls-private-key-file': this.certificate('key'),
      // A lease would keep a restarted kwok from the node until it has run out.
      'node-lease-duration-seconds': '0',
    };
    for (let count = 1; ; count += 1) {
      this.node = this.startServer('kwok', flags, this.files.commands);
      const problem = await whenReady([this.node], async () => {
        const answer = await fetch(`http://${address}/healthz`).catch(() => undefined);
        return answer?.ok ?? false;
      });
      if (count === STARTS_OF_KWOK || !problem?.includes(CRASH_OF_KWOK)) {
        return problem;
      }
    }
  }

  private async isWhole(): Promise<boolean> {
    const ready = [
      'get',
      'node',
      'node',
      '-o',
      'jsonpath={.status.conditions[?(@.type=="Ready")].status}/{.spec.taints}',
    ];
    const [node, account] = await Promise.all([
      this.kubectl(ready),
      this.kubectl(['get', 'serviceaccount', 'default', '-o', 'name']),
    ]);
    return node.stdout === 'True/' && account.status === 0;
  }
}
