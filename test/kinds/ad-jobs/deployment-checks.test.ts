import { CalicoCluster, CalicoRelease } from '../../../src/calico';
import { checkAdJobs } from '../../../src/kinds/ad-jobs/ad-jobs-checks';
import { type AdJobsWorkload, deploymentOf } from '../../../src/kinds/ad-jobs/ad-jobs-workload';
import { checkDeployment } from '../../../src/kinds/ad-jobs/deployment-checks';
import { checkWorkload } from '../../../src/kubernetes';
import { captureStderr } from '../../support';

captureStderr();

const IMAGE = 'quay.io/tigera/anomaly_detection_jobs:v3.12.0';

const workloadOf = (cluster: CalicoCluster, tuning: Record<string, string> = {}, image = IMAGE): AdJobsWorkload => ({
  cluster,
  name: cluster.name,
  image,
  tuning: new Map(Object.entries(tuning)),
  options: {},
});

/** What the checks find in the Deployment itself, without anything that is remembered. */
function foundIn(workload: AdJobsWorkload) {
  const deployment = deploymentOf(workload);
  const ofJobs = checkAdJobs(deployment, workload.cluster);
  return [...ofJobs.filter(({ rule }) => rule !== 'cluster/name-without-tenant'), ...checkWorkload(deployment)];
}

describe('the checks of the Deployment of a construct', () => {
  const releases = ['3.7', '3.8', '3.12', '3.14', '3.17.1', '3.18', '3.24'].map((text) => CalicoRelease.parse(text));
  const clustersOf = (release: CalicoRelease) => [
    ...['acme.one', 'acme.two', 'cluster', 'prod', 'a', 'x'.repeat(200)].map((name) =>
      CalicoCluster.managed({ name, release }),
    ),
    CalicoCluster.standalone({ release }),
    CalicoCluster.management({ release }),
  ];

  it.each<Record<string, string>>([
    {},
    { AD_port_scan_threshold: '200' },
    { AD_port_scan_threshold: '-1' },
    { OTHER: '$(CLUSTER_NAME)', AD_max_docs: '$(CLUSTER_NAME)', AD_DISABLED_JOBS: '$(CLUSTER_NAME)' },
    { AD_DISABLED_JOBS: 'port_scan,dns_latenci', AD_port_scan_threshold: '100' },
  ])('find the same for every cluster, whichever were checked before: %j', (tuning) => {
    const clusters = releases.flatMap(clustersOf);
    for (const cluster of [...clusters, ...clusters]) {
      const workload = workloadOf(cluster, tuning);
      expect([`${cluster.release}`, cluster.name, checkDeployment(workload)]).toEqual([
        `${cluster.release}`,
        cluster.name,
        foundIn(workload),
      ]);
    }
  });

  it('find a name that belongs to another kind of cluster after others that do not', () => {
    const release = CalicoRelease.parse('3.12');
    const rulesFor = (name: string) =>
      checkDeployment(workloadOf(CalicoCluster.managed({ name, release }))).map(({ rule }) => rule);
    expect([rulesFor('acme.one'), rulesFor('acme.two'), rulesFor('cluster'), rulesFor('acme.one')]).toEqual([
      [],
      [],
      ['ad-jobs/cluster-name-suspect'],
      [],
    ]);
  });

  it('find another image after a right one', () => {
    const release = CalicoRelease.parse('3.12');
    const rulesFor = (image: string) =>
      checkDeployment(workloadOf(CalicoCluster.managed({ name: 'acme.one', release }), {}, image)).map(
        ({ rule }) => rule,
      );
    expect([rulesFor(IMAGE), rulesFor(IMAGE.replace(/:.*/, ''))]).toEqual([[], ['workload/image']]);
  });
});
