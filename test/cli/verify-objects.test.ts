import { ScanRun } from '../../src';
import { captureStderr, managedCluster } from '../support';
import { refuse } from '../verify/fake-api-server';
import { CALICO, DETECTION, WORKSHOP } from '../verify/fake-cluster';
import { FakeModule, moduleObjects } from '../verify/fake-module';
import { itCannotTell, verifying } from './verifying';

const ALERT = `${CALICO}/globalalerts/tigera.io.detector.port-scan`;
const AD_JOBS = `/apis/apps/v1/${DETECTION}/deployments/ad-jobs-deployment`;

const fake = verifying();
captureStderr();
beforeEach(() => fake.use(moduleObjects(managedCluster('3.14'), ScanRun.onDemand())));

describe('the objects step of verify', () => {
  it('names each field that was changed, and each object that is missing, and makes no scan then', async () => {
    fake.cluster.objects.delete(ALERT);
    fake.cluster.get('Deployment').spec.template.spec.containers[0].env[2].value = 'other';
    fake.cluster.get('Service').spec.ports[0].port = 81;
    const { outcomes, details, exitCode } = await fake.steps();
    expect(exitCode).toBe(1);
    expect(details.objects?.split('\n')).toEqual([
      'GlobalAlert tigera.io.detector.port-scan does not exist',
      'Deployment tigera-intrusion-detection/ad-jobs-deployment was changed: spec.template.spec.containers[0].env[2].value is "other", not "acme.aks-prod"',
      'Service dev/nginx-svc was changed: spec.ports[0].port is 81, not 80',
    ]);
    expect(outcomes.slice(2)).toEqual([
      'objects failed',
      'alert failed',
      'ad-jobs ok',
      'scan skipped',
      'event skipped',
    ]);
  });

  itCannotTell(fake, [
    [
      'a forbidden object',
      AD_JOBS,
      refuse(403, 'User "eve" cannot get it'),
      'objects',
      /cannot be read: User "eve" cannot get it; the roles/,
    ],
    ['credentials that expire', ALERT, refuse(401, 'Unauthorized'), 'objects', /wrong or have expired/],
  ]);

  it('says which namespace is missing, and who would make it', async () => {
    fake.cluster = new FakeModule(WORKSHOP);
    fake.cluster.namespaces.delete('tigera-guardian');
    const { details, exitCode } = await fake.steps();
    expect(exitCode).toBe(2);
    expect(details.objects).toMatch(/the namespace tigera-guardian is missing; the manifests do not create it/);
    expect(details.objects).toMatch(/the namespace dev is missing; the manifests create it, so apply them first/);
  });

  it('says so as well to those who may not read in a namespace that is missing', async () => {
    fake.cluster = new FakeModule(WORKSHOP);
    fake.cluster.overrides.set('/api/v1/namespaces/dev/services/nginx-svc', refuse(403, 'cannot get services'));
    const { details } = await fake.steps();
    expect(details.objects).toMatch(/Service dev\/nginx-svc cannot exist: the namespace dev is missing/);
    fake.cluster.overrides.set('/api/v1/namespaces/dev', refuse(403, 'cannot get namespaces'));
    expect((await fake.steps()).details.objects).toMatch(/Service dev\/nginx-svc cannot be read: cannot get services/);
  });
});
