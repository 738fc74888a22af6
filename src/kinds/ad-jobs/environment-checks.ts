import {
  adJobs,
  adJobsWith,
  errorRule,
  type Finding,
  type Keys,
  NAMED_CLUSTER,
  suggestion,
  warningRule,
} from '../../base';
import { CalicoTopology, type ClusterKind, checkClusterName, checkTenant, OWN_LOGS } from '../../calico';
import { subdomainProblem } from '../../kubernetes';
import { AD_JOB_VARIABLE_NAMES, type AdJobVariable, type Generation } from './ad-job-variables';
import type { Environment, Variable } from './environment';
import { checkDisabledJobs, checkValue } from './variable-checks';

const ON = { on: '3.12' };
const named = (value: string) => adJobs(['- name: CLUSTER_NAME', `  value: ${value}`]);
const RIGHT = adJobs(NAMED_CLUSTER);

const NAME_MISSING = errorRule({
  id: 'ad-jobs/cluster-name-missing',
  ...ON,
  what: 'The AD jobs of a managed cluster must have its name in CLUSTER_NAME.',
  why: "Logs are stored under the cluster's name. Without it, the jobs read the logs of the management cluster.",
  bad: adJobs(['- name: AD_max_docs', '  value: "500000"']),
  good: adJobs([...NAMED_CLUSTER, '- name: AD_max_docs', '  value: "500000"']),
});
const NAME_SUSPECT = warningRule({
  id: 'ad-jobs/cluster-name-suspect',
  ...ON,
  what: 'Only standalone and management clusters should have the name cluster, and no other name.',
  why: 'Standalone and management clusters store their own logs under the name cluster, so with the wrong name the jobs would read the logs of a different cluster.',
  bad: named('cluster'),
  good: RIGHT,
});
const VARIABLE_NAME = errorRule({
  id: 'ad-jobs/variable-name',
  ...ON,
  what: 'An environment variable must have a valid name.',
  why: 'Otherwise the API server rejects the Deployment.',
  bad: adJobsWith('AD max docs', '"500000"'),
  good: adJobsWith('AD_max_docs', '"500000"'),
});
const SWAPPED = errorRule({
  id: 'ad-jobs/variable-swapped',
  ...ON,
  what: 'The name and the value of an environment variable must not be swapped.',
  why: 'Some published copies of the Deployment have them the wrong way round, and the jobs then run with the defaults.',
  bad: adJobs([...NAMED_CLUSTER, '- name: "500000"', '  value: AD_max_docs']),
  good: adJobsWith('AD_max_docs', '"500000"'),
});
const UNKNOWN_VARIABLE = warningRule({
  id: 'ad-jobs/unknown-variable',
  ...ON,
  what: 'An environment variable should be one that the jobs read.',
  why: 'The jobs ignore a misspelled variable and use the default.',
  bad: adJobsWith('AD_port_scan_treshold', '"100"'),
  good: adJobsWith('AD_port_scan_threshold', '"100"'),
});
const OTHER_GENERATION = warningRule({
  id: 'ad-jobs/other-generation',
  ...ON,
  what: 'Environment variables should belong to the same generation as the image.',
  why: 'Images up to 3.10 are tuned with score thresholds, images from 3.11 on with sensitivities. Each ignores the other kind.',
  bad: adJobsWith('AD_DnsLatency_IsolationForest_score_threshold', '"-0.9"'),
  good: adJobsWith('AD_DNS_LATENCY_SENSITIVITY', '"10"'),
});
const DISABLED_JOB = warningRule({
  id: 'ad-jobs/disabled-job-setting',
  ...ON,
  what: 'Settings should be for jobs that are enabled.',
  why: 'A setting for a disabled job has no effect, so one of the two is probably a mistake.',
  bad: adJobs([
    ...NAMED_CLUSTER,
    '- name: AD_DISABLED_JOBS',
    '  value: port_scan',
    '- name: AD_port_scan_threshold',
    '  value: "100"',
  ]),
  good: adJobs([...NAMED_CLUSTER, '- name: AD_port_scan_threshold', '  value: "100"']),
});

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
  const { variables, keys } = environment;
  const known: AdJobVariable[] = [];
  const findings = checkPresence(environment, cluster);
  for (const variable of variables) {
    findings.push(...checkVariable(variable, environment, cluster));
    if (variable.known !== undefined) {
      known.push(variable.known);
    }
  }
  findings.push(...checkGeneration(known, generation, keys), ...checkDisabled(known, variables, keys));
  return findings;
}

function checkPresence({ keys, readable, mayHave }: Environment, { topology }: ClusterKind): Finding[] {
  if (topology !== CalicoTopology.MANAGED || !readable || mayHave(CLUSTER_NAME)) {
    return [];
  }
  const message =
    'does not set CLUSTER_NAME, so the jobs of a managed cluster would read the logs of another cluster; set it to the name of the cluster';
  return [{ ...NAME_MISSING, keys, message }];
}

