import { type App, Chart } from 'cdk8s';
import { AdJobsDeployment, CalicoCluster, CalicoRelease, Fleet, type FleetMember } from '../../../src';

class Jobs extends Fleet {
  protected override addCharts(app: App, { cluster }: FleetMember): void {
    new AdJobsDeployment(new Chart(app, 'jobs'), 'ad-jobs', { cluster });
  }
}

const releases = { 'acme.aks-prod': '3.14', 'acme.eks-prod': '3.22', 'acme.eks-test': '3.22' };
const members = Object.entries(releases).map(([name, release]) => ({
  cluster: CalicoCluster.managed({ name, release: CalicoRelease.enterprise(release) }),
}));
try {
  new Jobs({ members, quiet: true }).synth();
} catch (error) {
  if ((error as Error).name !== 'FleetError') {
    throw error;
  }
  process.stderr.write(`${(error as Error).message}\n`);
}
