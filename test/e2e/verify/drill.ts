import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing, Yaml } from 'cdk8s';
import {
  type CalicoCluster,
  NetshootScanner,
  type ScanRun,
  ScanTarget,
  ThreatFeedChart,
  VerifierRole,
  type VerifierRoleProps,
  VerifierSubject,
} from '../../../src';
import { bundled, type CommandResult } from '../../cli/command';
import { type RunningCommand, startCommand } from '../../cli/run-async';
import { managedCluster, type Synthesized } from '../../support';
import { moduleObjects, NMAP } from '../../verify/fake-module';
import { installCalico } from '../calico-api';
import { listOf } from '../control-plane';
import { installStandIns, lookLike } from '../stand-ins';
import { START_WITHIN_MS, WholeCluster } from '../whole-cluster';

export const ALERT = 'tigera.io.detector.port-scan';

/** What the workshop's cluster says of itself. */
export const WORKSHOP = { release: 'v3.14.4', topology: 'managed', name: 'acme.aks-prod' } as const;

const WORKSHOP_RELEASE = '3.14';

const NAMESPACE = 'tigera-intrusion-detection';

/** What somebody is to verify, and whether they may apply it. */
export interface Rights {
  readonly run: ScanRun;
  readonly cluster?: CalicoCluster;
  readonly apply?: boolean;
  /** Takes some of the rules away. */
  readonly without?: (rule: Synthesized) => boolean;
}

/** The same of the exercise with a threat feed. */
export type FeedRights = Pick<Rights, 'apply' | 'without'>;

/** A cluster whose node plays nmap, the command as a user runs it, and people with the rights of VerifierRole. */
export class Drill {
  cluster!: WholeCluster;
  readonly folder = mkdtempSync(join(tmpdir(), 'verify e2e '));

  constructor(
    private readonly bundles: () => string,
    private readonly release: string,
  ) {}

  /** Starts the cluster, with nothing on it. */
  async startWithoutCalico(): Promise<void> {
    this.cluster = await WholeCluster.start({ logs: { netshoot: NMAP }, commands: { nmap: { stdout: NMAP } } });
  }

  async start(): Promise<void> {
    await this.startWithoutCalico();
    await this.install();
  }

  /** Makes it look like the workshop's, which has 3.14 unless the tests are about another release. */
  async install(): Promise<void> {
    await installCalico(this.cluster, this.release, 'our');
    await installStandIns(this.cluster);
    const release = this.release === WORKSHOP_RELEASE ? WORKSHOP.release : `v${this.release}.0-1.0`;
    await lookLike(this.cluster, { ...WORKSHOP, release });
  }

  async stop(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    await this.cluster?.stop();
  }

  /** Writes module 7 into a folder, and gives its path. */
  dist(name: string, run: ScanRun, cluster = managedCluster()): string {
    const file = join(this.folder, `${name}.yaml`);
    writeFileSync(file, Yaml.stringify(...moduleObjects(cluster, run)));
    return file;
  }

  /** The kubeconfig of a service account that has the rights of VerifierRole and no others, which are made first. */
  async verifier(name: string, { run, cluster = managedCluster(), apply, without }: Rights): Promise<string> {
    const target = ScanTarget.pods({ namespace: 'dev', labels: { app: 'nginx' } });
    const scanner = new NetshootScanner(new Chart(new App(), 'other'), 'drill', { cluster, target, run });
    return await this.bound(name, { cluster, scanner, apply }, without);
  }

  /** The same for any roles. */
  async bound(name: string, props: VerifierRoleProps, without: NonNullable<Rights['without']> = () => false) {
    const chart = new Chart(new App(), 'roles');
    const subjects = [VerifierSubject.serviceAccount({ namespace: NAMESPACE, name })];
    new VerifierRole(chart, 'verifier', { ...props, subjects, name: `verifier-${name}` });
    const roles: Synthesized[] = Testing.synth(chart);
    for (const role of roles.filter(({ rules }) => rules !== undefined)) {
      role.rules = role.rules.filter((rule: Synthesized) => !without(rule));
    }
    await this.cluster.succeed(['apply', '-f', '-'], { input: listOf(roles) });
    return await this.cluster.kubeconfigFor({ namespace: NAMESPACE, name });
  }

