import { App, Chart, Duration } from 'cdk8s';
import {
  AdJob,
  AdJobsDeployment,
  type AdJobsDeploymentProps,
  ContainerResources,
  type DatabaseDecoyProps,
  Decoy,
  type DecoyImageOptions,
  DecoyProgram,
  DemoTarget,
  type DemoTargetProps,
  PodUser,
  type ServiceDecoyProps,
} from '../../../src';
import { type ApiCall, chart, construct, factory } from './api-call';
import { cluster, RESOURCES, WORKLOAD } from './samples';

const DECOY_IMAGE: Required<DecoyImageOptions> = { environment: { A: 'b' }, writablePaths: ['/data'] };

const DATABASE_DECOY: Required<DatabaseDecoyProps> = {
  ...WORKLOAD,
  cluster,
  namespace: 'shop',
  name: 'orders',
  program: DecoyProgram.ofImage(DECOY_IMAGE),
  user: PodUser.of(999),
  alertName: 'decoy.orders',
  severity: 90,
  period: Duration.minutes(5),
  lookback: Duration.minutes(15),
  port: 5432,
};

const SERVICE_DECOY: Required<ServiceDecoyProps> = { ...DATABASE_DECOY, podPort: 8080 };

const { port: _, ...IP_ENUMERATION_DECOY } = DATABASE_DECOY;

const AD_JOBS: Required<AdJobsDeploymentProps> = {
  ...WORKLOAD,
  cluster,
  disabledJobs: [AdJob.DGA],
  settings: {
    maxDocs: 1_000,
    debug: true,
    trainInterval: Duration.minutes(20),
    scrollTime: Duration.seconds(20),
    genericDnsFields: ['latency_count'],
    dnsLatencySensitivity: 10,
    otherVariables: { MINE: 'x' },
  },
};

/** Calls of the API about workloads. */
export const WORKLOAD_CALLS: readonly ApiCall[] = [
  construct<AdJobsDeploymentProps>(AdJobsDeployment, AD_JOBS),
  construct<DemoTargetProps>(DemoTarget, { ...WORKLOAD, cluster, namespace: 'demo', user: PodUser.of(101) }),
  factory('AdJobsDeployment.ofWorkshop', { options: AD_JOBS }, (options) =>
    AdJobsDeployment.ofWorkshop(new Chart(new App(), 'workshop'), 'id', options),
  ),
  factory('Decoy.service', { scope: undefined, id: 'decoy', props: SERVICE_DECOY }, (scope, id, props) =>
    Decoy.service(scope ?? chart(), id, props),
  ),
  factory('Decoy.database', { scope: undefined, id: 'decoy', props: DATABASE_DECOY }, (scope, id, props) =>
    Decoy.database(scope ?? chart(), id, props),
  ),
  factory('Decoy.ipEnumeration', { scope: undefined, id: 'decoy', props: IP_ENUMERATION_DECOY }, (scope, id, props) =>
    Decoy.ipEnumeration(scope ?? chart(), id, props),
  ),
  factory('DecoyProgram.ofImage', { options: DECOY_IMAGE }, (options) => DecoyProgram.ofImage(options)),
  factory('PodUser.of', { uid: 7, gid: 8 }, (uid, gid) => PodUser.of(uid, gid)),
  factory('ContainerResources.of', { options: RESOURCES }, (options) => ContainerResources.of(options)),
];