function checkVariable(variable: Variable, environment: Environment, cluster: ClusterKind): Finding[] {
  const { name, value, known, keys } = variable;
  if (known === undefined) {
    return checkUnknown(variable, environment);
  }
  if (value === undefined) {
    return [];
  }
  switch (name) {
    case CLUSTER_NAME:
      return checkClusterNameOf(value, keys, cluster);
    case 'AD_DISABLED_JOBS':
      return checkDisabledJobs(value, keys);
    default:
      return checkValue(known, value, keys);
  }
}

function checkUnknown(variable: Variable, environment: Environment): Finding[] {
  const { name, value, keys, nameKeys } = variable;
  if (value !== undefined && AD_JOB_VARIABLE_NAMES.includes(value)) {
    const message = 'is the name of a variable: name and value are swapped; exchange them';
    return [{ ...SWAPPED, keys, value, message }];
  }
  if (name === undefined || name === null) {
    const message = 'is required: the API server rejects an entry without a name';
    return [{ ...VARIABLE_NAME, keys: nameKeys, value: name, message }];
  }
  if (typeof name !== 'string' || !/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) || /^\.\.|^\.$/.test(name)) {
    const message =
      "is not a valid name of a variable: use letters, digits, '-', '_' and '.'; it must not start with a digit or two dots";
    return [{ ...VARIABLE_NAME, keys: nameKeys, value: name, message }];
  }
  if (isClusterName(name, value, environment)) {
    const message =
      'is not a variable of the AD jobs; set the name of the cluster as the value of CLUSTER_NAME instead';
    return [{ ...UNKNOWN_VARIABLE, keys: nameKeys, value: name, message }];
  }
  const hint = hintFor(name);
  const message = `is not a variable of the AD jobs${hint}`;
  return hint === '' ? [] : [{ ...UNKNOWN_VARIABLE, keys: nameKeys, value: name, message }];
}

/** Also suggests names that differ only in case, which can be too different for the usual suggestion. */
function hintFor(name: string): string {
  const other = AD_JOB_VARIABLE_NAMES.find((known) => known.toLowerCase() === name.toLowerCase());
  return other === undefined ? suggestion(name, AD_JOB_VARIABLE_NAMES) : `; did you mean ${other}?`;
}

/**
 * Whether the name of a cluster replaced the name of the variable CLUSTER_NAME, as a search-and-replace command does.
 * The value was either replaced as well, or is that of Tigera's manifest.
 */
function isClusterName(name: string, value: string | undefined, { mayHave }: Environment): boolean {
  return (
    !mayHave(CLUSTER_NAME) &&
    (value === OWN_LOGS || value === name || (/[-.]/.test(name) && subdomainProblem(name) === undefined))
  );
}

/** Checks the value of `CLUSTER_NAME`. */
export function checkClusterNameOf(value: string, keys: Keys, { release, topology }: ClusterKind): Finding[] {
  const findings = checkClusterName(value, keys, release);
  const ownLogs = value === OWN_LOGS;
  if (findings.length > 0 || ownLogs === (topology !== CalicoTopology.MANAGED)) {
    return findings.length > 0 || ownLogs ? findings : checkTenant(value, keys, release);
  }
  const message = ownLogs
    ? 'is the name under which standalone and management clusters store their own logs; use the name of the managed cluster'
    : `should be cluster, the name under which a ${topology} cluster stores its own logs`;
  return [{ ...NAME_SUSPECT, keys, value, message }];
}

/** Reports all variables of other generations of images in one finding, to keep the output readable. */
function checkGeneration(
  variables: readonly AdJobVariable[],
  generation: Generation | undefined,
  keys: Keys,
): Finding[] {
  const foreign = variables.filter(({ generations }) => generation && !generations.includes(generation));
  if (foreign.length === 0) {
    return [];
  }
  const names = foreign.map(({ name, successor }) =>
    successor !== undefined && generation === 'new' ? `${name} (now ${successor})` : name,
  );
  const message = `the documentation for the release of the image does not list ${names.join(', ')}; probably ignored by the image`;
  return [{ keys, message, ...OTHER_GENERATION }];
}

function checkDisabled(known: readonly AdJobVariable[], variables: readonly Variable[], keys: Keys): Finding[] {
  const disabled = new Set(variables.find(({ name }) => name === 'AD_DISABLED_JOBS')?.value?.split(','));
  const idle = known.filter(({ jobs }) => jobs.length > 0 && jobs.every((job) => disabled.has(job)));
  if (idle.length === 0) {
    return [];
  }
  const names = idle.map(({ name }) => name).join(', ');
  const [effect, them] = idle.length === 1 ? ['has no effect', 'it'] : ['have no effect', 'them'];
  const message = `${names} ${effect}: AD_DISABLED_JOBS disables the jobs that read ${them}`;
  return [{ keys, message, ...DISABLED_JOB }];
}

/** The rules that this file checks. */
export const ENVIRONMENT_RULES = [
  NAME_MISSING,
  NAME_SUSPECT,
  VARIABLE_NAME,
  SWAPPED,
  UNKNOWN_VARIABLE,
  OTHER_GENERATION,
  DISABLED_JOB,
] as const;
