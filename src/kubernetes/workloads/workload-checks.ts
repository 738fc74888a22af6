import {
  beginsWith,
  errorRule,
  type Finding,
  type Keys,
  type Manifest,
  REJECTED,
  type RuleMark,
  remembered,
  valueAt,
} from '../../base';
import { labelProblems, metadataProblems } from '../metadata';
import { metadataFinding } from '../metadata-checks';
import { subdomainProblem } from '../names';
import { checkImages } from './container-checks';
import { podOf } from './containers';
import { registryProblem } from './image-reference';
import type { Toleration, WorkloadOptions } from './workload-options';

const target = (props: string) => `new DemoTarget(chart, 'target', { ${props} });`;

export const IMAGE = errorRule({
  id: 'workload/image',
  form: 'program',
  isInManifests: true,
  what: 'An image must be a valid, pinned reference.',
  why: 'No node can pull an invalid reference, and the image behind a tag such as latest can change.',
  bad: target("image: 'Nginx latest'"),
  good: target("image: 'registry.example.com/nginx:1.27.0'"),
});
const REGISTRY = errorRule({
  id: 'workload/image-registry',
  form: 'program',
  what: 'A registry must be a host name with an optional port and path, without a scheme.',
  why: 'It becomes the first part of an image reference.',
  bad: target("imageRegistry: 'https://registry.example.com'"),
  good: target("imageRegistry: 'registry.example.com'"),
  besides: ['workload/image'],
});
const PULL_SECRET = errorRule({
  id: 'workload/pull-secret',
  form: 'program',
  what: 'The name of a pull secret must be an RFC 1123 subdomain.',
  why: 'No Secret can have any other name.',
  bad: target("imagePullSecrets: ['My Secret']"),
  good: target("imagePullSecrets: ['my-secret']"),
});
const LABEL = errorRule({
  id: 'workload/label',
  form: 'program',
  what: 'Labels must have the form that Kubernetes requires.',
  why: REJECTED,
  bad: target("labels: { team: 'red & blue' }"),
  good: target("labels: { team: 'red-and-blue' }"),
});
const ANNOTATION = errorRule({
  id: 'workload/annotation',
  form: 'program',
  what: 'The keys of annotations must have the form that Kubernetes requires.',
  why: REJECTED,
  bad: target("annotations: { 'red & blue': 'team' }"),
  good: target("annotations: { 'red-and-blue': 'team' }"),
});
const NODE_SELECTOR = errorRule({
  id: 'workload/node-selector',
  form: 'program',
  what: 'The labels of a node selector must have the form that Kubernetes requires.',
  why: 'No node can have any other label, so the pod would never be scheduled.',
  bad: target("nodeSelector: { disk: 'very fast' }"),
  good: target("nodeSelector: { disk: 'fast' }"),
});
const OWN_LABEL = errorRule({
  id: 'workload/own-label',
  form: 'program',
  what: 'The labels that select an object must keep their values.',
  why: 'Otherwise its selectors and policies would no longer match.',
  bad: target("labels: { app: 'other' }"),
  good: target("labels: { team: 'other' }"),
});
const PRIORITY_CLASS = errorRule({
  id: 'workload/priority-class',
  form: 'program',
  what: 'The name of a PriorityClass must be an RFC 1123 subdomain.',
  why: 'No PriorityClass can have any other name, so the pods would be rejected.',
  bad: target("priorityClassName: 'Very High'"),
  good: target("priorityClassName: 'very-high'"),
});
const SERVICE_ACCOUNT = errorRule({
  id: 'workload/service-account',
  form: 'program',
  what: 'The name of a service account must be an RFC 1123 subdomain.',
  why: 'No service account can have any other name, so the pods would be rejected.',
  bad: target("serviceAccountName: 'My Account'"),
  good: target("serviceAccountName: 'my-account'"),
});
const TOLERATION = errorRule({
  id: 'workload/toleration',
  form: 'program',
  what: 'The duration of a toleration must be a whole number of seconds.',
  why: 'The API server rejects other values.',
  bad: target("tolerations: [{ key: 'spot', effect: TaintEffect.NO_EXECUTE, stayFor: Duration.millis(1500) }]"),
  good: target("tolerations: [{ key: 'spot', effect: TaintEffect.NO_EXECUTE, stayFor: Duration.seconds(2) }]"),
});