  /** The same for somebody who is to verify the exercise with a threat feed. */
  async feedVerifier(name: string, cluster: CalicoCluster, { apply, without }: FeedRights = {}): Promise<string> {
    const { probe } = new ThreatFeedChart(new App(), 'threat-feed', { cluster });
    return await this.bound(name, { cluster, probe, apply }, without);
  }

  /** Waits for the pod of the AD jobs. */
  async adJobsReady(): Promise<void> {
    const pod = ['pod', '-l', 'app=anomaly-detection', '-n', NAMESPACE];
    await this.cluster.until('a pod of the AD jobs', async () => {
      const { status } = await this.cluster.kubectl(['wait', '--for=condition=Ready', ...pod, '--timeout=20s']);
      return status === 0;
    });
  }

  run(kubeconfig: string, ...args: string[]): Promise<CommandResult> {
    return this.begin(kubeconfig, ...args).result;
  }

  begin(kubeconfig: string, ...args: string[]): RunningCommand {
    return startCommand(this.bundles(), args, { KUBECONFIG: kubeconfig });
  }

  get command(): string {
    return join(this.bundles(), 'bin', 'calico-threat-defense.js');
  }

  /** Makes a Job of a CronJob that scanned so many minutes ago: another controller than Kubernetes' own ran it. */
  async pastJob(cronJob: string, minutes: number): Promise<void> {
    const of = ['-n', 'dev', '-o', 'json'];
    const { metadata, spec } = JSON.parse(await this.cluster.succeed(['get', 'cronjob', cronJob, ...of]));
    const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: cronJob, uid: metadata.uid, controller: true };
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: `${cronJob}-past`, namespace: 'dev', ownerReferences: [owner] },
      spec: { ...spec.jobTemplate.spec, ttlSecondsAfterFinished: undefined, managedBy: 'e2e.example/clock' },
    };
    await this.cluster.create([job]);
    const time = new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+/, '');
    const conditions = ['SuccessCriteriaMet', 'Complete'].map((type) => ({
      type,
      status: 'True',
      lastProbeTime: time,
      lastTransitionTime: time,
    }));
    const status = { startTime: time, completionTime: time, succeeded: 1, conditions };
    const patch = JSON.stringify({ status });
    const target = ['job', `${cronJob}-past`, '-n', 'dev', '--subresource=status', '--type=merge'];
    await this.cluster.succeed(['patch', ...target, '-p', patch]);
  }

  /** Sets the status of the alert, as Calico's back end would, which is not there. */
  async setStatus(status: object | null): Promise<void> {
    const patch = JSON.stringify({ status });
    await this.cluster.succeed(['patch', 'globalalert', ALERT, '--type=merge', '-p', patch]);
  }
}

/** The same for the tests of a file. */
export function drill(release = WORKSHOP_RELEASE): Drill {
  const made = new Drill(bundled(), release);
  beforeAll(() => made.start(), START_WITHIN_MS);
  afterAll(() => made.stop());
  return made;
}

/** The status of an alert that runs, with an event so many seconds from now. */
export function running(eventIn?: number): object {
  const event = eventIn === undefined ? {} : { lastEvent: new Date(Date.now() + eventIn * 1_000).toISOString() };
  return { active: true, healthy: true, lastExecuted: '2026-01-01T00:00:00Z', ...event };
}

/** What was printed, with a word for all that is another one in each run. */
export function lasting(printed: string): string[] {
  return printed
    .replace(/https:\/\/127\.0\.0\.1:\d+/g, 'SERVER')
    .replace(/\b20\d\d-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/(Job (?:dev\/)?netshoot)-[0-9a-z]+/g, '$1-X')
    .replace(/\bad-jobs-deployment-[0-9a-z]+-[0-9a-z]{5}\b/g, 'ad-jobs-deployment-X')
    .replace(/\b10\.1\.\d+\.\d+\b/g, 'ADDRESS')
    .replace(/(?:\d+ minutes? )?\d+ (?:second|minute)s? after the scan began/, 'A WHILE after the scan began')
    .replace(/\b10 minutes \d+ seconds\b|\b11 minutes\b(?! after)/g, 'ELEVEN MINUTES')
    .trimEnd()
    .split('\n');
}
