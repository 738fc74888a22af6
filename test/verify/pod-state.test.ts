import { podState } from '../../src/verify/live/pod-state';

const waiting = (reason: string, message?: string) => ({
  status: {
    phase: 'Pending',
    containerStatuses: [{ image: 'quay.io/x:1', ready: false, state: { waiting: { reason, message } } }],
  },
});
const warning = (reason: string, message: string) => [{ type: 'Warning', reason, message }];

describe('what a pod does', () => {
  it.each<[string, object, object[], boolean, boolean, string]>([
    [
      'it runs',
      { status: { phase: 'Running', containerStatuses: [{ ready: true }] } },
      warning('Unhealthy', 'long ago'),
      true,
      true,
      'is running and ready',
    ],
    [
      'its image is not there',
      waiting('ErrImagePull', 'not found'),
      [],
      false,
      false,
      'does not run: the image quay.io/x:1 cannot be pulled (ErrImagePull: not found)',
    ],
    [
      'a variable comes from a secret that is not there',
      waiting('CreateContainerConfigError', 'secret "access" not found'),
      [],
      false,
      false,
      'does not run: a secret is missing (CreateContainerConfigError: secret "access" not found)',
    ],
    [
      'its container cannot be created',
      waiting('CreateContainerConfigError', 'container has runAsNonRoot'),
      [],
      false,
      false,
      'does not run: its container cannot be created (CreateContainerConfigError: container has runAsNonRoot)',
    ],
    [
      'a volume comes from a secret that is not there',
      waiting('ContainerCreating'),
      warning('FailedMount', 'MountVolume.SetUp failed for volume "es-certs" : secret "ca" not found'),
      false,
      false,
      'does not run: a secret is missing (MountVolume.SetUp failed for volume "es-certs" : secret "ca" not found)',
    ],
    [
      'its program ends',
      {
        status: {
          phase: 'Running',
          containerStatuses: [
            { state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { exitCode: 3 } } },
          ],
        },
      },
      [],
      false,
      false,
      'does not run: its container keeps exiting with code 3',
    ],
    [
      'its program ends in an unknown way',
      { status: { containerStatuses: [{ state: { waiting: { reason: 'CrashLoopBackOff' } } }] } },
      [],
      false,
      false,
      'does not run: its container keeps exiting',
    ],
    [
      'its image is not known by its status',
      {
        spec: { containers: [{ image: 'quay.io/y:2' }, { image: 'quay.io/z:3' }] },
        status: { containerStatuses: [{ image: '', state: { waiting: { reason: 'InvalidImageName' } } }] },
      },
      [],
      false,
      false,
      'does not run: the image quay.io/y:2 cannot be pulled (InvalidImageName)',
    ],
    [
      'a volume is not there',
      waiting('ContainerCreating'),
      warning('FailedMount', 'timed out, see the secret docs'),
      false,
      false,
      'does not run: a volume cannot be mounted (timed out, see the secret docs)',
    ],
    [
      'something else is reported',
      waiting('ContainerCreating'),
      [...warning('Unhealthy', 'before'), ...warning('FailedCreatePodSandBox', 'no\nnetwork'), { message: 'Pulled' }],
      false,
      true,
      'is not ready: no network',
    ],
    [
      'no node takes it',
      { status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes' }] } },
      [],
      false,
      false,
      'does not run: it cannot be scheduled (0/3 nodes)',
    ],
    [
      'a probe fails',
      { status: { phase: 'Running', containerStatuses: [{ ready: false, state: { running: {} } }] } },
      [...warning('Pulled', 'pulled'), ...warning('Unhealthy', 'Readiness probe failed: 503')],
      false,
      true,
      'is not ready: a probe fails (Readiness probe failed: 503)',
    ],
    [
      'it is not ready yet',
      { status: { phase: 'Running', containerStatuses: [{ ready: false }] } },
      [],
      false,
      true,
      'is running, but not ready',
    ],
    ['it starts', { status: { phase: 'Pending' } }, [], false, true, 'is starting'],
    ['it has ended', { status: { phase: 'Failed' } }, [], false, true, 'has ended (Failed)'],
    ['it says nothing', {}, [], false, true, 'is starting'],
    [
      'it says something hostile',
      waiting('ErrImagePull', '\u001b[2Jgone'),
      [],
      false,
      false,
      'does not run: the image quay.io/x:1 cannot be pulled (ErrImagePull:  [2Jgone)',
    ],
  ])('is said in words: %s', (_, pod, events, ready, retryable, text) => {
    expect(podState(pod, events)).toEqual({ ready, retryable, text });
  });
});
