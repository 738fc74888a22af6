import { Duration, Size } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  ContainerResources,
  type ContainerResourcesOptions,
  Query,
  ScanTarget,
  TaintEffect,
  TolerationOperator,
  type WorkloadOptions,
} from '../../../src';

export const release = CalicoRelease.enterprise('3.12');

export const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

/** A cluster of the newest release. */
export const newest = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

export const WORKLOAD: Required<WorkloadOptions> = {
  image: 'a/b:1',
  imageRegistry: 'r.example',
  imagePullSecrets: ['mine'],
  labels: { team: 'red' },
  annotations: { note: 'n' },
  nodeSelector: { disk: 'ssd' },
  tolerations: [
    {
      key: 'spot',
      operator: TolerationOperator.EQUAL,
      value: 'yes',
      effect: TaintEffect.NO_EXECUTE,
      stayFor: Duration.minutes(5),
    },
  ],
  podLabels: { tier: 'tools' },
  resources: ContainerResources.of({ cpuLimit: 1 }),
  priorityClassName: 'low',
  serviceAccountName: 'tools',
};

export const target = ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } });

export const control = ScanTarget.service({ namespace: 'shop', name: 'checkout' });

export const NOON = new Date('2026-12-01T12:00:00Z');

export const EVENING = new Date('2026-12-01T18:00:00Z');

export const RESOURCES: Required<ContainerResourcesOptions> = {
  cpuRequest: 0.1,
  cpuLimit: 1,
  memoryRequest: Size.mebibytes(100),
  memoryLimit: Size.gibibytes(1),
};

export const query = Query.parse('dest_port = 22');
