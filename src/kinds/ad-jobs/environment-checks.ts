import { errorRule, type Finding, suggestion, warningRule } from '../../base';
import { CalicoTopology, type ClusterKind, checkClusterName, checkTenant, OWN_LOGS } from '../../calico';
import { subdomainProblem } from '../../kubernetes';
import { AD_JOB_VARIABLE_NAMES, type AdJobVariable, type Generation } from './ad-job-variables';
import type { Environment, Variable } from './environment';
import { checkDisabledJobs, checkValue } from './variable-checks';

const NAME_MISSING = errorRule('ad-jobs/cluster-name-missing');
const NAME_SUSPECT = warningRule('ad-jobs/cluster-name-suspect');
const VARIABLE_NAME = errorRule('ad-jobs/variable-name');
const SWAPPED = errorRule('ad-jobs/variable-swapped');
const UNKNOWN_VARIABLE = warningRule('ad-jobs/unknown-variable');
const OTHER_GENERATION = warningRule('ad-jobs/other-generation');
const DISABLED_JOB = warningRule('ad-jobs/disabled-job-setting');

const CLUSTER_NAME = 'CLUSTER_NAME';

/**
 * Checks the variables of the jobs' container.
 *
 * @param generation which variables the image reads, where it is known
 */
export function checkEnvironment(
  environment: Environment,
  generation: Generation | undefined,
  cluster: ClusterKind,
): Finding[] {
  const { variables, path } = environment;
  const known: AdJobVariable[] = [];
  const findings = checkPresence(environment, cluster);
  for (const variable of variables) {
    findings.push(...checkVariable(variable, environment, cluster));
    if (variable.known !== undefined) {
      known.push(variable.known);
    }
  }
  findings.push(...checkGeneration(known, generation, path), ...checkDisabled(known, variables, path));
  return findings;
}

function checkPresence({ path, readable, mayHave }: Environment, { topology }: ClusterKind): Finding[] {
  if (topology !== CalicoTopology.MANAGED || !readable || mayHave(CLUSTER_NAME)) {
    return [];
  }
  const message =
    'has no variable CLUSTER_NAME, so a managed cluster would read logs that are not its own; set it to the name of the cluster';
  return [{ ...NAME_MISSING, path, message }];
}

function checkVariable(variable: Variable, environment: Environment, cluster: ClusterKind): Finding[] {
  const { name, value, known, path } = variable;
  if (known === undefined) {
    return checkUnknown(variable, environment);
  }
  if (value === undefined) {
    return [];
  }
  switch (name) {
    case CLUSTER_NAME:
      return checkClusterNameOf(value, path, cluster);
    case 'AD_DISABLED_JOBS':
      return checkDisabledJobs(value, path);
    default:
      return checkValue(known, value, path);
  }
}

function checkUnknown(variable: Variable, environment: Environment): Finding[] {
  const { name, value, path, namePath } = variable;
  if (value !== undefined && AD_JOB_VARIABLE_NAMES.includes(value)) {
    const message = 'is the name of a variable, so name and value are swapped; exchange them';
    return [{ ...SWAPPED, path, value, message }];
  }
  if (name === undefined || name === null) {
    const message = 'must be set: the API server refuses an entry without a name';
    return [{ ...VARIABLE_NAME, path: namePath, value: name, message }];
  }
  if (typeof name !== 'string' || !/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) || /^\.\.|^\.$/.test(name)) {
    const message =
      "is not a valid name of a variable: letters, digits, '-', '_' and '.', not beginning with a digit or two dots";
    return [{ ...VARIABLE_NAME, path: namePath, value: name, message }];
  }
  if (isClusterName(name, value, environment)) {
    const message =
      'is not a variable of the AD jobs; a cluster name belongs into the value of CLUSTER_NAME, not into the place of its name';
    return [{ ...UNKNOWN_VARIABLE, path: namePath, value: name, message }];
  }
  const hint = hintFor(name);
  const message = `is not a variable of the AD jobs${hint}`;
  return hint === '' ? [] : [{ ...UNKNOWN_VARIABLE, path: namePath, value: name, message }];
}

/** Names that differ in their letters' case only are too far apart for a suggestion. */
function hintFor(name: string): string {
  const other = AD_JOB_VARIABLE_NAMES.find((known) => known.toLowerCase() === name.toLowerCase());
  return other === undefined ? suggestion(name, AD_JOB_VARIABLE_NAMES) : `; did you mean ${other}?`;
}

/**
 * Whether the name of a cluster replaced the name of the variable CLUSTER_NAME, as a command does that replaces the word
 * everywhere. The value was either replaced too, or is that of Tigera's manifest.
 */
function isClusterName(name: string, value: string | undefined, { mayHave }: Environment): boolean {
  return (
    !mayHave(CLUSTER_NAME) &&
    (value === OWN_LOGS || value === name || (/[-.]/.test(name) && subdomainProblem(name) === undefined))
  );
}

function checkClusterNameOf(value: string, path: string, { release, topology }: ClusterKind): Finding[] {
  const findings = checkClusterName(value, path, release);
  const ownLogs = value === OWN_LOGS;
  if (findings.length > 0 || ownLogs === (topology !== CalicoTopology.MANAGED)) {
    return findings.length > 0 || ownLogs ? findings : checkTenant(value, path, release);
  }
  const message = ownLogs
    ? "is the name of a management cluster's own logs; a managed cluster has another"
    : `should be cluster, the name of the own logs of a ${topology} cluster`;
  return [{ ...NAME_SUSPECT, path, value, message }];
}

/** One finding for all variables that another generation of images reads, so that a list of them stays readable. */
function checkGeneration(
  variables: readonly AdJobVariable[],
  generation: Generation | undefined,
  path: string,
): Finding[] {
  const foreign = variables.filter(({ generations }) => generation && !generations.includes(generation));
  if (foreign.length === 0) {
    return [];
  }
  const names = foreign.map(({ name, successor }) =>
    successor !== undefined && generation === 'new' ? `${name} (now ${successor})` : name,
  );
  const message = `the documentation of the image's release does not have ${names.join(', ')}: probably ignored`;
  return [{ path, message, ...OTHER_GENERATION }];
}

function checkDisabled(known: readonly AdJobVariable[], variables: readonly Variable[], path: string): Finding[] {
  const disabled = new Set(variables.find(({ name }) => name === 'AD_DISABLED_JOBS')?.value?.split(','));
  const idle = known.filter(({ jobs }) => jobs.length > 0 && jobs.every((job) => disabled.has(job)));
  if (idle.length === 0) {
    return [];
  }
  const message = `${idle.map(({ name }) => name).join(', ')} tune jobs that AD_DISABLED_JOBS turns off, and do nothing`;
  return [{ path, message, ...DISABLED_JOB }];
}
