import { type Finding, fieldPath, type Manifest } from '../../../src/base';
import { CalicoRelease, CalicoTopology, type ClusterKind } from '../../../src/calico';
import { TOPICS } from '../../../src/kinds';
import { BLOCKING_KIND, checkBlocking } from '../../../src/kinds/blocking';
import { ObjectIndex } from '../../../src/lint/object-index';

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

/** The findings of its checks, as lint prints them, without their place in the file. */
export function findingsIn(manifest: Manifest, release = '3.24'): string[] {
  return checkBlocking(manifest, clusterOf(release)).map(lineOf);
}

/** The findings of its checks, with the values that they are about. */
export function problemsIn(manifest: Manifest, release = '3.24'): string[] {
  return checkBlocking(manifest, clusterOf(release)).map(({ keys, message, rule, ...finding }) => {
    const value = finding.value !== undefined ? ` = ${JSON.stringify(finding.value)}` : '';
    return `${fieldPath(keys)}${value}: ${message} [${rule}]`;
  });
}

/** The same, together with the answers to its questions if it is the only object. */
export function findingsAlone(manifest: Manifest, release = '3.24'): string[] {
  const index = new ObjectIndex(TOPICS);
  index.add(manifest, 'a.yaml');
  const answers = BLOCKING_KIND.questions(manifest, clusterOf(release)).flatMap(({ answer, ...place }) => {
    const found = answer(index.from('a.yaml'));
    return found === undefined ? [] : [lineOf({ ...place, ...found })];
  });
  return [...findingsIn(manifest, release), ...answers];
}

export function clusterOf(release: string): ClusterKind {
  return { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
}

export function lineOf({ severity, keys, message, rule }: Finding): string {
  return `${severity} ${fieldPath(keys)}: ${message} [${rule}]`;
}
