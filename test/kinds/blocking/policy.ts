import { fieldPath, type Manifest } from '../../../src/base';
import { CalicoRelease, CalicoTopology } from '../../../src/calico';
import { checkBlocking } from '../../../src/kinds/blocking';

/** A policy without rules in a tier of its own. */
export function policy(spec: object = {}, metadata: object = { name: 'security.block' }): Manifest {
  return {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkPolicy',
    metadata,
    spec: { tier: 'security', selector: "app == 'web'", ...spec },
  };
}

/** A policy with these egress rules. */
export function egress(...rules: object[]): Manifest {
  return policy({ types: ['Egress'], egress: rules });
}

/** A policy with these ingress rules. */
export function ingress(...rules: object[]): Manifest {
  return policy({ types: ['Ingress'], ingress: rules });
}

export function object(kind: string, spec: unknown, metadata: object = { name: 'security' }): Manifest {
  return { apiVersion: 'projectcalico.org/v3', kind, metadata, spec };
}

/** The findings as lint prints them, without their place in the file. */
export function findingsIn(manifest: Manifest, release = '3.24'): string[] {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  return checkBlocking(manifest, cluster).map(
    ({ severity, keys, message, rule }) => `${severity} ${fieldPath(keys)}: ${message} [${rule}]`,
  );
}
