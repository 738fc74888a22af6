import type { ClusterKind } from '../cluster';
import { errorRule, type Finding } from '../findings';
import { type Manifest, subdomainProblem, valueAt } from '../manifest';
import { checkDetectorAlert } from './detector-checks';
import { parseGoDuration } from './go-duration';

const NAME = errorRule('global-alert/name');
const DESCRIPTION = errorRule('global-alert/description-missing');
const SEVERITY = errorRule('global-alert/severity-range');
const DURATION = errorRule('global-alert/duration-format');
const PERIOD = errorRule('global-alert/period-too-short');
const LOOKBACK = errorRule('global-alert/lookback-too-short');

const ONE_MINUTE = 60_000;

/** Checks a GlobalAlert or GlobalAlertTemplate for one cluster. */
export function checkGlobalAlert(alert: Manifest, cluster: ClusterKind): Finding[] {
  return [
    ...checkName(valueAt(alert, 'metadata', 'name')),
    ...checkDescription(valueAt(alert, 'spec', 'description')),
    ...checkSeverity(valueAt(alert, 'spec', 'severity')),
    ...checkDuration(valueAt(alert, 'spec', 'period'), 'spec.period', PERIOD),
    ...checkDuration(valueAt(alert, 'spec', 'lookback'), 'spec.lookback', LOOKBACK),
    ...checkDetectorAlert(alert, cluster),
  ];
}

function checkName(name: unknown): Finding[] {
  const problem = subdomainProblem(typeof name === 'string' ? name : '');
  return problem === undefined ? [] : [{ ...NAME, path: 'metadata.name', value: name, message: problem }];
}

function checkDescription(description: unknown): Finding[] {
  if (typeof description === 'string' && description.trim() !== '') {
    return [];
  }
  const message = 'must say what the alert is about; Calico requires it and shows it with every event';
  return [{ ...DESCRIPTION, path: 'spec.description', value: description, message }];
}

function checkSeverity(severity: unknown): Finding[] {
  if (Number.isInteger(severity) && Number(severity) >= 1 && Number(severity) <= 100) {
    return [];
  }
  const message = 'must be a whole number from 1 to 100, the most severe; Calico takes no other';
  return [{ ...SEVERITY, path: 'spec.severity', value: severity, message }];
}

function checkDuration(duration: unknown, path: string, tooShort: typeof PERIOD): Finding[] {
  if (duration === undefined) {
    return [];
  }
  const millis = typeof duration === 'string' ? parseGoDuration(duration) : undefined;
  if (millis === undefined) {
    const message = 'must be a Go duration without blanks, such as 5m0s or 1h30m';
    return [{ ...DURATION, path, value: duration, message }];
  }
  if (millis === 0 || millis >= ONE_MINUTE) {
    return [];
  }
  const message = 'must be at least one minute (1m0s); Calico runs no alert more often. 0s stands for the default';
  return [{ ...tooShort, path, value: duration, message }];
}
