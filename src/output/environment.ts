import { type Finding, FindingSeverity, noticeRule, report, withListener } from '../base';
import {
  CalicoCluster,
  type CalicoClusterProps,
  CalicoRelease,
  CalicoTopology,
  checkClusterName,
  checkLogSettings,
  checkTenant,
  LogSettings,
  parseCluster,
  readFelix,
} from '../calico';
import { type AnomalyDetectionChartProps, checkDemoNamespace } from '../drill';

const ASSUMED_RELEASE = noticeRule({
  id: 'environment/assumed-release',
  form: 'environment',
  what: 'CALICO_RELEASE should be set.',
  why: 'Otherwise the manifests are generated for 3.14, the release of the workshop, which may be wrong for your cluster.',
  bad: 'CLUSTERNAME=acme.aks-prod npm run synth',
  good: 'CLUSTERNAME=acme.aks-prod CALICO_RELEASE=3.22 npm run synth',
});
const EXAMPLE_NAME = noticeRule({
  id: 'environment/example-cluster-name',
  form: 'environment',
  what: 'CLUSTERNAME should be set for a managed cluster.',
  why: 'Otherwise the manifests contain an example name, under which no cluster stores logs.',
  bad: 'CALICO_RELEASE=3.14 npm run synth',
  good: 'CLUSTERNAME=acme.aks-prod CALICO_RELEASE=3.14 npm run synth',
});
const NAME_IGNORED = noticeRule({
  id: 'environment/cluster-name-ignored',
  form: 'environment',
  what: 'CLUSTERNAME should be set for managed clusters only.',
  why: 'Standalone and management clusters store their own logs under the name cluster.',
  bad: 'CLUSTERNAME=acme.aks-prod CALICO_RELEASE=3.22 CALICO_TOPOLOGY=standalone npm run synth',
  good: 'CALICO_RELEASE=3.22 CALICO_TOPOLOGY=standalone npm run synth',
});

const DEFAULT_RELEASE = '3.14';
const EXAMPLE_CLUSTER = 'example.my-cluster';

const DENIED = 'CALICO_FLOW_LOGS_AGGREGATION_DENIED';

