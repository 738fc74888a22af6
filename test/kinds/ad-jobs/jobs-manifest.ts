import { fieldPath, type Manifest } from '../../../src/base';
import { checkAdJobsManifest } from '../../../src/kinds/ad-jobs';
import { managedCluster } from '../../support';

export const IMAGE = 'quay.io/tigera/anomaly_detection_jobs:v3.12.0';
export const NAMED = { name: 'CLUSTER_NAME', value: 'acme.aks-prod' };
export const CONTAINER = 'spec.template.spec.containers[0]';
export const CONTAINER_KEYS = ['spec', 'template', 'spec', 'containers', 0];

export function deployment(...containers: object[]): Manifest {
  return { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { spec: { containers } } } };
}

export function found(manifest: Manifest, release = '3.12'): string[] {
  return checkAdJobsManifest(manifest, managedCluster(release)).map(({ rule, keys }) => `${rule} ${fieldPath(keys)}`);
}
