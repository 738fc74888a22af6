import { errorRule, type Finding, FindingsError, noticeRule, type RuleMark } from '../../base';
import { CalicoTopology, OWN_LOGS } from '../../calico';
import { FailureKind, isFailure } from './api-failure';
import type { ClusterApi } from './cluster-api';
import {
  type Fact,
  nameNotStored,
  type ReleaseFact,
  readName,
  readRelease,
  readTopology,
  Unreadable,
} from './fact-readers';
import { type LogSettingsFacts, readLogSettings, variableOf } from './log-settings-facts';

const RELEASE = errorRule({
  id: 'detect/release',
  form: 'words',
  what: 'The cluster must report its Calico release.',
  why: 'What works on it depends on the release.',
  bad: 'A cluster with open-source Calico, whose ClusterInformation has no `spec.cnxVersion`.',
  good: 'A cluster with Calico Enterprise, or a cluster that is connected to Calico Cloud.',
});
const NAME = errorRule({
  id: 'detect/cluster-name',
  form: 'words',
  what: 'It must be possible to read the name of a managed cluster, up to Calico Enterprise 3.17.0 and before Calico Cloud 17.0.0.',
  why: 'AD jobs look for logs under this name. On later releases, no place on the cluster is known to contain it, which is reported as a notice (`detect/doubt`).',
  bad: 'On a managed cluster with 3.14, the Deployment `intrusion-detection-controller` does not exist, or has no `CLUSTER_NAME`.',
  good: 'The Deployment has a `CLUSTER_NAME` that is not empty.',
});
const TOPOLOGY = errorRule({
  id: 'detect/topology',
  form: 'words',
  what: 'It must be possible to determine whether the cluster is managed, management or standalone.',
  why: 'How AD jobs reach Elasticsearch depends on the topology.',
  bad: 'A cluster with both a ManagementCluster and a ManagementClusterConnection.',
  good: 'A cluster with at most one of them.',
});
const DOUBT = noticeRule({
  id: 'detect/doubt',
  form: 'words',
  what: 'Values that cannot be read from a cluster, or may differ, are reported.',
  why: 'It cannot be determined whether a managed cluster is connected to Calico Cloud, nor, from 3.17.1 and Calico Cloud 17.0.0 on, what its name is.',
  bad: 'On a managed cluster, `detect` prints a release of Calico Enterprise, even if the cluster is connected to Calico Cloud.',
  good: 'On Calico Cloud, set `CALICO_RELEASE` to the release of Calico Cloud, and `CLUSTERNAME` to the name of the cluster there.',
});

/** Release, topology, name and log settings of a running cluster. */
export interface ClusterFacts {
  readonly release: ReleaseFact;
  /** Undefined on a managed cluster of a release that does not store it. */
  readonly name: Fact | undefined;
  readonly topology: Fact;
  readonly logs: LogSettingsFacts;
  /** What could not be read, or is uncertain. */
  readonly doubts: readonly Finding[];
}

type Reading<T> = { readonly value: T } | { readonly finding: Finding };

/**
 * Reads release, name, topology and log settings of a cluster.
 *
 * @param subject what errors are about
 * @throws FindingsError with everything that cannot be read
 * @throws ApiFailure when the server cannot be reached, or rejects the credentials
 */
export async function readFacts(api: ClusterApi, subject: string): Promise<ClusterFacts> {
  const [release, topology, logs] = await Promise.all([
    readFact('CALICO_RELEASE', RELEASE, () => readRelease(api)),
    readFact('CALICO_TOPOLOGY', TOPOLOGY, () => readTopology(api)),
    readLogSettings(api),
  ]);
  if (!('value' in release) || !('value' in topology)) {
    throw new FindingsError(subject, findingsOf(release, topology));
  }
  // Where the name is stored, if it is, depends on the release.
  const name = await readFact('CLUSTERNAME', NAME, () => readName(api, release.value.calicoRelease));
  const facts = { release: release.value, topology: topology.value, logs };
  if (topology.value.value !== CalicoTopology.MANAGED) {
    const { fact, doubts } = nameOfOwnLogs(topology.value.value, name);
    return { ...facts, name: fact, doubts: [...doubts, ...withoutLogs(logs)] };
  }
  if (!('value' in name)) {
    throw new FindingsError(subject, findingsOf(name));
  }
  const doubts = [
    underCloud(release.value),
    ...(name.value === undefined ? [noName(release.value)] : []),
    ...withoutLogs(logs),
  ];
  return { ...facts, name: name.value, doubts };
}

function findingsOf(...readings: readonly Reading<unknown>[]): Finding[] {
  return readings.flatMap((fact) => ('finding' in fact ? [fact.finding] : []));
}

function withoutLogs({ problem, invalid }: LogSettingsFacts): Finding[] {
  if (problem !== undefined) {
    const message = `cannot be read, so Calico's defaults are assumed: ${problem}`;
    return [{ ...DOUBT, keys: ['CALICO_FLOW_LOGS_FLUSH_INTERVAL'], message }];
  }
  return invalid.flatMap(({ field, value, message }) => {
    const variable = variableOf(field);
    const text = `cannot be used, so Calico's default is assumed: ${field} ${message}`;
    return variable === undefined ? [] : [{ ...DOUBT, keys: [variable], value, message: text }];
  });
}

function noName({ calicoRelease }: ReleaseFact): Finding {
  return { ...DOUBT, keys: ['CLUSTERNAME'], message: nameNotStored(calicoRelease) };
}

/** A fact that the server refuses is a finding; if the server does not answer, no other fact can be read either. */
async function readFact<T extends Fact | undefined>(
  variable: string,
  rule: RuleMark,
  read: () => Promise<T>,
): Promise<Reading<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (error instanceof Unreadable) {
      return { finding: { ...rule, keys: [variable], value: error.value, message: error.message } };
    }
    if (error instanceof FindingsError) {
      const message = error.findings.map((finding) => finding.message).join('; ');
      return { finding: { ...rule, keys: [variable], value: error.findings[0]?.value, message } };
    }
    if (isFailure(error, FailureKind.FORBIDDEN, FailureKind.REFUSED)) {
      return { finding: { ...rule, keys: [variable], message: `cannot be read: ${error.message}` } };
    }
    throw error;
  }
}

function nameOfOwnLogs(topology: string, read: Reading<Fact | undefined>): { fact: Fact; doubts: readonly Finding[] } {
  const source = `because a ${topology} cluster stores its own logs under it`;
  const fact = { variable: 'CLUSTERNAME', value: OWN_LOGS, source };
  if (!('value' in read) || read.value === undefined || read.value.value === OWN_LOGS) {
    return { fact, doubts: [] };
  }
  const message = `is ignored: a ${topology} cluster stores its own logs under the name ${OWN_LOGS} (${read.value.source})`;
  return { fact, doubts: [{ ...DOUBT, keys: ['CLUSTERNAME'], value: read.value.value, message }] };
}

function underCloud({ value }: Fact): Finding {
  const message =
    'is what the cluster reports; it cannot be determined whether the cluster is connected to Calico Cloud: if it is, set CALICO_RELEASE to the Calico Cloud release, as in cloud-18.3.0';
  return { ...DOUBT, keys: ['CALICO_RELEASE'], value, message };
}

/** The rules that this file checks. */
export const CLUSTER_FACTS_RULES = [RELEASE, NAME, TOPOLOGY, DOUBT] as const;
