import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { differences, fieldPath } from '../src/base';
import { sharedFolder } from './shared-folder';
import type { Synthesized } from './support';

/** One field in which an object of the workshop and ours differ. */
export interface Difference {
  readonly object: string;
  readonly path: string;
  readonly upstream?: unknown;
  readonly ours?: unknown;
}

const PINNED = 'pinned, so that every run is the same program';
const HARDENED = 'secure by default: the pod needs neither more rights nor more of the node';
const CONTAINER = 'spec.containers[0]';
const TEMPLATE_CONTAINER = 'spec.template.spec.containers[0]';

/** Every difference from the workshop's objects that is meant, by object and path, with its reason. */
export const MEANT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '*': {
    'metadata.annotations':
      'says what the object was made for: release, topology and name of the cluster; the scanner says how it scans',
  },
  'GlobalAlert tigera.io.detector.port-scan': {
    'spec.description': 'own wording',
    'spec.summary': 'own wording',
  },
  'Deployment ad-jobs-deployment': {
    [`${TEMPLATE_CONTAINER}.env[2].value`]: 'the cluster name is filled in',
  },
  'Namespace dev': {
    'metadata.labels.calico-threat-defense/demo': 'tells the namespace of the demo from one that was there before',
  },
  'Pod netshoot': {
    [`${CONTAINER}.image`]: PINNED,
    [`${CONTAINER}.resources.requests`]: HARDENED,
    [`${CONTAINER}.resources.limits`]: HARDENED,
    [`${CONTAINER}.securityContext`]: HARDENED,
    [`${CONTAINER}.workingDir`]: 'the image works in the home of root, which an unprivileged user may not enter',
    'spec.securityContext': HARDENED,
    'spec.automountServiceAccountToken': HARDENED,
  },
  'Deployment dev-nginx': {
    [`${TEMPLATE_CONTAINER}.image`]: PINNED,
    [`${TEMPLATE_CONTAINER}.resources.requests`]: HARDENED,
    [`${TEMPLATE_CONTAINER}.resources.limits`]: HARDENED,
    [`${TEMPLATE_CONTAINER}.securityContext`]: HARDENED,
    'spec.template.spec.automountServiceAccountToken': HARDENED,
  },
};

/** The objects of one of the workshop's files. */
export function read(file: string): Synthesized[] {
  const text = readFileSync(join(sharedFolder ?? '', 'upstream', file), 'utf8');
  return parseAllDocuments(text)
    .map((document) => document.toJS())
    .filter((object) => object !== null);
}

/** The file with the AD jobs: the workshop's own, whose placeholder is `CLUSTERNAME`, and that of its sibling for AKS. */
export const AD_JOBS_FILES = {
  workshop: 'ad-jobs-deployment-managed.seed.yaml',
  sibling: 'ad-jobs-deployment-managed.yaml',
};

/** The workshop's objects that ours stand for, with the AD jobs of one of the two files. */
export function workshopObjects(adJobs: string = AD_JOBS_FILES.workshop): Synthesized[] {
  const demo = ['Namespace dev', 'Pod netshoot', 'Deployment dev-nginx', 'Service nginx-svc'];
  return [
    ...read('ad-alerts.yaml'),
    ...read(adJobs),
    ...read('dev-app.manifests.yaml').filter((object) => demo.includes(titleOf(object))),
  ];
}

/** Ours for an object of the workshop, if there is one. */
export function twinOf(object: Synthesized, ours: readonly Synthesized[]): Synthesized | undefined {
  return ours.find(
    (other) => titleOf(other) === titleOf(object) && other.metadata.namespace === object.metadata.namespace,
  );
}

/** Kind and name, which tell an object from the others. */
export function titleOf(object: Synthesized): string {
  return `${object.kind} ${object.metadata.name}`;
}

/** The differences between an object of the workshop and ours, down to single fields. */
export function differencesOf(object: string, upstream: unknown, ours: unknown): Difference[] {
  return differences(upstream, ours).map(({ keys, left, right }) => ({
    object,
    path: fieldPath(keys),
    upstream: left,
    ours: right,
  }));
}

/** Whether a difference is in the list. */
export function isMeant({ object, path }: Difference): boolean {
  return MEANT['*']?.[path] !== undefined || MEANT[object]?.[path] !== undefined;
}
