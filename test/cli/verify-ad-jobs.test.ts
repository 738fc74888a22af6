import { ScanRun } from '../../src';
import { captureStderr, managedCluster } from '../support';
import { refuse } from '../verify/fake-api-server';
import { DETECTION, WORKSHOP } from '../verify/fake-cluster';
import { moduleObjects } from '../verify/fake-module';
import { itCannotTell, itFailsInWords, verifying } from './verifying';

const AD_JOBS = `/apis/apps/v1/${DETECTION}/deployments/ad-jobs-deployment`;

const fake = verifying();
captureStderr();
beforeEach(() => fake.use(moduleObjects(managedCluster('3.14'), ScanRun.onDemand())));

describe('the ad-jobs step of verify', () => {
  itFailsInWords(fake, [
    [
      'an image that cannot be pulled',
      () => {
        const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image' };
        fake.cluster.podStatus = {
          phase: 'Pending',
          containerStatuses: [{ image: 'quay.io/x:1', state: { waiting } }],
        };
      },
      'ad-jobs',
      /the image quay.io\/x:1 cannot be pulled \(ImagePullBackOff: Back-off pulling image\)/,
    ],
    [
      'a secret that is missing',
      () => {
        fake.cluster.podStatus = { phase: 'Pending' };
        fake.cluster.podEvents = [{ type: 'Warning', reason: 'FailedMount', message: 'secret "es-certs" not found' }];
      },
      'ad-jobs',
      /a secret is missing \(secret "es-certs" not found\)/,
    ],
  ]);

  itCannotTell(fake, [
    [
      'forbidden pods',
      `/api/v1/${DETECTION}/pods`,
      refuse(403, 'cannot list pods'),
      'ad-jobs',
      /cannot list pods; the roles/,
    ],
  ]);

  it('does not take a pod of what the Deployment said before for one of what it says', async () => {
    const { metadata, ...deployment } = fake.cluster.get('Deployment');
    const live = (status: object) => ({ ...deployment, metadata: { ...metadata, generation: 2 }, status });
    for (const status of [{}, { observedGeneration: 1, updatedReplicas: 1 }, { observedGeneration: 2 }]) {
      fake.cluster.overrides.set(AD_JOBS, live(status));
      const { outcomes, details } = await fake.steps();
      expect(outcomes).toContain('ad-jobs failed');
      expect(details['ad-jobs']).toBe('Deployment tigera-intrusion-detection/ad-jobs-deployment has no pod yet');
    }
    fake.cluster.overrides.set(AD_JOBS, live({ observedGeneration: 2, updatedReplicas: 1 }));
    expect((await fake.steps()).outcomes).toContain('ad-jobs ok');
  });

  it('does not wait for a pod of a Deployment that is scaled to 0 replicas', async () => {
    const deployment = structuredClone(fake.cluster.get('Deployment'));
    deployment.spec.replicas = 0;
    fake.cluster.overrides.set(AD_JOBS, deployment);
    fake.cluster.overrides.set(`/api/v1/${DETECTION}/pods`, { items: [] });
    const { outcomes, details } = await fake.steps();
    expect(outcomes).toContain('ad-jobs failed');
    expect(details['ad-jobs']).toBe(
      'Deployment tigera-intrusion-detection/ad-jobs-deployment has no pod: it is scaled to 0 replicas',
    );
  });

  it.each<[string[], string, RegExp]>([
    [[], 'failed', /a probe fails \(refused\)$/],
    [
      ['--timeout', '100ms'],
      'unknown',
      /a probe fails \(refused\); it can take up to .*, longer than --timeout allows$/,
    ],
  ])('for AD jobs whose probe fails, as long as it may: %j', async (args, outcome, message) => {
    fake.cluster.podStatus = { phase: 'Running', containerStatuses: [{ ready: false }] };
    fake.cluster.podEvents = [{ type: 'Warning', reason: 'Unhealthy', message: 'refused' }];
    const { outcomes, details } = await fake.steps(args);
    expect(outcomes).toContain(`ad-jobs ${outcome}`);
    expect(details['ad-jobs']).toMatch(message);
  });

  it('needs no AD jobs where the release has none', async () => {
    fake.use(moduleObjects(managedCluster('3.22'), ScanRun.once()), { ...WORKSHOP, cnxVersion: 'v3.22.1' });
    const now = new Date().toISOString();
    fake.cluster.get('Job').status = fake.cluster.jobStatus(now);
    fake.cluster.get('GlobalAlert').status.lastEvent = new Date(Date.now() + 60_000).toISOString();
    const { outcomes, details, exitCode } = await fake.steps();
    expect([exitCode, outcomes.slice(2)]).toEqual([0, ['objects ok', 'alert ok', 'scan ok', 'event ok']]);
    expect(details.event).toMatch(/1 minute after the scan began/);
  });
});
