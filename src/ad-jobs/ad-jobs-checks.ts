import { CalicoTopology, type ClusterKind, checkClusterName } from '../cluster';
import { errorRule, type Finding, suggestion, warningRule } from '../findings';
import { type Manifest, valueAt } from '../manifest';
import { featuresOf, parseVersion, version } from '../release';
import { AD_JOB_VARIABLE_NAMES, type AdJobVariable, adJobVariable, type Generation } from './ad-job-variables';
import { CONTAINER, checkDisabledJobs, checkValue, ENV, pathOf } from './variable-checks';

const REMOVED = errorRule('ad-jobs/removed');
const SUPERSEDED = warningRule('ad-jobs/superseded');
const UNPUBLISHED = warningRule('ad-jobs/image-unpublished');
const NAME_MISSING = errorRule('ad-jobs/cluster-name-missing');
const NAME_SUSPECT = warningRule('ad-jobs/cluster-name-suspect');
const VARIABLE_NAME = errorRule('ad-jobs/variable-name');
const SWAPPED = errorRule('ad-jobs/variable-swapped');
const UNKNOWN_VARIABLE = warningRule('ad-jobs/unknown-variable');
const OTHER_GENERATION = warningRule('ad-jobs/other-generation');
const DISABLED_JOB = warningRule('ad-jobs/disabled-job-setting');

interface Variable {
  readonly name: unknown;
  /** Undefined where the value comes from elsewhere, a secret for one. */
  readonly value: string | undefined;
  /** Undefined where it is no variable of the jobs. */
  readonly known: AdJobVariable | undefined;
}

/** Checks the Deployment of the AD jobs for one cluster. */
export function checkAdJobs(deployment: Manifest, cluster: ClusterKind): Finding[] {
  const container = valueAt(deployment, 'spec', 'template', 'spec', 'containers', 0);
  const image = String(valueAt(container, 'image'));
  const env = valueAt(container, 'env');
  const variables = (Array.isArray(env) ? env : []).map(toVariable);
  const known: AdJobVariable[] = [];
  const findings = [...checkRelease(cluster), ...checkImage(image, cluster), ...checkPresence(variables, cluster)];
  for (const variable of variables) {
    findings.push(...checkVariable(variable, cluster));
    if (variable.known !== undefined) {
      known.push(variable.known);
    }
  }
  findings.push(...checkGeneration(known, generationOf(image, cluster)), ...checkDisabled(known, variables));
  return findings;
}

function toVariable(entry: unknown): Variable {
  const { name, value }: { name?: unknown; value?: unknown } = Object(entry);
  return { name, value: value === undefined ? undefined : String(value), known: adJobVariable(name) };
}

/** The rule comes last in what is said of many clusters: see docs/architecture.md on spreads. */
function checkRelease({ release }: ClusterKind): Finding[] {
  const finding = { path: 'cluster.release', value: release.displayName };
  switch (release._features.anomalyDetection) {
    case 'removed': {
      const message =
        "has no anomaly detection (removed in Calico Enterprise 3.18.1 and Calico Cloud 18.3.0): the jobs' image, secret and API are gone; leave AdJobsDeployment out, PortScanAlert works there through flow logs";
      return [{ ...REMOVED, ...finding, message }];
    }
    case 'global-alerts': {
      const message =
        'runs its detectors from GlobalAlerts (since 3.13), which need no Deployment; it is made as the workshop does';
      return [{ message, ...finding, ...SUPERSEDED }];
    }
    default:
      return [];
  }
}

function checkImage(image: string, { release }: ClusterKind): Finding[] {
  const { tag, published } = release._features.adJobs;
  if (published || !image.endsWith(`:${tag}`)) {
    return [];
  }
  const message = `was never seen published: see that your registry has ${tag}, or name another image`;
  return [{ ...UNPUBLISHED, path: `${CONTAINER}.image`, value: image, message }];
}

function checkPresence(variables: readonly Variable[], { topology }: ClusterKind): Finding[] {
  if (topology !== CalicoTopology.MANAGED || variables.some(({ name }) => name === 'CLUSTER_NAME')) {
    return [];
  }
  const message =
    'has no variable CLUSTER_NAME, so a managed cluster would read logs that are not its own; set it to the name of the cluster';
  return [{ ...NAME_MISSING, path: ENV, message }];
}

