import {
  errorRule,
  type Finding,
  FindingsError,
  formatValue,
  type Manifest,
  plural,
  textAt,
  valueAt,
} from '../../base';
import { groupOf, SCAN_ANNOTATIONS } from '../../calico';
import { KINDS } from '../../kinds';
import { RBAC_GROUP } from '../../kubernetes';
import type { KubernetesObject } from '../../reading';
import { probedFeed } from '../trigger';
import { alertsOf } from './live-alerts';
import { checksOf } from './live-check-step';
import { nameOf, namespaceOf } from './manifests';
import { withRelated, workloadsIn } from './related';
import { workloadsOf } from './workload-step';

const NOTHING = errorRule({
  id: 'verify/unknown-name',
  form: 'words',
  what: 'Each name of `--only` must be that of an object in the manifests.',
  why: 'Otherwise nothing would be verified, which would look like success.',
  bad: '`npx cdk8s-calico-threat-defense verify dist --only network.shs`, where the alert is `network.ssh`.',
  good: '`npx cdk8s-calico-threat-defense verify dist --only network.ssh`.',
});

/** No more names are listed in an error. */
const LISTED = 50;

/**
 * The objects of some names, and what is needed to verify them: what triggers an alert, the alert that a workload
 * triggers, the feed of a probe, and around all of these, the objects that no other step is about.
 *
 * @throws FindingsError when no object has one of the names
 */
export function selectObjects(
  subject: string,
  objects: readonly KubernetesObject[],
  names: readonly string[],
): KubernetesObject[] {
  const known = [...new Set(objects.map(({ manifest }) => nameOf(manifest)))].sort();
  const problems = names.filter((name) => !known.includes(name)).map((name) => unknownName(name, known));
  if (problems.length > 0) {
    throw new FindingsError(subject, problems);
  }
  const named = objects.filter(({ manifest }) => names.includes(nameOf(manifest)));
  const selected = withRelated(objects, new Set(named));
  const namespaces = new Set([...selected].flatMap(({ manifest }) => namespacesOf(manifest)));
  const withSteps = withOwnSteps(objects);
  return objects.filter(
    (object) => selected.has(object) || (!withSteps.has(object) && isAround(object.manifest, namespaces)),
  );
}

function unknownName(name: string, known: readonly string[]): Finding {
  const more = known.length > LISTED ? ` and ${plural(known.length - LISTED, 'other')}` : '';
  const list = known.slice(0, LISTED).map(formatValue).join(', ');
  const message = `is not the name of an object in the manifests; the names there are ${list}${more}`;
  return { ...NOTHING, keys: ['--only'], value: name, message };
}

/** The objects that a step is about, besides the one that compares all objects. */
function withOwnSteps(objects: readonly KubernetesObject[]): Set<KubernetesObject> {
  return new Set([
    ...checksOf(KINDS, objects).flatMap((check) => check.objects),
    ...workloadsOf(KINDS, objects).flatMap((workloads) => workloads.objects),
    ...alertsOf(KINDS, objects).map(({ object }) => object),
    ...workloadsIn(objects).map(({ object }) => object),
    ...objects.filter(({ manifest }) => probedFeed(manifest) !== undefined),
  ]);
}

/** The namespace of an object, and those of the Services and pods that it connects to. */
function namespacesOf(manifest: Manifest): string[] {
  const { kind, metadata, spec } = manifest;
  const own = kind === 'Namespace' ? nameOf(manifest) : namespaceOf(manifest);
  const annotations = valueAt(metadata, 'annotations');
  const [pods = ''] = textAt(annotations, SCAN_ANNOTATIONS.pods).split('/');
  return [...(own === undefined ? [] : [own]), pods, ...serviceNamespaces({ annotations, spec })];
}

/** The namespaces of all DNS names of Services in a value: `web.shop.svc` is in `shop`. */
function serviceNamespaces(data: unknown): string[] {
  const names = JSON.stringify(data).split(/[^-.a-z0-9]/);
  return names.flatMap((name) => {
    const labels = name.split('.');
    return labels.flatMap((label, index) => (label === 'svc' && index > 1 ? (labels[index - 1] ?? []) : []));
  });
}

/** Whether an object is in one of the namespaces, or applies to the whole cluster without granting permissions. */
function isAround(manifest: Manifest, namespaces: ReadonlySet<string>): boolean {
  if (groupOf(manifest.apiVersion).group === RBAC_GROUP) {
    return false;
  }
  const namespace = manifest.kind === 'Namespace' ? nameOf(manifest) : namespaceOf(manifest);
  return namespace === undefined || namespaces.has(namespace);
}

/** The rules that this file checks. */
export const SELECTION_RULES = [NOTHING] as const;
