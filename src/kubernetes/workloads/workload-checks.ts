import { errorRule, type Finding, type Manifest, valueAt } from '../../base';
import { labelProblems, metadataProblems } from '../metadata';
import { metadataFinding } from '../metadata-checks';
import { subdomainProblem } from '../names';
import { checkImages } from './container-checks';
import { podOf } from './containers';
import { registryProblem } from './image-reference';
import type { Toleration, WorkloadOptions } from './workload-options';

const IMAGE = errorRule('workload/image');
const REGISTRY = errorRule('workload/image-registry');
const PULL_SECRET = errorRule('workload/pull-secret');
const LABEL = errorRule('workload/label');
const ANNOTATION = errorRule('workload/annotation');
const NODE_SELECTOR = errorRule('workload/node-selector');
const OWN_LABEL = errorRule('workload/own-label');
const TOLERATION = errorRule('workload/toleration');

/** Checks what a manifest cannot show any more, because it is applied on the way to it. */
export function checkWorkloadOptions(options: WorkloadOptions, ownLabels: Readonly<Record<string, string>>): Finding[] {
  return [
    ...checkRegistry(options.imageRegistry),
    ...checkOwnLabels(options.labels ?? {}, ownLabels),
    ...(options.tolerations ?? []).flatMap(checkToleration),
  ];
}

function checkRegistry(registry: string | undefined): Finding[] {
  const message = registry === undefined ? undefined : registryProblem(registry);
  return message === undefined ? [] : [{ ...REGISTRY, path: 'imageRegistry', value: registry, message }];
}

function checkOwnLabels(labels: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>): Finding[] {
  return Object.entries(labels)
    .filter(([key, value]) => Object.hasOwn(own, key) && own[key] !== value)
    .map(([key, value]) => {
      const message = `must stay ${own[key]}: the object's own selectors and policies read it; use another label`;
      return { ...OWN_LABEL, path: `labels[${key}]`, value, message };
    });
}

function checkToleration({ stayFor }: Toleration, index: number): Finding[] {
  if (stayFor === undefined || stayFor.toMilliseconds() % 1_000 === 0) {
    return [];
  }
  return [
    {
      ...TOLERATION,
      path: `tolerations[${index}].stayFor`,
      value: stayFor,
      message: 'must be a whole number of seconds',
    },
  ];
}

/** Checks the metadata and the pods of a Pod, Deployment, Job or CronJob. */
export function checkWorkload(workload: Manifest): Finding[] {
  const { pod, path } = podOf(workload);
  return [
    ...checkMetadata(workload),
    ...checkNodeSelector(workload),
    ...checkPullSecrets(valueAt(pod, 'spec', 'imagePullSecrets'), `${path}spec.imagePullSecrets`),
    ...checkImages(workload, IMAGE),
  ];
}

/** The pods have the labels and annotations of their object, so it is enough to name those; names have rules of their own. */
function checkMetadata(workload: Manifest): Finding[] {
  return metadataProblems(workload)
    .filter(({ path }) => path.startsWith('metadata.labels') || path.startsWith('metadata.annotations'))
    .map((problem) => metadataFinding(problem, problem.field === 'labels' ? LABEL : ANNOTATION));
}

function checkNodeSelector(workload: Manifest): Finding[] {
  const { pod, path } = podOf(workload);
  const keys = [...path.split('.').slice(0, -1), 'spec', 'nodeSelector'];
  return labelProblems(valueAt(pod, 'spec', 'nodeSelector'), keys).map((problem) =>
    metadataFinding(problem, NODE_SELECTOR),
  );
}

function checkPullSecrets(secrets: unknown, path: string): Finding[] {
  return problemsOf(secrets, (index, secret) => {
    const name = valueAt(secret, 'name');
    const message = subdomainProblem(typeof name === 'string' ? name : '');
    return message === undefined ? undefined : { ...PULL_SECRET, path: `${path}[${index}].name`, value: name, message };
  });
}

/** What is wrong with the entries of a list or map; nothing where there is none. */
function problemsOf(data: unknown, problemOf: (key: string, value: unknown) => Finding | undefined): Finding[] {
  const findings: Finding[] = [];
  if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) {
      const finding = problemOf(key, value);
      if (finding !== undefined) {
        findings.push(finding);
      }
    }
  }
  return findings;
}