function checkVariable({ name, value, known }: Variable, cluster: ClusterKind): Finding[] {
  if (known === undefined) {
    return checkUnknown(name, value, pathOf(name));
  }
  if (value === undefined) {
    return [];
  }
  switch (name) {
    case 'CLUSTER_NAME':
      return checkClusterNameOf(value, pathOf(name), cluster);
    case 'AD_DISABLED_JOBS':
      return checkDisabledJobs(value);
    default:
      return checkValue(known, value);
  }
}

function swappedVariable(path: string, value: string): Finding {
  const message = `has the name of a variable for its value: name and value are swapped`;
  return { ...SWAPPED, path, value, message };
}

function illegalName(path: string, name: unknown): Finding {
  const message = "must be a variable's name: letters, digits, '-', '_' and '.', not beginning with a digit";
  return { ...VARIABLE_NAME, path: `${path}.name`, value: name, message };
}

function checkUnknown(name: unknown, value: string | undefined, path: string): Finding[] {
  if (value !== undefined && AD_JOB_VARIABLE_NAMES.includes(value)) {
    return [swappedVariable(path, value)];
  }
  if (typeof name !== 'string' || !/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) {
    return [illegalName(path, name)];
  }
  if (value === 'cluster') {
    const message =
      'is no variable of the AD jobs; a cluster name belongs into the value of CLUSTER_NAME, not into the place of its name';
    return [{ ...UNKNOWN_VARIABLE, path, value, message }];
  }
  const hint = suggestion(name, AD_JOB_VARIABLE_NAMES);
  return hint === '' ? [] : [{ ...UNKNOWN_VARIABLE, path, value, message: `is no variable of the AD jobs${hint}` }];
}

function checkClusterNameOf(value: string, path: string, { topology }: ClusterKind): Finding[] {
  const findings = checkClusterName(value, path);
  const ownLogs = value === 'cluster';
  if (findings.length > 0 || ownLogs === (topology !== CalicoTopology.MANAGED)) {
    return findings;
  }
  const message = ownLogs
    ? "is the name of a management cluster's own logs; a managed cluster has another"
    : `should be cluster, the name of the own logs of a ${topology} cluster`;
  return [{ ...NAME_SUSPECT, path, value, message }];
}

/** One finding for all variables that another generation of images reads, so that a list of them stays readable. */
function checkGeneration(variables: readonly AdJobVariable[], generation: Generation | undefined): Finding[] {
  const foreign = variables.filter(({ generations }) => generation && !generations.includes(generation));
  if (foreign.length === 0) {
    return [];
  }
  const names = foreign.map(({ name, successor }) =>
    successor !== undefined && generation === 'new' ? `${name} (now ${successor})` : name,
  );
  const message = `the documentation of the image's release does not have ${names.join(', ')}: probably ignored`;
  return [{ path: ENV, message, ...OTHER_GENERATION }];
}

/** The generation that an image belongs to by its tag; undefined where the tag is no release's. */
function generationOf(image: string, { release }: ClusterKind): Generation | undefined {
  const own = release._features.adJobs;
  if (image.endsWith(`:${own.tag}`)) {
    return own.settings;
  }
  const [, tag] = /:(v\d+\.\d+\.\d+)(@|$)/.exec(image) ?? [];
  return tag === undefined || parseVersion(tag) === undefined ? undefined : featuresOf(version(tag)).adJobs.settings;
}

function checkDisabled(known: readonly AdJobVariable[], variables: readonly Variable[]): Finding[] {
  const disabled = new Set(variables.find(({ name }) => name === 'AD_DISABLED_JOBS')?.value?.split(','));
  const idle = known.filter(({ jobs }) => jobs.length > 0 && jobs.every((job) => disabled.has(job)));
  if (idle.length === 0) {
    return [];
  }
  const message = `${idle.map(({ name }) => name).join(', ')} tune jobs that AD_DISABLED_JOBS turns off, and do nothing`;
  return [{ path: ENV, message, ...DISABLED_JOB }];
}
