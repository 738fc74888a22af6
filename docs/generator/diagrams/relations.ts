import { valueAt } from '../../../src/base';
import type { NetshootScanner } from '../../../src/drill';
import { selects } from '../../../src/drill/selectors';
import { Detector } from '../../../src/kinds/global-alert';
import { list, podOf, portsOf, rulesOf, selected, type Thing, text } from './things';

/** An arrow of the picture of the module. */
export interface Relation {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Whether it follows from the objects; otherwise it is how Calico works. */
  readonly derived: boolean;
}

/** The relations that follow from the objects. */
export function derivedRelations(things: readonly Thing[], scanner: NetshootScanner): Relation[] {
  const kinds = [scans(scanner), serves, calls, applies, sends(things), reads];
  return kinds.flatMap((labelsOf) =>
    things.flatMap((from) =>
      things.flatMap((to) => labelsOf(from, to).map((label) => ({ from: from.id, to: to.id, label, derived: true }))),
    ),
  );
}

function scans({ scannerName, target, ports }: NetshootScanner) {
  return ({ name, namespace }: Thing, to: Thing): string[] => {
    const isScanner = name === scannerName && namespace === target.namespace;
    return isScanner && to.namespace === namespace && hasLabels(to, target.labels) ? [`scans ports ${ports}`] : [];
  };
}

function serves({ kind, namespace, manifest }: Thing, to: Thing): string[] {
  const behind = namespace === to.namespace && hasLabels(to, valueAt(manifest, 'spec', 'selector'));
  return kind === 'Service' && behind ? [`port ${text(manifest, 'spec', 'ports', 0, 'targetPort')}`] : [];
}

function calls({ namespace, manifest }: Thing, to: Thing): string[] {
  const args = list(valueAt(podOf(manifest), 'spec', 'containers', 0, 'args'))
    .join(' ')
    .split(/[\s;]+/);
  return to.kind === 'Service' && namespace === to.namespace && args.includes(`http://${to.name}`) ? ['curl'] : [];
}

function applies(policy: Thing, to: Thing): string[] {
  return appliesTo(policy, to) ? [text(policy.manifest, 'spec', 'selector')] : [];
}

/** What a policy of the sender allows, unless the policies of the receiver do not. */
function sends(things: readonly Thing[]) {
  return (from: Thing, to: Thing): string[] => {
    const incoming = things.filter((policy) => appliesTo(policy, to) && hasIngress(policy));
    const admitted = incoming.flatMap(({ manifest }) => rulesOf(manifest, 'ingress'));
    return things
      .filter((policy) => appliesTo(policy, from))
      .flatMap(({ manifest }) => rulesOf(manifest, 'egress'))
      .filter((rule) => covers(valueAt(rule, 'destination'), to))
      .map(portsOf)
      .filter(
        (ports) =>
          incoming.length === 0 ||
          admitted.some((rule) => portsOf(rule) === ports && covers(valueAt(rule, 'source'), from)),
      );
  };
}

function reads({ kind, manifest }: Thing, to: Thing): string[] {
  const detector = valueAt(manifest, 'spec', 'detector', 'name');
  const dataSet = detector === undefined ? valueAt(manifest, 'spec', 'dataSet') : Detector.of(String(detector)).dataSet;
  return kind === 'GlobalAlert' && to.id === `Elasticsearch/${dataSet}` ? [`reads ${dataSet}`] : [];
}

function hasLabels({ podLabels }: Thing, matchLabels: unknown): boolean {
  return podLabels !== undefined && selects({ matchLabels }, podLabels);
}

function hasIngress({ manifest }: Thing): boolean {
  return list(valueAt(manifest, 'spec', 'types')).includes('Ingress');
}

function appliesTo({ kind, namespace, manifest }: Thing, pods: Thing): boolean {
  const inNamespace = kind === 'NetworkPolicy' && namespace === pods.namespace;
  return inNamespace && selected(valueAt(manifest, 'spec', 'selector'), pods.podLabels);
}

/** Whether a source or destination includes the pods. Calico and the operator label namespaces with their names. */
function covers(entity: unknown, { namespace = '', podLabels }: Thing): boolean {
  const names = { 'projectcalico.org/name': namespace, 'kubernetes.io/metadata.name': namespace, name: namespace };
  return selected(valueAt(entity, 'namespaceSelector'), names) && selected(valueAt(entity, 'selector'), podLabels);
}
