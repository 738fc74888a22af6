import { fieldPath, type Manifest } from '../../../src/base';
import { CalicoRelease, CalicoTopology } from '../../../src/calico';
import { checkInspectionObject } from '../../../src/kinds/deep-packet-inspection';

const METADATA = { name: 'front', namespace: 'shop' };

/** An inspection that is right, with other fields in its spec. */
export function inspection(spec: object = {}, metadata: object = METADATA): Manifest {
  return {
    apiVersion: 'projectcalico.org/v3',
    kind: 'DeepPacketInspection',
    metadata,
    spec: { selector: "app == 'front'", ...spec },
  };
}

/** The same, with other metadata in addition to its name and namespace. */
export function named(metadata: object): Manifest {
  return inspection({}, { ...METADATA, ...metadata });
}

const GUARDS = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false,ServerSideApply=true',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  'kustomize.toolkit.fluxcd.io/ssa': 'Merge',
};

/** The part of an IntrusionDetection that is about inspections. */
export function settings(spec: object, metadata: object = { name: 'tigera-secure', annotations: GUARDS }): Manifest {
  return { apiVersion: 'operator.tigera.io/v1', kind: 'IntrusionDetection', metadata, spec };
}

/** The same, with the resources of one component. */
export function component(fields: object): Manifest {
  return settings({ componentResources: [{ componentName: 'DeepPacketInspection', ...fields }] });
}

/** The same, with init containers. */
export function containers(...list: unknown[]): Manifest {
  return settings({ deepPacketInspectionDaemonset: { spec: { template: { spec: { initContainers: list } } } } });
}

/** The findings as lint prints them, without their place in the file. */
export function findingsIn(manifest: Manifest, release = '3.24'): string[] {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  return checkInspectionObject(manifest, cluster).map(
    ({ severity, keys, message, rule }) => `${severity} ${fieldPath(keys)}: ${message} [${rule}]`,
  );
}