/** Checks what a manifest cannot show any more, because it is applied on the way to it. */
export function checkWorkloadOptions(options: WorkloadOptions, ownLabels: Readonly<Record<string, string>>): Finding[] {
  return [
    ...checkRegistry(options.imageRegistry),
    ...checkOwnLabels(options.labels ?? {}, ownLabels, 'labels'),
    ...checkOwnLabels(options.podLabels ?? {}, ownLabels, 'podLabels'),
    ...labelProblems(options.podLabels, ['podLabels']).map((problem) => metadataFinding(problem, LABEL)),
    ...checkName(options.priorityClassName, 'priorityClassName', PRIORITY_CLASS),
    ...checkName(options.serviceAccountName, 'serviceAccountName', SERVICE_ACCOUNT),
    ...(options.tolerations ?? []).flatMap(checkToleration),
  ];
}

function checkRegistry(registry: string | undefined): Finding[] {
  const message = registry === undefined ? undefined : registryProblem(registry);
  return message === undefined ? [] : [{ ...REGISTRY, keys: ['imageRegistry'], value: registry, message }];
}

function checkName(name: string | undefined, key: string, rule: RuleMark): Finding[] {
  const message = name === undefined ? undefined : subdomainProblem(name);
  return message === undefined ? [] : [{ ...rule, keys: [key], value: name, message }];
}

type Labels = Readonly<Record<string, string>>;

function checkOwnLabels(labels: Labels, own: Labels, prop: string): Finding[] {
  return Object.entries(labels)
    .filter(([key, value]) => Object.hasOwn(own, key) && own[key] !== value)
    .map(([key, value]) => {
      const message = `must remain ${own[key]}, because the selectors and policies of the object depend on it; use another label`;
      return { ...OWN_LABEL, keys: [prop, key], value, message };
    });
}

function checkToleration({ stayFor }: Toleration, index: number): Finding[] {
  if (stayFor === undefined || stayFor.toMilliseconds({ integral: false }) % 1_000 === 0) {
    return [];
  }
  return [
    {
      ...TOLERATION,
      keys: ['tolerations', index, 'stayFor'],
      value: stayFor,
      message: 'must be a whole number of seconds',
    },
  ];
}

const checkOnce = remembered(findingsOf, () => '');

/** Checks the metadata and the pods of a Pod, Deployment, Job or CronJob. */
export function checkWorkload(workload: Manifest): Finding[] {
  return checkOnce(workload, undefined);
}

function findingsOf(workload: Manifest): Finding[] {
  const { pod, keys } = podOf(workload);
  return [
    ...checkMetadata(workload),
    ...checkNodeSelector(workload),
    ...checkPullSecrets(valueAt(pod, 'spec', 'imagePullSecrets'), [...keys, 'spec', 'imagePullSecrets']),
    ...checkImages(workload, IMAGE),
  ];
}

/** The pods have the labels and annotations of their object, so it is enough to name those; names have rules of their own. */
function checkMetadata(workload: Manifest): Finding[] {
  return metadataProblems(workload)
    .filter(({ keys }) => beginsWith(keys, ['metadata', 'labels']) || beginsWith(keys, ['metadata', 'annotations']))
    .map((problem) => metadataFinding(problem, problem.field === 'labels' ? LABEL : ANNOTATION));
}

function checkNodeSelector(workload: Manifest): Finding[] {
  const { pod, keys } = podOf(workload);
  const selector = [...keys, 'spec', 'nodeSelector'];
  return labelProblems(valueAt(pod, 'spec', 'nodeSelector'), selector).map((problem) =>
    metadataFinding(problem, NODE_SELECTOR),
  );
}

function checkPullSecrets(secrets: unknown, keys: Keys): Finding[] {
  return problemsOf(secrets, (index, secret) => {
    const name = valueAt(secret, 'name');
    const message = subdomainProblem(typeof name === 'string' ? name : '');
    return message === undefined ? undefined : { ...PULL_SECRET, keys: [...keys, index, 'name'], value: name, message };
  });
}

/** What is wrong with the entries of a list or map; nothing where there is none. */
function problemsOf(
  data: unknown,
  problemOf: (key: string | number, value: unknown) => Finding | undefined,
): Finding[] {
  const findings: Finding[] = [];
  if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) {
      const finding = problemOf(Array.isArray(data) ? Number(key) : key, value);
      if (finding !== undefined) {
        findings.push(finding);
      }
    }
  }
  return findings;
}

/** The rules that this file checks. */
export const WORKLOAD_RULES = [
  IMAGE,
  REGISTRY,
  PULL_SECRET,
  LABEL,
  ANNOTATION,
  NODE_SELECTOR,
  OWN_LABEL,
  PRIORITY_CLASS,
  SERVICE_ACCOUNT,
  TOLERATION,
] as const;
