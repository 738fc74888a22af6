import { type Finding, noticeRule } from '../base';
import { CalicoRelease } from './calico-release';
import { CalicoTopology } from './calico-topology';
import { checkClusterName, checkTenant } from './cluster-name';
import { readFelix } from './felix-checks';
import { checkLogSettings, LogSettings } from './log-settings';
import { parseCluster } from './parse-cluster';

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

export type Environment = Readonly<Record<string, string | undefined>>;

/** What environment variables say about a cluster; release and topology are undefined where a finding says why. */
export interface EnvironmentReading {
  readonly topology?: CalicoTopology;
  readonly release?: CalicoRelease;
  readonly logs?: LogSettings;
  /** Of a managed cluster. */
  readonly name: string;
  /** By the names of the variables. */
  readonly findings: readonly Finding[];
}

export function readEnvironment(environment: Environment): EnvironmentReading {
  const { CLUSTERNAME, CALICO_RELEASE = DEFAULT_RELEASE, CALICO_TOPOLOGY = CalicoTopology.MANAGED } = environment;
  const name = CLUSTERNAME ?? EXAMPLE_CLUSTER;
  const { release, topology, findings } = parseCluster(
    { name: 'CALICO_RELEASE', value: CALICO_RELEASE },
    { name: 'CALICO_TOPOLOGY', value: CALICO_TOPOLOGY },
  );
  const logs = readLogs(environment);
  return {
    topology,
    release,
    logs: logs.settings,
    name,
    findings: [
      ...findings,
      ...logs.findings,
      ...releaseNotices(environment['CALICO_RELEASE']),
      ...nameNotices(topology, CLUSTERNAME),
      ...checkName(name, topology, release),
      ...checkLogs(environment, logs.settings, release),
    ],
  };
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
export const CLUSTER_ENVIRONMENT_RULES = [ASSUMED_RELEASE, EXAMPLE_NAME, NAME_IGNORED] as const;
