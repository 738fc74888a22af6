import { CalicoTopology } from '../../cluster';
import { errorRule, type Finding, FindingsError, noticeRule } from '../../findings';
import { FailureKind, isFailure } from './api-failure';
import type { ClusterApi } from './cluster-api';
import {
  type Fact,
  nameNotHeld,
  type ReleaseFact,
  readName,
  readRelease,
  readTopology,
  Unreadable,
} from './fact-readers';

const RELEASE = errorRule('detect/release');
const NAME = errorRule('detect/cluster-name');
const TOPOLOGY = errorRule('detect/topology');
const DOUBT = noticeRule('detect/doubt');

/** The name under which standalone and management clusters store their own logs. */
const OWN_LOGS = 'cluster';

/** What a running cluster says of itself. */
export interface ClusterFacts {
  readonly release: ReleaseFact;
  /** Undefined on a managed cluster whose release does not hold it. */
  readonly name: Fact | undefined;
  readonly topology: Fact;
  /** What could not be read, or may be otherwise. */
  readonly doubts: readonly Finding[];
}

type Attempt<T> = { readonly value: T } | { readonly finding: Finding };

/**
 * Reads release, name and topology of a cluster.
 *
 * @param subject what errors are about
 * @throws FindingsError with everything that cannot be read
 * @throws ApiFailure when the server cannot be reached, or does not know who asks
 */
export async function readFacts(api: ClusterApi, subject: string): Promise<ClusterFacts> {
  const [release, topology] = await Promise.all([
    attempt('CALICO_RELEASE', RELEASE, () => readRelease(api)),
    attempt('CALICO_TOPOLOGY', TOPOLOGY, () => readTopology(api)),
  ]);
  if (!('value' in release) || !('value' in topology)) {
    throw new FindingsError(subject, findingsOf(release, topology));
  }
  // Where the name is, if it is anywhere, depends on the release.
  const name = await attempt('CLUSTERNAME', NAME, () => readName(api, release.value.calicoRelease));
  const facts = { release: release.value, topology: topology.value };
  if (topology.value.value !== CalicoTopology.MANAGED) {
    const { fact, doubts } = nameOfOwnLogs(topology.value.value, name);
    return { ...facts, name: fact, doubts };
  }
  if (!('value' in name)) {
    throw new FindingsError(subject, findingsOf(name));
  }
  const doubts = [underCloud(release.value), ...(name.value === undefined ? [noName(release.value)] : [])];
  return { ...facts, name: name.value, doubts };
}

function findingsOf(...attempts: readonly Attempt<unknown>[]): Finding[] {
  return attempts.flatMap((fact) => ('finding' in fact ? [fact.finding] : []));
}

function noName({ calicoRelease }: ReleaseFact): Finding {
  return { ...DOUBT, path: 'CLUSTERNAME', message: nameNotHeld(calicoRelease) };
}

/** What a server refuses is the fact's own problem; where it says nothing at all, no other fact can be read either. */
async function attempt<T extends Fact | undefined>(
  variable: string,
  rule: typeof NAME,
  read: () => Promise<T>,
): Promise<Attempt<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (error instanceof Unreadable) {
      return { finding: { ...rule, path: variable, value: error.value, message: error.message } };
    }
    if (error instanceof FindingsError) {
      const message = error.findings.map((finding) => finding.message).join('; ');
      return { finding: { ...rule, path: variable, value: error.findings[0]?.value, message } };
    }
    if (isFailure(error, FailureKind.FORBIDDEN, FailureKind.REFUSED)) {
      return { finding: { ...rule, path: variable, message: `cannot be read: ${error.message}` } };
    }
    throw error;
  }
}

function nameOfOwnLogs(topology: string, read: Attempt<Fact | undefined>): { fact: Fact; doubts: readonly Finding[] } {
  const source = `since a ${topology} cluster stores its own logs under it`;
  const fact = { variable: 'CLUSTERNAME', value: OWN_LOGS, source };
  if (!('value' in read) || read.value === undefined || read.value.value === OWN_LOGS) {
    return { fact, doubts: [] };
  }
  const message = `is another name than ${OWN_LOGS}, under which a ${topology} cluster stores its own logs; ${OWN_LOGS} was taken (${read.value.source})`;
  return { fact, doubts: [{ ...DOUBT, path: 'CLUSTERNAME', value: read.value.value, message }] };
}

function underCloud({ value }: Fact): Finding {
  const message = `is what the cluster says; whether it is connected to Calico Cloud cannot be read: if so, set CALICO_RELEASE to Cloud's own release, as in cloud-18.3.0`;
  return { ...DOUBT, path: 'CALICO_RELEASE', value, message };
}
