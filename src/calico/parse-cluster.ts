import { errorRule, type Finding, FindingsError, suggestion } from '../base';
import { CalicoRelease } from './calico-release';
import { CalicoTopology, type ClusterKind, checkOwnLogs } from './calico-topology';

const UNKNOWN_TOPOLOGY = errorRule({
  id: 'environment/unknown-topology',
  form: 'environment',
  what: 'CALICO_TOPOLOGY must be managed, standalone or management.',
  why: 'How AD jobs reach Elasticsearch depends on the topology.',
  bad: 'CLUSTERNAME=acme.aks-prod CALICO_RELEASE=3.22 CALICO_TOPOLOGY=alone npm run synth',
  good: 'CALICO_RELEASE=3.22 CALICO_TOPOLOGY=standalone npm run synth',
});

/** A value that a user wrote, and the option, variable or property that it was written for. */
export interface Setting {
  readonly name: string;
  readonly value: string;
}

/** Release and topology of a cluster; each is undefined where a finding says why. */
export interface ParsedCluster extends Partial<ClusterKind> {
  /** By the names of the settings. */
  readonly findings: readonly Finding[];
}

/** Reads release and topology, as far as they are set, and checks that they go together. */
export function parseCluster(release: Setting | undefined, topology: Setting | undefined): ParsedCluster {
  const parsed: ParsedCluster = release === undefined ? { findings: [] } : parseRelease(release);
  const known = Object.values(CalicoTopology).find((value) => value === topology?.value);
  const findings = [
    ...parsed.findings,
    ...(known === undefined && topology !== undefined ? [unknownTopology(topology)] : []),
    ...(known === undefined || topology === undefined || parsed.release === undefined
      ? []
      : checkOwnLogs(known, parsed.release, [topology.name])),
  ];
  return { release: parsed.release, topology: known, findings };
}

/**
 * Reads release and topology.
 *
 * @param subject what errors are about
 * @throws FindingsError with everything that is wrong, by the names of the settings
 */
export function requireCluster(subject: string, ...settings: readonly [Setting, Setting]): ClusterKind {
  const { release, topology, findings } = parseCluster(...settings);
  if (release === undefined || topology === undefined || findings.length > 0) {
    throw new FindingsError(subject, findings);
  }
  return { release, topology };
}

function parseRelease({ name, value }: Setting): Pick<ParsedCluster, 'release' | 'findings'> {
  try {
    return { release: CalicoRelease.parse(value), findings: [] };
  } catch (error) {
    if (error instanceof FindingsError) {
      return { findings: error.findings.map((finding) => ({ ...finding, keys: [name] })) };
    }
    throw error;
  }
}

function unknownTopology({ name, value }: Setting): Finding {
  const known = Object.values(CalicoTopology);
  const message = `is not a valid topology: use ${known.join(', ')}${suggestion(value, known)}`;
  return { ...UNKNOWN_TOPOLOGY, keys: [name], value, message };
}

/** The rules that this file checks. */
export const PARSE_CLUSTER_RULES = [UNKNOWN_TOPOLOGY] as const;