/** The variables with log settings, and the fields of a FelixConfiguration that they are. */
const LOG_VARIABLES: Readonly<Record<string, string>> = {
  CALICO_FLOW_LOGS_FLUSH_INTERVAL: 'flowLogsFlushInterval',
  CALICO_FLOW_LOGS_AGGREGATION_ALLOWED: 'flowLogsFileAggregationKindForAllowed',
  [DENIED]: 'flowLogsFileAggregationKindForDenied',
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The cluster and what was found; it is undefined where a finding is an error. */
interface Reading {
  readonly value?: CalicoCluster;
  readonly findings: readonly Finding[];
}

/**
 * The cluster from the environment: `CLUSTERNAME`, `CALICO_RELEASE` (default: 3.14), `CALICO_TOPOLOGY` (default:
 * managed), and the log settings `CALICO_FLOW_LOGS_FLUSH_INTERVAL`, `CALICO_FLOW_LOGS_AGGREGATION_ALLOWED` and
 * `CALICO_FLOW_LOGS_AGGREGATION_DENIED` (default: Calico's). A variable that is set but empty is an error.
 *
 * @throws FindingsError with all problems, by variable
 */
export function clusterFromEnvironment(environment: Environment): CalicoCluster {
  const { value, findings } = readCluster(environment);
  report('environment', findings);
  return value as CalicoCluster;
}

/**
 * The props of module 7 from the environment: the cluster, and `CALICO_DEMO_NAMESPACE`, the namespace of the demo.
 *
 * @throws FindingsError with all problems, by variable
 */
export function moduleFromEnvironment(environment: Environment): AnomalyDetectionChartProps {
  const { CALICO_DEMO_NAMESPACE: demoNamespace } = environment;
  const cluster = readCluster(environment);
  report('environment', [
    ...cluster.findings,
    ...(demoNamespace === undefined ? [] : checkDemoNamespace(demoNamespace, ['CALICO_DEMO_NAMESPACE'])),
  ]);
  return { cluster: cluster.value as CalicoCluster, demoNamespace };
}

function readCluster(environment: Environment): Reading {
  const { CLUSTERNAME, CALICO_RELEASE = DEFAULT_RELEASE, CALICO_TOPOLOGY = CalicoTopology.MANAGED } = environment;
  const name = CLUSTERNAME ?? EXAMPLE_CLUSTER;
  const {
    release,
    topology,
    findings: wrong,
  } = parseCluster(
    { name: 'CALICO_RELEASE', value: CALICO_RELEASE },
    { name: 'CALICO_TOPOLOGY', value: CALICO_TOPOLOGY },
  );
  const logs = readLogs(environment);
  const findings = [
    ...wrong,
    ...logs.findings,
    ...releaseNotices(environment['CALICO_RELEASE']),
    ...nameNotices(topology, CLUSTERNAME),
    ...checkName(name, topology, release),
    ...checkLogs(environment, logs.settings, release),
  ];
  const failed = findings.some(({ severity }) => severity === FindingSeverity.ERROR);
  return release === undefined || topology === undefined || failed
    ? { findings }
    : { value: clusterOf(topology, { release, logs: logs.settings }, name), findings };
}

interface LogsReading {
  readonly settings?: LogSettings;
  readonly findings: readonly Finding[];
}

/** The log settings that variables set; undefined if there are none. */
function readLogs(environment: Environment): LogsReading {
  const given = Object.entries(LOG_VARIABLES).filter(([variable]) => environment[variable] !== undefined);
  const values = given.map(([variable, field]) => [field, dataOf(environment[variable] ?? '')] as const);
  const reading = readFelix({ spec: Object.fromEntries(values) });
  const findings = reading.findings.map((finding) => {
    const [variable = ''] = given.find(([, field]) => finding.keys.includes(field)) ?? [];
    const value = environment[variable];
    return { ...finding, keys: [variable], value, message: finding.message.replace(', without quotes', '') };
  });
  return given.length === 0 ? { findings } : { settings: LogSettings._ofValues(reading.values), findings };
}

/** Whether the release has the settings; only the aggregation of denied flows depends on it. */
function checkLogs(environment: Environment, settings?: LogSettings, release?: CalicoRelease): Finding[] {
  const findings = settings === undefined || release === undefined ? [] : checkLogSettings(settings, release);
  return findings.map((finding) => ({ ...finding, keys: [DENIED], value: environment[DENIED] }));
}

/** A number as data, anything else as it is. */
function dataOf(text: string): string | number {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

/** A mistake in release or topology must not hide one in the name, so any release will do to check it. */
function checkName(name: string, topology: CalicoTopology | undefined, release: CalicoRelease | undefined): Finding[] {
  if (topology === CalicoTopology.STANDALONE || topology === CalicoTopology.MANAGEMENT) {
    return [];
  }
  const findings = checkClusterName(name, ['CLUSTERNAME'], release ?? CalicoRelease.parse(DEFAULT_RELEASE));
  return findings.length > 0 || topology === undefined || release === undefined
    ? findings
    : checkTenant(name, ['CLUSTERNAME'], release);
}

/** Warnings about the values are printed with the other findings, by the names of the variables. */
function clusterOf(topology: CalicoTopology, props: CalicoClusterProps, name: string): CalicoCluster {
  return withListener(
    () => undefined,
    () => {
      switch (topology) {
        case CalicoTopology.STANDALONE:
          return CalicoCluster.standalone(props);
        case CalicoTopology.MANAGEMENT:
          return CalicoCluster.management(props);
        default:
          return CalicoCluster.managed({ ...props, name });
      }
    },
  );
}

function releaseNotices(release: string | undefined): Finding[] {
  const message = `is not set, so ${DEFAULT_RELEASE}, the release of the workshop, was assumed; set it to the release of your cluster before you apply anything`;
  return release === undefined ? [{ ...ASSUMED_RELEASE, keys: ['CALICO_RELEASE'], message }] : [];
}

function nameNotices(topology: CalicoTopology | undefined, name: string | undefined): Finding[] {
  if (topology === CalicoTopology.MANAGED && name === undefined) {
    const message = `is not set, so the example name ${EXAMPLE_CLUSTER} was used; set it to your cluster's name before you apply anything`;
    return [{ ...EXAMPLE_NAME, keys: ['CLUSTERNAME'], message }];
  }
  if (topology !== undefined && topology !== CalicoTopology.MANAGED && name !== undefined) {
    const message = `is ignored: a ${topology} cluster stores its own logs under the name cluster`;
    return [{ ...NAME_IGNORED, keys: ['CLUSTERNAME'], value: name, message }];
  }
  return [];
}

/** The rules that this file checks. */
export const ENVIRONMENT_RULES = [ASSUMED_RELEASE, EXAMPLE_NAME, NAME_IGNORED] as const;
