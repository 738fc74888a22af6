import { fieldPath, type Manifest } from '../../../src/base';
import { CalicoRelease, CalicoTopology } from '../../../src/calico';
import { checkAlertException } from '../../../src/kinds/alert-exception';

export const START = '2026-12-01T08:00:00Z';
export const END = '2026-12-08T08:00:00Z';
export const SELECTOR = 'origin = "network.port-scan" AND source_namespace = "security-tools"';

/** An exception that is right, with other fields in its spec. */
export function exception(spec: object = {}, metadata: object = { name: 'known-scanner' }): Manifest {
  return {
    apiVersion: 'projectcalico.org/v3',
    kind: 'AlertException',
    metadata,
    spec: { description: 'Our own scanner', selector: SELECTOR, startTime: START, endTime: END, ...spec },
  };
}

/** The form of release 3.13. */
export function periodic(period: unknown): Manifest {
  return exception({ startTime: undefined, endTime: undefined, period });
}

/** The same as of 3.14, with another query. */
export function selecting(selector: unknown): Manifest {
  return exception({ selector });
}

/** The findings as lint prints them, without their place in the file. */
export function findingsIn(manifest: Manifest, release = '3.24'): string[] {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  return checkAlertException(manifest, cluster).map(({ severity, keys, valueOffset, message, rule }) => {
    const column = valueOffset === undefined ? '' : `column ${valueOffset + 1}: `;
    return `${severity} ${fieldPath(keys)}: ${column}${message} [${rule}]`;
  });
}
