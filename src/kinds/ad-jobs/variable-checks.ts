import { errorRule, type Finding, suggestion, warningRule } from '../../base';
import { shortened } from '../../calico';
import { DETECTORS } from '../global-alert';
import { AdJob } from './ad-job';
import type { AdJobVariable } from './ad-job-variables';

const UNKNOWN_JOB = errorRule('ad-jobs/unknown-job');
const TYPE = errorRule('ad-jobs/setting-type');
const RANGE = errorRule('ad-jobs/setting-range');
const UNUSUAL = warningRule('ad-jobs/setting-unusual');
const SCORE_SIGN = errorRule('ad-jobs/score-threshold-sign');

type Rule = typeof TYPE;
type Problem = [rule: Rule, message: string];

const JOBS: readonly string[] = Object.values(AdJob);
const IS_JOB: ReadonlySet<string> = new Set(JOBS);

/** Checks one value by what is known of its variable. */
export function checkValue(variable: AdJobVariable, text: string, path: string): Finding[] {
  const problem = VALUE_PROBLEMS[variable.type](text, variable);
  return problem === undefined ? [] : [{ ...problem[0], path, value: text, message: problem[1] }];
}

/** Checks the jobs of `AD_DISABLED_JOBS`. */
export function checkDisabledJobs(text: string, path: string): Finding[] {
  return (text === '' ? [] : text.split(','))
    .filter((job) => !IS_JOB.has(job))
    .map((job) => {
      // A detector of this name that is newer than the AD jobs.
      const detector = Object.hasOwn(DETECTORS, job) ? DETECTORS[job] : undefined;
      const later =
        detector && `; the detector of this name came with ${shortened(detector.since)}, which has no AD jobs`;
      const hint = later ?? (suggestion(job, JOBS) || `; the jobs are ${JOBS.join(', ')}`);
      return { ...UNKNOWN_JOB, path, value: job, message: `is no AD job, so it would go on running${hint}` };
    });
}

const VALUE_PROBLEMS: Record<AdJobVariable['type'], (text: string, variable: AdJobVariable) => Problem | undefined> = {
  int: (text, variable) => (isWhole(text) ? rangeProblem(text, variable) : [TYPE, 'must be a whole number']),
  minutes: (text, variable) =>
    isWhole(text) ? rangeProblem(text, variable) : [TYPE, 'must be a whole number of minutes'],
  float: (text, variable) => (isNumber(text) ? rangeProblem(text, variable) : [TYPE, 'must be a number']),
  seconds: (text) =>
    /^[1-9]\d*(s|m|h)$/.test(text) ? undefined : [TYPE, 'must be a whole number with its unit, such as 20s'],
  list: (text) =>
    /^(\w+(,\w+)*)?$/.test(text) ? undefined : [TYPE, 'must be names with commas between them, and no blanks'],
  bool: () => undefined,
  text: () => undefined,
};

/** As Python reads numbers, which the jobs are written in: without hexadecimal ones, and whole ones without a point. */
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
    : [UNUSUAL, `should be ${bounds}, by what it means; no documentation states a range`];
}

function scoreProblem(score: number): Problem | undefined {
  if (score >= 0) {
    const message = 'must be negative, at least -1; a score threshold that lost its sign makes every sample an anomaly';
    return [SCORE_SIGN, message];
  }
  return score < -1
    ? [UNUSUAL, 'should be at least -1, below which no score lies, so nothing is an anomaly']
    : undefined;
}
