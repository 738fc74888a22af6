import { ScanRun } from '../../src';
import { captureStderr, managedCluster } from '../support';
import { CALICO } from '../verify/fake-cluster';
import { cut, moduleObjects } from '../verify/fake-module';
import { verifying } from './verifying';

const ALERT = `${CALICO}/globalalerts/tigera.io.detector.port-scan`;

const fake = verifying();
captureStderr();
beforeEach(() => fake.use(moduleObjects(managedCluster('3.14'), ScanRun.onDemand())));

describe('the event step of verify', () => {
  it('says that no event came, and that --timeout did not allow the whole time', async () => {
    fake.cluster.notices = false;
    const { outcomes, details, exitCode } = await fake.steps(['--timeout', '1s']);
    expect([exitCode, outcomes.at(-1)]).toEqual([2, 'event unknown']);
    expect(details.event).toMatch(
      /^no event of GlobalAlert tigera.io.detector.port-scan within 1 second; it can take up to 1\d minutes.*, longer than --timeout allows$/,
    );
  });

  it('fails where no event came in all the time that it may take', async () => {
    fake.use(moduleObjects(managedCluster('3.14'), ScanRun.once()));
    fake.cluster.get('Job').status = fake.cluster.jobStatus(new Date(Date.now() - 20 * 60_000).toISOString());
    const { details, exitCode } = await fake.steps();
    expect([exitCode, details.event]).toEqual([
      1,
      'no event of GlobalAlert tigera.io.detector.port-scan within 11 minutes of the end of the scan, the longest it can take',
    ]);
  });

  it('gives up a connection that is lost in the middle of a wait', async () => {
    fake.cluster.notices = false;
    const running = fake.start(['--format', 'json']);
    const lost = setInterval(() => {
      if (fake.server.requests.some((request) => request.endsWith('/log'))) {
        fake.cluster.overrides.set(ALERT, cut);
      }
    }, 50);
    const { stdout, exitCode } = await running.result;
    clearInterval(lost);
    expect(exitCode).toBe(2);
    const report = JSON.parse(stdout);
    expect(report.steps.at(-1)).toMatchObject({
      outcome: 'unknown',
      details: [expect.stringMatching(/cannot be reached/)],
    });
    expect(report.changes).toEqual([expect.stringMatching(/created Job/)]);
  }, 40_000);
});
