import { ScanRun } from '../../src';
import { captureStderr, managedCluster } from '../support';
import { WORKSHOP } from '../verify/fake-cluster';
import { moduleObjects } from '../verify/fake-module';
import { itFailsInWords, verifying } from './verifying';

const fake = verifying();
captureStderr();
beforeEach(() => fake.use(moduleObjects(managedCluster('3.14'), ScanRun.onDemand())));

describe('the alert step of verify', () => {
  itFailsInWords(fake, [
    [
      'an alert that does not run',
      () => (fake.cluster.get('GlobalAlert').status.active = false),
      'alert',
      /is not active/,
    ],
    [
      'an alert with errors',
      () => {
        fake.cluster.get('GlobalAlert').status = {
          active: true,
          healthy: false,
          errorConditions: [{ type: 'Query', message: 'no index' }],
        };
      },
      'alert',
      /is not healthy: Query: no index/,
    ],
  ]);

  it('says what cannot be verified on releases without an alert', async () => {
    fake.use(moduleObjects(managedCluster('3.12'), ScanRun.onDemand()), { ...WORKSHOP, cnxVersion: 'v3.12.0' });
    fake.cluster.notices = false;
    const { outcomes, details, exitCode } = await fake.steps();
    expect(exitCode).toBe(2);
    expect(outcomes.slice(2)).toEqual(['objects ok', 'alert unknown', 'ad-jobs ok', 'scan ok', 'event unknown']);
    expect(details.alert).toMatch(/Calico Enterprise 3.12.0 has no alert for port scans: the AD jobs raise events/);
  });
});
