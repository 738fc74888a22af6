import { ScanRun } from '../../src';
import { ChangeKind } from '../../src/verify/live/change';
import { SCAN_STEP } from '../../src/verify/live/scan-step';
import { captureStderr, managedCluster } from '../support';
import { moduleObjects } from '../verify/fake-module';
import { verifying } from './verifying';

const fake = verifying();
captureStderr();
afterEach(() => jest.restoreAllMocks());

describe('a bug in a step of verify', () => {
  it('is reported together with what was left on the cluster', async () => {
    fake.use(moduleObjects(managedCluster('3.14'), ScanRun.onDemand()));
    jest.spyOn(SCAN_STEP, 'run').mockImplementation(async ({ changes }) => {
      const job = { namespace: 'dev', name: 'netshoot-1' };
      changes.add({ kind: ChangeKind.JOB_CREATED, job, keptFor: undefined });
      throw new RangeError('a bug');
    });
    const running = fake.start();
    const ended = running.result.catch((error: Error) => error.message);
    await Promise.race([running.printed('left on the cluster: created Job dev/netshoot-1'), ended]);
    await running.printed('UNKNOWN scan: verify ended with an unexpected error');
    expect(JSON.stringify([await ended])).not.toContain('"exitCode":0');
  }, 20_000);
});
