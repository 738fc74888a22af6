import {
  adJobs,
  adJobsWith,
  errorRule,
  type Finding,
  type Keys,
  NAMED_CLUSTER,
  type RuleMark,
  suggestion,
  warningRule,
} from '../../base';
import { shortened } from '../../calico';
import { DETECTORS } from '../global-alert';
import { AdJob } from './ad-job';
import type { AdJobVariable } from './ad-job-variables';

const ON = { on: '3.12' };
function oldJobs(threshold: string): string {
  const variable = ['- name: AD_DnsLatency_IsolationForest_score_threshold', `  value: ${threshold}`];
  return adJobs([...NAMED_CLUSTER, ...variable], 'quay.io/tigera/anomaly_detection_jobs:v3.10.0');
}

const UNKNOWN_JOB = errorRule({
  id: 'ad-jobs/unknown-job',
  ...ON,
  what: 'The names of disabled jobs must be spelled correctly.',
  why: 'A job whose name is misspelled keeps running: the job is process_restarts, not process_restart.',
  bad: adJobsWith('AD_DISABLED_JOBS', 'process_restart'),
  good: adJobsWith('AD_DISABLED_JOBS', 'process_restarts'),
});
const TYPE = errorRule({
  id: 'ad-jobs/setting-type',
  ...ON,
  what: 'A value must have the type that its variable requires.',
  why: 'The jobs stop if they cannot parse it.',
  bad: adJobsWith('AD_max_docs', 'many'),
  good: adJobsWith('AD_max_docs', '"500000"'),
});
const RANGE = errorRule({
  id: 'ad-jobs/setting-range',
  ...ON,
  what: 'A value must be within the documented range.',
  why: 'The behavior for other values is undocumented.',
  bad: adJobsWith('AD_DNS_LATENCY_SENSITIVITY', '"150"'),
  good: adJobsWith('AD_DNS_LATENCY_SENSITIVITY', '"15"'),
});
const UNUSUAL = warningRule({
  id: 'ad-jobs/setting-unusual',
  ...ON,
  what: 'A value should be within the range that its meaning suggests.',
  why: 'No range is documented, but with such a value a job reports everything or nothing.',
  bad: adJobsWith('AD_port_scan_threshold', '"0"'),
  good: adJobsWith('AD_port_scan_threshold', '"100"'),
});
const SCORE_SIGN = errorRule({
  id: 'ad-jobs/score-threshold-sign',
  ...ON,
  on: '3.10',
  what: 'A score threshold must be negative.',
  why: 'Scores are below zero. Some published copies of the Deployment have lost the minus sign, which makes every sample an anomaly.',
  bad: oldJobs('"0.836"'),
  good: oldJobs('"-0.836"'),
});

type Problem = [rule: RuleMark, message: string];

const JOBS: readonly string[] = Object.values(AdJob);
const IS_JOB: ReadonlySet<string> = new Set(JOBS);

/** Checks one value against what is known about its variable. */
export function checkValue(variable: AdJobVariable, text: string, keys: Keys): Finding[] {
  const problem = VALUE_PROBLEMS[variable.type](text, variable);
  return problem === undefined ? [] : [{ ...problem[0], keys, value: text, message: problem[1] }];
}

/** Checks the jobs of `AD_DISABLED_JOBS`. */
export function checkDisabledJobs(text: string, keys: Keys): Finding[] {
  return (text === '' ? [] : text.split(','))
    .filter((job) => !IS_JOB.has(job))
    .map((job) => {
      // There may be a detector with this name that is newer than the AD jobs.
      const detector = Object.hasOwn(DETECTORS, job) ? DETECTORS[job] : undefined;
      const later =
        detector && `; the detector of this name was added in ${shortened(detector.since)}, which has no AD jobs`;
      const hint = later ?? (suggestion(job, JOBS) || `; the jobs are ${JOBS.join(', ')}`);
      return { ...UNKNOWN_JOB, keys, value: job, message: `is not an AD job, so nothing is disabled${hint}` };
    });
}

const VALUE_PROBLEMS: Record<AdJobVariable['type'], (text: string, variable: AdJobVariable) => Problem | undefined> = {
  int: (text, variable) => (isWhole(text) ? rangeProblem(text, variable) : [TYPE, 'must be a whole number']),
  minutes: (text, variable) =>
    isWhole(text) ? rangeProblem(text, variable) : [TYPE, 'must be a whole number of minutes'],
  float: (text, variable) => (isNumber(text) ? rangeProblem(text, variable) : [TYPE, 'must be a number']),
  seconds: (text) =>
    /^[1-9]\d*(s|m|h)$/.test(text) ? undefined : [TYPE, 'must be a whole number with a unit, such as 20s'],
  list: (text) =>
    /^(\w+(,\w+)*)?$/.test(text) ? undefined : [TYPE, 'must be a list of names separated by commas, without spaces'],
  bool: () => undefined,
  text: () => undefined,
};

/**
 * As Python, in which the jobs are written, parses numbers: no hexadecimal numbers, and no decimal point in integers.
 */
function isNumber(text: string): boolean {
  return /^\s*[-+]?(\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)?\s*$/i.test(text);
}

function isWhole(text: string): boolean {
  return /^\s*[-+]?\d+\s*$/.test(text);
}

function rangeProblem(text: string, variable: AdJobVariable): Problem | undefined {
  const number = Number(text);
  if (variable.score) {
    return scoreProblem(number);
  }
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = variable;
  if (number >= min && number <= max) {
    return undefined;
  }
  const bounds = max === Number.POSITIVE_INFINITY ? `at least ${min}` : `from ${min} to ${max}`;
  return variable.documented
    ? [RANGE, `must be ${bounds}`]
    : [UNUSUAL, `should be ${bounds} because of its meaning; no range is documented`];
}

function scoreProblem(score: number): Problem | undefined {
  if (score >= 0) {
    const message = 'must be negative, at least -1; without the minus sign, every sample is an anomaly';
    return [SCORE_SIGN, message];
  }
  return score < -1 ? [UNUSUAL, 'should be at least -1: no score is lower, so nothing is an anomaly'] : undefined;
}

/** The rules that this file checks. */
export const VARIABLE_RULES = [UNKNOWN_JOB, TYPE, RANGE, UNUSUAL, SCORE_SIGN] as const;
