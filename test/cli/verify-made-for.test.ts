import { ScanRun } from '../../src';
import { captureStderr, managedCluster, type Synthesized } from '../support';
import { WORKSHOP } from '../verify/fake-cluster';
import { moduleObjects } from '../verify/fake-module';
import { verifying } from './verifying';

const fake = verifying();
captureStderr();

/** Module 7 with other annotations. */
function madeFor(release: string, topology = 'managed'): Synthesized[] {
  const objects = moduleObjects(managedCluster('3.14'), ScanRun.onDemand());
  for (const { metadata } of objects) {
    Object.assign(metadata.annotations, {
      'calico-threat-defense/release': release,
      'calico-threat-defense/topology': topology,
    });
  }
  return objects;
}

describe('alerts that were made for other log settings', () => {
  const FLOWS = 'flow logs that are written every 300 seconds and aggregated to level 2 (allowed) and 1 (denied)';

  it.each([
    [{ flowLogsFlushInterval: '10s' }, 'failed'],
    [{ flowLogsFlushInterval: '5m0s', flowLogsFileAggregationKindForAllowed: 2 }, 'ok'],
    [{ dnsLogsFlushInterval: '10s' }, 'ok'],
  ])('are found on a cluster with %j', async (felix, outcome) => {
    const cluster = managedCluster('3.24');
    fake.use(moduleObjects(cluster, ScanRun.onDemand()), { cnxVersion: 'v3.24.0-1.0', connected: true, felix });
    const { outcomes, details } = await fake.steps();
    expect(outcomes[1]).toBe(`made-for ${outcome}`);
    if (outcome === 'failed') {
      expect(details['made-for']).toContain(
        `the alerts were made for ${FLOWS}, but the cluster has flow logs that are written every 10 seconds and aggregated to level 2 (allowed) and 1 (denied)`,
      );
    }
  });
});

describe('manifests that were made for Calico Cloud', () => {
  it('may be for a managed cluster, which does not report whether it is connected to it', async () => {
    fake.use(madeFor('cloud-18.3.0'));
    const { outcomes, details, exitCode } = await fake.steps();
    expect([exitCode, outcomes[1]]).toEqual([2, 'made-for unknown']);
    expect(details['made-for']).toMatch(/it cannot be determined whether that is what Calico Cloud runs/);
  });

  it('are not for a cluster that is not managed', async () => {
    fake.use(madeFor('cloud-18.3.0', 'standalone'), { ...WORKSHOP, connected: false });
    const { outcomes, exitCode } = await fake.steps();
    expect([exitCode, outcomes[1]]).toEqual([1, 'made-for failed']);
  });

  it('are for no cluster where the release does not exist', async () => {
    fake.use(madeFor('3.14-nonsense'));
    const { outcomes, details } = await fake.steps();
    expect([outcomes[1], details['made-for']]).toEqual([
      'made-for failed',
      'the manifests were made for "3.14-nonsense", which is not a Calico release',
    ]);
  });
});
