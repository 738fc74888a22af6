import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { AnomalyDetectionChart } from '../src';
import { describeWithShared, sharedFolder } from './shared-folder';
import { captureStderr, managedCluster, type Synthesized } from './support';

interface Difference {
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
const MEANT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '*': {
    'metadata.annotations': 'says what the object was made for: release, topology and name of the cluster',
  },
  'GlobalAlert tigera.io.detector.port-scan': {
    'spec.description': 'own wording',
    'spec.summary': 'own wording',
  },
  'Deployment ad-jobs-deployment': {
    [`${TEMPLATE_CONTAINER}.env[2].value`]: 'the cluster name is filled in',
  },
  'Pod netshoot': {
    [`${CONTAINER}.image`]: PINNED,
    [`${CONTAINER}.resources.requests`]: HARDENED,
    [`${CONTAINER}.resources.limits`]: HARDENED,
    [`${CONTAINER}.securityContext`]: HARDENED,
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

function read(file: string): Synthesized[] {
  const text = readFileSync(join(sharedFolder ?? '', 'upstream', file), 'utf8');
  return parseAllDocuments(text)
    .map((document) => document.toJS())
    .filter((object) => object !== null);
}

function titleOf(object: Synthesized): string {
  return `${object.kind} ${object.metadata.name}`;
}

function differences(object: string, upstream: unknown, ours: unknown, path = ''): Difference[] {
  if (isContainer(upstream) && isContainer(ours) && Array.isArray(upstream) === Array.isArray(ours)) {
    const keys = [...new Set([...Object.keys(upstream), ...Object.keys(ours)])];
    return keys.flatMap((key) => {
      const below = Array.isArray(upstream) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      return differences(object, upstream[key], ours[key], below);
    });
  }
  return Object.is(upstream, ours) ? [] : [{ object, path, upstream, ours }];
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isMeant({ object, path }: Difference): boolean {
  return MEANT['*']?.[path] !== undefined || MEANT[object]?.[path] !== undefined;
}

describeWithShared("the workshop's objects", () => {
  captureStderr();

  const chart = () =>
    Testing.synth(new AnomalyDetectionChart(new App(), 'anomaly-detection', { cluster: managedCluster() }));
  const demo = ['Namespace dev', 'Pod netshoot', 'Deployment dev-nginx', 'Service nginx-svc'];
  const theirs = [
    ...read('ad-alerts.yaml'),
    ...read('ad-jobs-deployment-managed.yaml'),
    ...read('dev-app.manifests.yaml').filter((object) => demo.includes(titleOf(object))),
  ];
  const compare = () =>
    theirs.flatMap((object) => {
      const twin = chart().find(
        (ours) => titleOf(ours) === titleOf(object) && ours.metadata.namespace === object.metadata.namespace,
      );
      return differences(titleOf(object), object, twin);
    });

  it('are all there, and nothing else is', () => {
    expect(chart().map(titleOf).sort()).toEqual(theirs.map(titleOf).sort());
    expect(theirs).toHaveLength(8);
  });

  it('differ from ours in nothing that is not meant', () => {
    expect(compare().filter((difference) => !isMeant(difference))).toEqual([]);
  });

  it('differ from ours in everything that is listed', () => {
    const found = new Set(compare().map(({ object, path }) => `${object}: ${path}`));
    const listed = Object.entries(MEANT)
      .filter(([object]) => object !== '*')
      .flatMap(([object, paths]) => Object.keys(paths).map((path) => `${object}: ${path}`));
    expect(listed.filter((difference) => !found.has(difference))).toEqual([]);
  });

  it.each(theirs.map((object) => [titleOf(object), object]))(
    'are compared down to single fields: %s',
    (title, object) => {
      const change = (value: unknown): unknown =>
        isContainer(value)
          ? Array.isArray(value)
            ? value.map(change)
            : Object.fromEntries(Object.entries(value).map(([key, below]) => [key, change(below)]))
          : `${value}!`;
      const leaves = (value: unknown): number =>
        isContainer(value) ? Object.values(value).reduce((sum: number, below) => sum + leaves(below), 0) : 1;
      expect(differences(title, object, change(object))).toHaveLength(leaves(object));
    },
  );
});
