import { CalicoCluster, CalicoTopology, checkTenant } from '../cluster';
import { errorRule, type Finding, FindingsError, noticeRule, report, suggestion, withListener } from '../findings';
import { CalicoRelease } from '../release';
import { type AnomalyDetectionChartProps, checkDemoNamespace } from '../workshop';

const ASSUMED_RELEASE = noticeRule('environment/assumed-release');
const EXAMPLE_NAME = noticeRule('environment/example-cluster-name');
const NAME_IGNORED = noticeRule('environment/cluster-name-ignored');
const UNKNOWN_TOPOLOGY = errorRule('environment/unknown-topology');

const DEFAULT_RELEASE = '3.14';
const EXAMPLE_CLUSTER = 'example.my-cluster';

type Environment = Readonly<Record<string, string | undefined>>;

/** What was read, and what is to be said of it; a value is there unless one of the findings is an error. */
interface Reading<T> {
  readonly value?: T;
  readonly findings: readonly Finding[];
}

/**
 * The cluster that the environment names: `CLUSTERNAME`, `CALICO_RELEASE` (3.14 unless set) and `CALICO_TOPOLOGY`
 * (managed unless set). A variable that is set but empty is a mistake, not a default.
 *
 * @throws FindingsError with everything that is wrong, by variable
 */
export function clusterFromEnvironment(environment: Environment): CalicoCluster {
  const { value, findings } = readCluster(environment);
  report('environment', findings);
  return value as CalicoCluster;
}

/**
 * What the environment says of module 7: the cluster, and with `CALICO_DEMO_NAMESPACE` the namespace of the demo.
 *
 * @throws FindingsError with everything that is wrong, by variable
 */
export function moduleFromEnvironment(environment: Environment): AnomalyDetectionChartProps {
  const { CALICO_DEMO_NAMESPACE: demoNamespace } = environment;
  const cluster = readCluster(environment);
  report('environment', [
    ...cluster.findings,
    ...(demoNamespace === undefined ? [] : checkDemoNamespace(demoNamespace, 'CALICO_DEMO_NAMESPACE')),
  ]);
  return { cluster: cluster.value as CalicoCluster, demoNamespace };
}

function readCluster(environment: Environment): Reading<CalicoCluster> {
  const { CLUSTERNAME: name, CALICO_RELEASE = DEFAULT_RELEASE, CALICO_TOPOLOGY = CalicoTopology.MANAGED } = environment;
  const topology = Object.values(CalicoTopology).find((known) => known === CALICO_TOPOLOGY);
  const release = attempt('CALICO_RELEASE', () => CalicoRelease.parse(CALICO_RELEASE));
  // The release must not hide what is wrong with the other two, so any will do to try them.
  const named = topology === undefined || topology === CalicoTopology.MANAGED;
  const cluster = attempt(named ? 'CLUSTERNAME' : 'CALICO_TOPOLOGY', () =>
    clusterOf(topology, release.value ?? CalicoRelease.parse(DEFAULT_RELEASE), name ?? EXAMPLE_CLUSTER),
  );
  const findings = [
    ...release.findings,
    ...releaseNotices(environment['CALICO_RELEASE']),
    ...(topology === undefined ? [unknownTopology(CALICO_TOPOLOGY)] : []),
    ...cluster.findings,
    ...nameNotices(topology, name),
    ...(cluster.value?.topology === CalicoTopology.MANAGED && release.value !== undefined
      ? checkTenant(cluster.value.name, 'CLUSTERNAME', release.value)
      : []),
  ];
  return { value: cluster.value, findings };
}

function clusterOf(topology: CalicoTopology | undefined, release: CalicoRelease, name: string): CalicoCluster {
  switch (topology) {
    case CalicoTopology.STANDALONE:
      return CalicoCluster.standalone({ release });
    case CalicoTopology.MANAGEMENT:
      return CalicoCluster.management({ release });
    default:
      // What it warns of is printed with the other findings, by the name of the variable.
      return withListener(
        () => undefined,
        () => CalicoCluster.managed({ name, release }),
      );
  }
}

function attempt<T>(variable: string, make: () => T): Reading<T> {
  try {
    return { value: make(), findings: [] };
  } catch (error) {
    if (error instanceof FindingsError) {
      return { findings: error.findings.map((finding) => ({ ...finding, path: variable })) };
    }
    throw error;
  }
}

function unknownTopology(topology: string): Finding {
  const known = Object.values(CalicoTopology);
  const message = `is no topology: write ${known.join(', ')}${suggestion(topology, known)}`;
  return { ...UNKNOWN_TOPOLOGY, path: 'CALICO_TOPOLOGY', value: topology, message };
}

function releaseNotices(release: string | undefined): Finding[] {
  const message = `is not set, so ${DEFAULT_RELEASE}, the release of the workshop, was assumed; set it to the release of your cluster before you apply anything`;
  return release === undefined ? [{ ...ASSUMED_RELEASE, path: 'CALICO_RELEASE', message }] : [];
}

function nameNotices(topology: CalicoTopology | undefined, name: string | undefined): Finding[] {
  if (topology === CalicoTopology.MANAGED && name === undefined) {
    const message = `is not set, so the example name ${EXAMPLE_CLUSTER} was taken; set it to your cluster's name before you apply anything`;
    return [{ ...EXAMPLE_NAME, path: 'CLUSTERNAME', message }];
  }
  if (topology !== undefined && topology !== CalicoTopology.MANAGED && name !== undefined) {
    const message = `is ignored: a ${topology} cluster stores its own logs under the name cluster`;
    return [{ ...NAME_IGNORED, path: 'CLUSTERNAME', value: name, message }];
  }
  return [];
}
