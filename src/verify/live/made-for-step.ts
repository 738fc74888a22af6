import { FindingsError, formatValue, valueAt } from '../../base';
import {
  CalicoProduct,
  CalicoRelease,
  CalicoTopology,
  compareVersions,
  MADE_FOR,
  takeSameManifests,
} from '../../calico';
import type { ClusterFacts } from './cluster-facts';
import { compareLogs } from './made-for-logs';
import type { Manifests } from './manifests';
import { combined, failed, ok, type Step, type StepFinding, StepName, StepOutcome, unknown } from './step';

/** The manifests were made for this cluster, according to their annotations. Others must not be applied, nor scanned with. */
export const MADE_FOR_STEP: Step = {
  name: StepName.MADE_FOR,
  run: async ({ manifests, facts }) => (facts === undefined ? unknown() : compare(manifests, facts)),
};

function compare(manifests: Manifests, facts: ClusterFacts): StepFinding {
  const made = {
    release: valuesOf(manifests, MADE_FOR.release),
    topology: valuesOf(manifests, MADE_FOR.topology),
    cluster: valuesOf(manifests, MADE_FOR.cluster),
  };
  if (made.release.length === 0 && made.topology.length === 0 && made.cluster.length === 0) {
    return unknown(
      `no manifest has the annotations ${Object.values(MADE_FOR).join(', ')}, so the manifests cannot be matched to this cluster; regenerate them with this version, which annotates them, or add the annotations`,
    );
  }
  const findings = [
    ...made.release.map((release) => compareRelease(release, facts)),
    ...made.topology.map((topology) => compareValues('topology', topology, facts.topology.value)),
    ...made.cluster.map((name) => compareName(name, facts)),
  ];
  const wrong = findings.filter(({ outcome }) => outcome === StepOutcome.FAILED);
  // With other log settings, alerts see less or more than they were made for, but nothing else is wrong.
  return wrong.length > 0
    ? { ...combined(wrong), stop: true }
    : combined([...findings, ...compareLogs(manifests, facts.logs)]);
}

function valuesOf(manifests: Manifests, key: string): string[] {
  const values = manifests.objects.map(({ manifest }) => valueAt(manifest, 'metadata', 'annotations', key));
  return [...new Set(values.filter((value) => value !== undefined && value !== null).map(String))];
}

function compareValues(what: string, made: string, is: string): StepFinding {
  return made === is
    ? ok()
    : failed(`the manifests were made for the ${what} ${formatValue(made)}, but the cluster's is ${formatValue(is)}`);
}

function compareName(made: string, { name }: ClusterFacts): StepFinding {
  return name === undefined
    ? ok(`made for the name ${formatValue(made)}, which cannot be compared because it is not stored on the cluster`)
    : compareValues('name', made, name.value);
}

function compareRelease(made: string, { release, topology }: ClusterFacts): StepFinding {
  const running = release.calicoRelease;
  let meant: CalicoRelease;
  try {
    meant = CalicoRelease.parse(made);
  } catch (error) {
    if (!(error instanceof FindingsError)) {
      throw error;
    }
    return failed(`the manifests were made for ${formatValue(made)}, which is not a Calico release`);
  }
  if (compareVersions(meant._number, running._number) === 0) {
    return ok(`made for ${meant.displayName}`);
  }
  const names = `the manifests were made for ${meant.displayName}, but the cluster runs ${running.displayName}`;
  if (meant.product === CalicoProduct.CLOUD) {
    return topology.value === CalicoTopology.MANAGED
      ? unknown(`${names}; it cannot be determined whether that is what Calico Cloud runs`)
      : failed(names);
  }
  return takeSameManifests(meant._features, running._features)
    ? ok(`made for ${meant.displayName}; ${running.displayName} accepts the same manifests`)
    : failed(names);
}
