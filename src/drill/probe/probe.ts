import type { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { checkedScope, checkProps } from '../../arguments';
import { type Finding, fieldPath, report } from '../../base';
import { CalicoCluster, DRILL_ANNOTATIONS, SCAN_ANNOTATIONS } from '../../calico';
import { requireUniqueObjects } from '../../kind';
import type { IAlert } from '../../kinds/global-alert';
import { checkWorkload, checkWorkloadOptions, imageOf, labelsOfPods, PlainObject } from '../../kubernetes';
import type { CronJobSpec, JobSpec, PodSpec } from '../../kubernetes/api-types';
import { podLabels, runCommands, runWorkload } from '../run-workload';
import { ScanRunKind } from '../scan-run';
import { word } from '../shell-word';
import { TOOLS_IMAGE, toolsPodSpec, WAITING } from '../tools-pod';
import { requireOpenWay } from '../way-checks';
import { type ProbeAction, ProbeActionKind } from './probe-action';
import { checkAlertCluster, checkProbe } from './probe-checks';
import { probeCommand, TIMEOUT } from './probe-command';
import { checkProbeDetected } from './probe-detection';
import { PROBE_PROPS, type ProbeProps } from './probe-props';
import { ProbeRun } from './probe-run';
import { probeWays } from './probe-ways';
import type { ProbeFacts } from './trace';

/** Seconds until the pod of a Job runs: its image may have to be pulled. */
const START = 300;

/**
 * Does one thing that an alert must notice: looks up a name, sends a request, opens a connection or sends a ping;
 * manually, on demand, once, or on a schedule.
 *
 * The pod meets the Pod Security level `restricted`. It has no root user, capabilities or service account token, a
 * read-only root file system, and resource requests and limits. An image of your own needs `dig`, `curl`, `nc` or `ping`.
 *
 * The workload is annotated with what the probe does, and with the alert that must raise an event.
 */
export class Probe extends Construct {
  /** Name of the workload. */
  public readonly probeName: string;

  /** Namespace of the workload. */
  public readonly namespace: string;

  /** The one thing that the probe does. */
  public readonly action: ProbeAction;

  /** How often it does it. */
  public readonly times: number;

  /** When the probe runs. */
  public readonly run: ProbeRun;

  /** The alert that must raise an event, if it was set. */
  public readonly detectedBy?: IAlert;

  /** Reference of the container image. */
  public readonly image: string;

  /** The command that starts the probe, for a POSIX shell with kubectl; undefined if it starts by itself. */
  public readonly probeCommand?: string;

  /** The command that shows the result; undefined if the probe command prints it. */
  public readonly resultCommand?: string;

  /**
   * @param scope the parent construct
   * @param id the construct ID
   * @param props the action, the alert and the options of the pod
   * @throws when a name or an option is malformed, or the alert cannot detect the probe
   */
  constructor(scope: Construct, id: string, props: ProbeProps) {
    super(checkedScope('Probe', scope, id), id);
    checkProps(this.node.path, props, PROBE_PROPS);
    this.probeName = props.name ?? 'probe';
    this.namespace = props.namespace;
    this.action = props.action;
    this.times = props.times ?? 1;
    this.run = props.run ?? ProbeRun.pod();
    this.detectedBy = props.detectedBy;
    this.image = imageOf(props, TOOLS_IMAGE);

    const facts = this.facts(props);
    const problems = checkProbe(this.probeName, this.namespace, this.times);
    const workload = this.workload(props);
    report(this.node.path, [
      ...problems,
      // The name is the value of this label, too.
      ...checkWorkload(workload).filter(
        ({ keys }) => problems.length === 0 || fieldPath(keys) !== 'metadata.labels.app',
      ),
      ...checkWorkloadOptions(props, podLabels({ name: this.probeName })),
      ...(problems.length > 0 ? [] : this.checkDetected(props, facts)),
    ]);
    const commands = runCommands({ name: this.probeName, namespace: this.namespace, run: this.run }, () =>
      this.command.map(word),
    );
    this.probeCommand = commands.start;
    this.resultCommand = commands.result;

    if (props.cluster) {
      CalicoCluster.provide(this, props.cluster);
    }
    new PlainObject(this, 'Resource', workload);
    requireUniqueObjects(this);
    requireOpenWay(this, ...probeWays(facts));
  }

  private checkDetected({ detectedBy, cluster = CalicoCluster._find(this) }: ProbeProps, facts: ProbeFacts): Finding[] {
    return detectedBy === undefined
      ? []
      : [...checkAlertCluster(detectedBy, cluster), ...checkProbeDetected(detectedBy, facts)];
  }

  private get command(): string[] {
    return probeCommand(this.action, this.times);
  }

  private facts(props: ProbeProps): ProbeFacts {
    const { probeName: name, namespace, action, times } = this;
    return { name, namespace, action, times, run: this.run.kind, labels: labelsOfPods(props, podLabels({ name })) };
  }

  private workload(props: ProbeProps): ApiObjectProps & { readonly spec: PodSpec | JobSpec | CronJobSpec } {
    const { action, run, times } = this;
    const waits = run.kind === ScanRunKind.POD;
    const [program = '', ...args] = this.command;
    return runWorkload({
      name: this.probeName,
      namespace: this.namespace,
      run,
      options: props,
      annotations: {
        [DRILL_ANNOTATIONS.action]: `${action.description}${times === 1 ? '' : `, ${times} times`}`,
        [DRILL_ANNOTATIONS.command]: waits ? JSON.stringify(this.command) : undefined,
        [DRILL_ANNOTATIONS.detectedBy]: this.detectedBy?.alertName,
        [SCAN_ANNOTATIONS.publicAddressesReason]: action.target?.publicAddressReason,
      },
      pod: toolsPodSpec({
        image: this.image,
        user: props.user,
        options: props,
        program: waits ? WAITING : { command: [program], args },
        pings: action.kind === ProbeActionKind.PING,
      }),
      deadline: START + TIMEOUT * times,
    });
  }
}
