import { type ClusterKind, checkClusterName } from '../cluster';
import { errorRule, type Finding, suggestion, warningRule } from '../findings';
import { type Manifest, valueAt } from '../manifest';
import { AdJob } from './ad-job';
import { AD_JOB_VARIABLES, type AdJobVariable, DISABLED_JOBS } from './ad-job-variables';

const REMOVED = errorRule('ad-jobs/removed');
const SUPERSEDED = warningRule('ad-jobs/superseded');
const UNKNOWN_JOB = errorRule('ad-jobs/unknown-job');
const SETTING_TYPE = errorRule('ad-jobs/setting-type');
const SETTING_RANGE = errorRule('ad-jobs/setting-range');
const SCORE_SIGN = errorRule('ad-jobs/score-threshold-sign');

const ENV = 'spec.template.spec.containers[0].env';

/** Checks the Deployment of the AD jobs for one cluster. */
export function checkAdJobs(deployment: Manifest, cluster: ClusterKind): Finding[] {
  const env = valueAt(deployment, 'spec', 'template', 'spec', 'containers', 0, 'env');
  return [...checkRelease(cluster), ...(Array.isArray(env) ? env : []).flatMap(checkVariable)];
}

function checkRelease({ release }: ClusterKind): Finding[] {
  switch (release._features.anomalyDetection) {
    case 'removed': {
      const message = `has no anomaly detection (removed in Calico Enterprise 3.18.1 and Calico Cloud 18.3.0): the jobs' image, secret and API are gone, leave AdJobsDeployment out`;
      return [{ ...REMOVED, path: 'cluster.release', value: release.displayName, message }];
    }
    case 'global-alerts': {
      const message =
        'runs its detectors from GlobalAlerts (since 3.13), which need no Deployment; it is made as the workshop does';
      return [{ ...SUPERSEDED, path: 'cluster.release', value: release.displayName, message }];
    }
    default:
      return [];
  }
}

function checkVariable(variable: unknown): Finding[] {
  const name = valueAt(variable, 'name');
  const value = valueAt(variable, 'value');
  const path = `${ENV}[${String(name)}]`;
  if (name === 'CLUSTER_NAME') {
    return checkClusterName(value, path);
  }
  if (name === DISABLED_JOBS) {
    return checkDisabledJobs(String(value), path);
  }
  const known = AD_JOB_VARIABLES.find((candidate) => candidate.name === name);
  return known === undefined || known.type === 'bool' ? [] : checkNumber(known, String(value), path);
}

function checkDisabledJobs(jobs: string, path: string): Finding[] {
  const known: readonly string[] = Object.values(AdJob);
  return (jobs === '' ? [] : jobs.split(','))
    .filter((job) => !known.includes(job))
    .map((job) => {
      const hint = suggestion(job, known) || `; the jobs are ${known.join(', ')}`;
      return { ...UNKNOWN_JOB, path, value: job, message: `is no AD job, so it would go on running${hint}` };
    });
}

function checkNumber(variable: AdJobVariable, text: string, path: string): Finding[] {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const [rule, message] = typeProblem(number, variable) ?? rangeProblem(number, variable) ?? [];
  return rule === undefined || message === undefined ? [] : [{ ...rule, path, value: text, message }];
}

type Problem = [rule: typeof SETTING_TYPE, message: string];

function typeProblem(number: number, { name, type }: AdJobVariable): Problem | undefined {
  if (type === 'int' ? Number.isInteger(number) : Number.isFinite(number)) {
    return undefined;
  }
  const unit = name.endsWith('_minutes') ? ' of minutes' : '';
  return [SETTING_TYPE, `must be a ${type === 'int' ? 'whole number' : 'number'}${unit}`];
}

function rangeProblem(number: number, { score, min, max }: AdJobVariable): Problem | undefined {
  if (score) {
    const message = 'must be negative, at least -1; a score threshold that lost its sign makes every sample an anomaly';
    return number < 0 && number >= -1 ? undefined : [SCORE_SIGN, message];
  }
  if (min !== undefined && number < min) {
    return [SETTING_RANGE, `must be at least ${min}`];
  }
  return max !== undefined && number > max ? [SETTING_RANGE, `must be at most ${max}`] : undefined;
}
