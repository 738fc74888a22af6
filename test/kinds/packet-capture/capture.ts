import { fieldPath, type Manifest } from '../../../src/base';
import { CalicoRelease, CalicoTopology } from '../../../src/calico';
import { checkPacketCapture } from '../../../src/kinds/packet-capture';

const METADATA = { name: 'front', namespace: 'shop' };

/** A capture that is right, with other fields in its spec. */
export function capture(spec: object = {}, metadata: object = METADATA): Manifest {
  return {
    apiVersion: 'projectcalico.org/v3',
    kind: 'PacketCapture',
    metadata,
    spec: { selector: "app == 'front'", endTime: '2026-12-01T10:00:00Z', ...spec },
  };
}

/** The same, with one filter. */
export function filtered(filter: unknown): Manifest {
  return capture({ filters: [filter] });
}

/** The same, with other metadata in addition to its name and namespace. */
export function named(metadata: object): Manifest {
  return capture({}, { ...METADATA, ...metadata });
}

/** The findings as lint prints them, without their place in the file. */
export function findingsIn(manifest: Manifest, release = '3.24'): string[] {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  return checkPacketCapture(manifest, cluster).map(
    ({ severity, keys, message, rule }) => `${severity} ${fieldPath(keys)}: ${message} [${rule}]`,
  );
}
