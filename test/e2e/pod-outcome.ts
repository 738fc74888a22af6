/** How a container is, as a template of its state in a pod's status. */
interface ContainerState {
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  readonly ready: boolean;
  readonly restarts: number;
  /** Fields of its `state`; text in double braces is filled in for each container. */
  readonly state: object;
  readonly lastState?: object;
  /** What the node would say of it. */
  readonly event?: { readonly type: 'Normal' | 'Warning'; readonly reason: string; readonly message: string };
}

/** What becomes of a pod on the fake node, as its status says it. */
export class PodOutcome {
  /** All containers run and are ready. */
  static readonly READY = new PodOutcome({
    phase: 'Running',
    ready: true,
    restarts: 0,
    state: { running: { startedAt: '{{ Now }}' } },
  });

  /** All containers run, and their readiness probe fails. */
  static readonly NOT_READY = new PodOutcome({
    phase: 'Running',
    ready: false,
    restarts: 0,
    state: { running: { startedAt: '{{ Now }}' } },
    event: { type: 'Warning', reason: 'Unhealthy', message: 'Readiness probe failed: connection refused' },
  });

  /** The image cannot be pulled. */
  static readonly IMAGE_PULL_BACK_OFF = PodOutcome.waiting(
    'ImagePullBackOff',
    'Back-off pulling image \\"{{ $container.image }}\\": ErrImagePull: pull access denied',
  );

  /** The containers end with exit code 1 again and again. */
  static readonly CRASH_LOOP_BACK_OFF = new PodOutcome({
    phase: 'Running',
    ready: false,
    restarts: 5,
    state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 2m40s restarting failed container' } },
    lastState: terminated(1),
    event: { type: 'Warning', reason: 'BackOff', message: 'Back-off restarting failed container' },
  });

  /** All containers ended with exit code 0; what the pods of Jobs come to unless told otherwise. */
  static readonly SUCCEEDED = new PodOutcome({
    phase: 'Succeeded',
    ready: false,
    restarts: 0,
    state: terminated(0),
  });

  /** All containers ended with another exit code, and are not started again. */
  static failed(exitCode = 1): PodOutcome {
    return new PodOutcome({ phase: 'Failed', ready: false, restarts: 0, state: terminated(exitCode) });
  }

  /** A Secret that a container reads is not there. */
  static missingSecret(name: string): PodOutcome {
    return PodOutcome.waiting('CreateContainerConfigError', `secret \\"${name}\\" not found`);
  }

  /** The containers do not come to run; quotes in the message stand behind a backslash. */
  private static waiting(reason: string, message: string): PodOutcome {
    const event = { type: 'Warning', reason: 'Failed', message: `Error: ${reason}` } as const;
    return new PodOutcome({
      phase: 'Pending',
      ready: false,
      restarts: 0,
      state: { waiting: { reason, message } },
      event,
    });
  }

  private constructor(private readonly container: ContainerState) {}

  /** What kwok does to a pod to bring it there, and to mark it by a condition of its own so that it does it once. */
  stepsOf(markerType: string, marker: string): object[] {
    const template = this.template([...this.conditions(), condition(markerType, true, { reason: marker })]);
    const { event } = this.container;
    const patch = { subresource: 'status', root: 'status', template };
    return [{ patch }, ...(event ? [{ event }] : [])];
  }

  private conditions(): object[] {
    const { phase, ready } = this.container;
    const why = phase === 'Succeeded' ? 'PodCompleted' : 'ContainersNotReady';
    const reason = { reason: ready ? '' : why, message: '' };
    return [
      condition('PodReadyToStartContainers', phase !== 'Succeeded' && phase !== 'Failed', {}),
      condition('Initialized', true, {}),
      condition('Ready', ready, reason),
      condition('ContainersReady', ready, reason),
    ];
  }

  /** JSON, which is YAML too, but for the loop over the containers. */
  private template(conditions: readonly object[]): string {
    const { phase, ready, restarts, state, lastState = {} } = this.container;
    const container = `{
      "name": {{ Quote $container.name }}, "image": {{ Quote $container.image }}, "imageID": "", "ready": ${ready},
      "started": ${phase === 'Running' && !('waiting' in state)}, "restartCount": ${restarts},
      "state": ${text(state)}, "lastState": ${text(lastState)} },`;
    const addresses = '{{ PodIPWith .spec.nodeName false (or .metadata.uid "") .metadata.name .metadata.namespace }}';
    return `{
      "phase": "${phase}", "startTime": "{{ Now }}", "conditions": ${JSON.stringify(conditions)},
      "hostIP": "{{ NodeIPWith .spec.nodeName }}", "podIP": "${addresses}", "podIPs": [{ "ip": "${addresses}" }],
      "containerStatuses": [{{ range $container := .spec.containers }}${container}{{ end }}] }`;
  }
}

function terminated(exitCode: number): object {
  const reason = exitCode === 0 ? 'Completed' : 'Error';
  return { terminated: { exitCode, reason, startedAt: '{{ Now }}', finishedAt: '{{ Now }}' } };
}

function condition(type: string, holds: boolean, more: object): object {
  return { type, status: holds ? 'True' : 'False', lastTransitionTime: '{{ Now }}', ...more };
}

/** As JSON in which a quote behind a backslash stays one. */
function text(value: object): string {
  return JSON.stringify(value).replaceAll('\\\\\\"', '\\"');
}
