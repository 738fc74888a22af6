import { type Manifest, valueAt } from '../../../src/manifest';
import type { PortRange, ScanTarget } from '../../../src/scanner';
import { selects } from '../../../src/scanner/selectors';
import { calicoSelects, demandedLabels } from './calico-selector';
import { dataSetOf, list, portsOf, rulesOf, type Thing, text } from './things';

/** That one thing has to do with another. */
export interface Relation {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Whether it follows from the objects; otherwise it is how Calico works. */
  readonly derived: boolean;
  readonly evidence: string;
}

/** Pods that policies name and nobody here makes, such as guardian's. */
export function peersOf(things: readonly Thing[]): Thing[] {
  const destinations = things.flatMap(({ manifest, kind }) =>
    manifest && kind === 'NetworkPolicy' ? rulesOf(manifest, 'egress').map((rule) => valueAt(rule, 'destination')) : [],
  );
  return destinations.map((destination) => {
    const selector = text(destination, 'selector');
    const [namespace] = Object.values(demandedLabels(text(destination, 'namespaceSelector')));
    return {
      id: `Pods/${namespace}/${selector}`,
      role: 'workload',
      kind: 'Pods',
      name: shortly(demandedLabels(selector)),
      namespace,
      made: false,
      details: [selector],
      podLabels: demandedLabels(selector),
    };
  });
}

/** Labels by their values, and by the end of their names where a name says more than `app`. */
function shortly(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([label, value]) =>
    label.includes('/') ? `${label.replace(/^.*\//, '')}=${value}` : value,
  );
  return parts.join(', ');
}

/** Policies and the pods that they select. */
export function policyTargets(things: readonly Thing[]): Relation[] {
  return things.flatMap((policy) =>
    podsOf(things)
      .filter((pods) => appliesTo(policy, pods))
      .map((pods) => ({
        from: policy.id,
        to: pods.id,
        label: text(policy.manifest, 'spec', 'selector'),
        derived: true,
        evidence: `The selector of the policy ${policy.name} selects the pods ${pods.name}.`,
      })),
  );
}

/** What pods may send to where, as far as a policy for what they send says so and none for what arrives forbids it. */
export function allowedTraffic(things: readonly Thing[]): Relation[] {
  return things.flatMap((policy) =>
    podsOf(things)
      .filter((source) => appliesTo(policy, source))
      .flatMap((source) =>
        rulesOf(policy.manifest ?? {}, 'egress').flatMap((rule) =>
          podsOf(things)
            .filter((peer) => reaches(valueAt(rule, 'destination'), peer) && admits(things, source, { peer, rule }))
            .map((peer) => ({
              from: source.id,
              to: peer.id,
              label: portsOf(rule),
              derived: true,
              evidence: `The policy ${policy.name} lets the pods ${source.name} send ${portsOf(rule)} to ${peer.name} in ${peer.namespace}.`,
            })),
        ),
      ),
  );
}

/** Services and the pods behind them, and the pods whose command names the Service. */
export function serviceRelations(things: readonly Thing[]): Relation[] {
  const services = things.filter(({ kind }) => kind === 'Service');
  return services.flatMap((service) => [
    ...podsOf(things)
      .filter((pods) => pods.namespace === service.namespace && isBehind(service, pods))
      .map((pods) => ({
        from: service.id,
        to: pods.id,
        label: `port ${text(service.manifest, 'spec', 'ports', 0, 'targetPort')}`,
        derived: true,
        evidence: `The selector of the Service ${service.name} selects the pods ${pods.name}.`,
      })),
    ...podsOf(things)
      .filter((pods) => calls(pods, service))
      .map((pods) => ({
        from: pods.id,
        to: service.id,
        label: 'curl',
        derived: true,
        evidence: `The command of ${pods.name} calls http://${service.name}.`,
      })),
  ]);
}

/** The scanner and the pods that it aims at. */
export function scanRelations(
  things: readonly Thing[],
  scan: { target: ScanTarget; ports: PortRange; name: string },
): Relation[] {
  const { target, ports } = scan;
  const scanner = things.find(({ name, namespace }) => name === scan.name && namespace === target.namespace);
  return podsOf(things)
    .filter(
      (pods) => pods.namespace === target.namespace && selects({ matchLabels: target.labels }, pods.podLabels ?? {}),
    )
    .map((pods) => ({
      from: scanner?.id ?? scan.name,
      to: pods.id,
      label: `scans ports ${ports}`,
      derived: true,
      evidence: `${scan.name} scans the ports ${ports} of pods with the labels ${JSON.stringify(target.labels)}, which ${pods.name} has.`,
    }));
}

/** Alerts and the logs that they read. */
export function alertReads(things: readonly Thing[], logs: (dataSet: string) => string): Relation[] {
  return things.flatMap(({ id, name, kind, manifest }) =>
    kind === 'GlobalAlert' && manifest
      ? [
          {
            from: id,
            to: logs(dataSetOf(manifest)),
            label: `reads ${dataSetOf(manifest)}`,
            derived: true,
            evidence: `The alert ${name} reads the data set ${dataSetOf(manifest)}.`,
          },
        ]
      : [],
  );
}

function podsOf(things: readonly Thing[]): Thing[] {
  return things.filter(({ podLabels }) => podLabels !== undefined);
}

function appliesTo({ kind, namespace, manifest }: Thing, pods: Thing): boolean {
  return (
    kind === 'NetworkPolicy' &&
    namespace === pods.namespace &&
    calicoSelects(text(manifest, 'spec', 'selector'), pods.podLabels ?? {})
  );
}

/** Calico and the operator label a namespace with its own name, under these keys. */
function namespaceLabels(namespace = ''): Readonly<Record<string, string>> {
  return { 'projectcalico.org/name': namespace, 'kubernetes.io/metadata.name': namespace, name: namespace };
}

/** Whether the source or the destination of a rule covers the pods. */
function reaches(entity: unknown, { namespace, podLabels }: Thing): boolean {
  return (
    calicoSelects(text(entity, 'namespaceSelector'), namespaceLabels(namespace)) &&
    calicoSelects(text(entity, 'selector'), podLabels ?? {})
  );
}

function admits(things: readonly Thing[], source: Thing, { peer, rule }: { peer: Thing; rule: unknown }): boolean {
  const policies = things.filter((policy) => appliesTo(policy, peer) && hasType(policy.manifest, 'Ingress'));
  const rules = policies.flatMap(({ manifest }) => rulesOf(manifest ?? {}, 'ingress'));
  return (
    policies.length === 0 ||
    rules.some((ingress) => portsOf(ingress) === portsOf(rule) && reaches(valueAt(ingress, 'source'), source))
  );
}

function hasType(policy: Manifest | undefined, type: string): boolean {
  return list(valueAt(policy, 'spec', 'types')).includes(type);
}

function isBehind(service: Thing, pods: Thing): boolean {
  return selects({ matchLabels: valueAt(service.manifest, 'spec', 'selector') }, pods.podLabels ?? {});
}

function calls({ manifest, kind, namespace }: Thing, service: Thing): boolean {
  const pod = kind === 'Pod' ? manifest?.spec : valueAt(manifest, 'spec', 'template', 'spec');
  const words = list(valueAt(pod, 'containers', 0, 'args')).flatMap((argument) => String(argument).split(/[\s;]+/));
  return namespace === service.namespace && words.includes(`http://${service.name}`);
}
