import { listAt, sanitizeLine, textAt, valueAt } from '../../base';

/** What a pod does. */
export interface PodState {
  readonly ready: boolean;
  /** Whether waiting longer may help. */
  readonly retryable: boolean;
  /** A predicate for messages, such as `is running and ready`. */
  readonly text: string;
}

const NO_IMAGE: readonly string[] = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull'];
const NO_CONFIG: readonly string[] = ['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError'];

/**
 * Whether a pod is running and ready, and if not, why.
 *
 * @param events of the pod, the newest last
 */
export function podState(pod: unknown, events: readonly unknown[]): PodState {
  const phase = textAt(pod, 'status', 'phase');
  const statuses = listAt(pod, 'status', 'containerStatuses');
  if (phase === 'Running' && statuses.length > 0 && statuses.every((status) => valueAt(status, 'ready') === true)) {
    return { ready: true, retryable: true, text: 'is running and ready' };
  }
  return (
    statuses.map((status) => waitingState(status, pod)).find((state) => state !== undefined) ??
    unscheduledState(pod) ??
    eventState(events) ?? { ready: false, retryable: true, text: phaseText(phase) }
  );
}

function waitingState(status: unknown, pod: unknown): PodState | undefined {
  const reason = textAt(status, 'state', 'waiting', 'reason');
  const message = textAt(status, 'state', 'waiting', 'message');
  const because = message === '' ? '' : `: ${message}`;
  if (NO_IMAGE.includes(reason)) {
    return terminal(`does not run: the image ${imageOf(status, pod)} cannot be pulled (${reason}${because})`);
  }
  if (NO_CONFIG.includes(reason)) {
    const missing = missesSecret(message) ? 'a secret is missing' : 'its container cannot be created';
    return terminal(`does not run: ${missing} (${reason}${because})`);
  }
  if (reason === 'CrashLoopBackOff') {
    const code = valueAt(status, 'lastState', 'terminated', 'exitCode');
    return terminal(`does not run: its container keeps exiting${Number.isInteger(code) ? ` with code ${code}` : ''}`);
  }
  return undefined;
}

/** Whether the kubelet says that a secret was not found. */
function missesSecret(message: string): boolean {
  const lower = message.toLowerCase();
  const secret = lower.indexOf('secret');
  return secret >= 0 && lower.includes('not found', secret);
}

function imageOf(status: unknown, pod: unknown): string {
  return textAt(status, 'image') || textAt(pod, 'spec', 'containers', 0, 'image');
}

function unscheduledState(pod: unknown): PodState | undefined {
  const condition = listAt(pod, 'status', 'conditions').find((one) => textAt(one, 'type') === 'PodScheduled');
  return textAt(condition, 'status') === 'False'
    ? terminal(`does not run: it cannot be scheduled (${textAt(condition, 'message')})`)
    : undefined;
}

function eventState(events: readonly unknown[]): PodState | undefined {
  const event = events.findLast((one) => textAt(one, 'type') === 'Warning');
  const message = textAt(event, 'message');
  switch (textAt(event, 'reason')) {
    case 'Unhealthy':
      return { ready: false, retryable: true, text: sanitizeLine(`is not ready: a probe fails (${message})`) };
    case 'FailedMount': {
      const missing = missesSecret(message) ? 'a secret is missing' : 'a volume cannot be mounted';
      return terminal(`does not run: ${missing} (${message})`);
    }
    case '':
      return undefined;
    default:
      return { ready: false, retryable: true, text: sanitizeLine(`is not ready: ${message}`) };
  }
}

function phaseText(phase: string): string {
  switch (phase) {
    case 'Running':
      return 'is running, but not ready';
    case 'Failed':
    case 'Succeeded':
      return `has ended (${phase})`;
    default:
      return 'is starting';
  }
}

function terminal(text: string): PodState {
  return { ready: false, retryable: false, text: sanitizeLine(text) };
}
