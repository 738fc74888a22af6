import { alert, errorRule, type Finding, isMap, type Manifest, UNREAD, valueAt, warningRule } from '../../base';
import type { CalicoRelease, ClusterKind } from '../../calico';
import { checkQueryForms, parseQuery, type QueryNode, SYNTAX } from '../../query';
import { checkAggregation } from './aggregation-checks';
import { checkAlertFields } from './alert-fields';
import { checkDetectorAlert } from './detector-checks';
import { checkEventText } from './event-text-checks';
import { checkAlertMetadata } from './metadata-checks';
import { checkMetric } from './metric-checks';
import { checkNever } from './never-checks';
import { checkPortCount } from './port-count-checks';
import { checkQueryFields } from './query-checks';
import { readAlert } from './read-alert';
import { checkSubstitutions } from './substitution-checks';
import { checkTemplates } from './template-checks';
import { checkLookbackGap, checkTimes } from './time-checks';

const RIGHT = alert();

const DESCRIPTION = errorRule({
  id: 'global-alert/description-missing',
  what: 'An alert must have a description.',
  why: 'The field is required, and it is the first thing that people read when an event is raised.',
  bad: alert({ description: '""' }),
  good: RIGHT,
});
const SEVERITY = errorRule({
  id: 'global-alert/severity-range',
  what: 'The severity must be a whole number from 1 to 100.',
  why: `The schema does not state this range. ${UNREAD}`,
  bad: alert({ severity: '0' }),
  good: alert({ severity: '1' }),
});
const DETECTOR_UNREAD = warningRule({
  id: 'global-alert/detector-unread',
  what: 'A rule-based alert should not have a detector.',
  why: 'Only alerts of type AnomalyDetection run a detector; rule-based alerts ignore the field.',
  bad: alert({ detector: '{ name: port_scan }' }),
  good: RIGHT,
});

/** Checks a GlobalAlert or GlobalAlertTemplate for one cluster. */
export function checkGlobalAlert(alert: Manifest, cluster: ClusterKind): Finding[] {
  const byDetector = valueAt(alert, 'spec', 'type') === 'AnomalyDetection';
  const shape = [...checkAlertMetadata(alert, byDetector), ...checkAlertFields(alert, cluster)];
  // Without a spec, there is nothing else to check.
  if (!isMap(valueAt(alert, 'spec'))) {
    return shape;
  }
  return [
    ...shape,
    ...checkDescription(valueAt(alert, 'spec', 'description')),
    ...checkSeverity(valueAt(alert, 'spec', 'severity')),
    ...checkTimes(alert),
    ...(byDetector ? checkDetectorAlert(alert, cluster) : checkRule(alert, cluster)),
  ];
}

/** Checks the fields that only rules use; detectors ignore them. */
function checkRule(alert: Manifest, cluster: ClusterKind): Finding[] {
  const { release } = cluster;
  const text = valueAt(alert, 'spec', 'query');
  const { node, findings } = readQuery(text, release);
  return [
    ...checkMetric(alert),
    ...checkLookbackGap(alert, cluster),
    ...checkPortCount(alert, readAlert(alert, release, node).substituted, cluster),
    ...findings,
    ...(node === undefined ? [] : checkQueryFields(node, String(valueAt(alert, 'spec', 'dataSet')), release)),
    ...checkAggregationOf(alert, release),
    ...checkNever(alert, node, cluster),
    ...checkSubstitutions(alert, node),
    ...checkTemplates(alert),
    ...checkEventText(alert, release),
    ...checkDetectorUnread(valueAt(alert, 'spec', 'detector')),
  ];
}

function readQuery(text: unknown, release: CalicoRelease): { node?: QueryNode; findings: Finding[] } {
  if (typeof text !== 'string') {
    return { findings: [] };
  }
  const keys = ['spec', 'query'];
  const { node, remarks, problem } = parseQuery(text);
  if (problem === undefined) {
    return { node, findings: checkQueryForms(node, remarks, release, keys) };
  }
  const place = { keys, value: text, valueOffset: problem.column - 1 };
  return { findings: [{ ...SYNTAX, ...place, message: problem.message }] };
}

function checkAggregationOf(alert: Manifest, release: CalicoRelease): Finding[] {
  const textAt = (name: string) => {
    const value = valueAt(alert, 'spec', name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const aggregateBy = valueAt(alert, 'spec', 'aggregateBy');
  // A name that is not a string keeps its index, so the others keep theirs; another check reports it.
  const names = (Array.isArray(aggregateBy) ? aggregateBy : []).map((name) => (typeof name === 'string' ? name : ''));
  const dataSet = textAt('dataSet') ?? '';
  return checkAggregation({ dataSet, aggregateBy: names, field: textAt('field'), metric: textAt('metric') }, release);
}

function checkDescription(description: unknown): Finding[] {
  if (typeof description === 'string' ? description.trim() !== '' : description !== undefined && description !== null) {
    return [];
  }
  const message = 'must describe the alert; Calico requires it and shows it with every event';
  return [{ ...DESCRIPTION, keys: ['spec', 'description'], value: description, message }];
}

function checkSeverity(severity: unknown): Finding[] {
  const range = Number.isInteger(severity) && Number(severity) >= 1 && Number(severity) <= 100;
  if (range || (severity !== undefined && severity !== null && typeof severity !== 'number')) {
    return [];
  }
  const message = 'must be a whole number from 1 to 100 (100 is the most severe)';
  return [{ ...SEVERITY, keys: ['spec', 'severity'], value: severity, message }];
}

function checkDetectorUnread(detector: unknown): Finding[] {
  if (detector === undefined || detector === null) {
    return [];
  }
  const message =
    'is ignored by rule-based alerts; remove it, or set type: AnomalyDetection if the release has detectors';
  return [{ ...DETECTOR_UNREAD, keys: ['spec', 'detector'], message }];
}

/** The rules that this file checks. */
export const GLOBAL_ALERT_CHECKS_RULES = [DESCRIPTION, SEVERITY, DETECTOR_UNREAD] as const;
