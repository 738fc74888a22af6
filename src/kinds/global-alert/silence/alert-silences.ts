import type { Finding } from '../../../base';
import type { AlertModel } from '../../../evaluation';
import type { AlertSilences, CheckedAlert, Silence } from '../../../kind';
import { mappingOf } from '../../../logs';
import { hasNoGroups, unindexedGroups } from '../group-checks';
import type { GlobalAlertRuleId } from '../rules';
import { whyNeverMet } from './metric-reach';
import { QUERY_RULES, QueryReach } from './query-reach';

const REFUSED_RULES: readonly GlobalAlertRuleId[] = [
  'global-alert/never-set-of-numbers',
  'global-alert/never-set-too-large',
  'global-alert/never-time-comparison',
  'global-alert/never-range-of-block',
  'global-alert/never-grouped',
];
const GROUP_RULES: readonly GlobalAlertRuleId[] = [
  'global-alert/never-grouped',
  'global-alert/never-grouped-without-field',
];
const METRIC_RULES: readonly GlobalAlertRuleId[] = ['global-alert/never-reached', 'global-alert/never-over-hit-limit'];
const SWITCHED_OFF_RULES: readonly GlobalAlertRuleId[] = ['global-alert/never-recorded'];
const DATA_SET_RULES: readonly GlobalAlertRuleId[] = ['global-alert/never-vulnerability'];

/** What the checks of alerts say about alerts that raise no event. */
export const ALERT_SILENCES: AlertSilences = {
  refused: (findings) => ofRules(findings, REFUSED_RULES),
  never: silencesOf,
};

function silencesOf({ alert, cluster, model, findings }: CheckedAlert): Silence[] {
  const mapping = mappingOf(model.dataSet, model.release);
  const ofDataSet = ofRules(findings, DATA_SET_RULES);
  if (ofDataSet.length > 0) {
    return [{ findings: ofDataSet, words: [] }];
  }
  const silences: Silence[] = [];
  const add = (rules: readonly GlobalAlertRuleId[], words: readonly string[]) =>
    silences.push({ findings: ofRules(findings, rules), words });
  if (hasNoGroups(model)) {
    add(GROUP_RULES, [groupWords(model)]);
  }
  const unmet = mapping && whyNeverMet(model, mapping);
  if (unmet !== undefined) {
    add(METRIC_RULES, [unmet]);
  }
  const switchedOff = ofRules(findings, SWITCHED_OFF_RULES);
  if (switchedOff.length > 0) {
    silences.push({ findings: switchedOff, words: [] });
  }
  const reach = new QueryReach(alert, cluster, model.dataSet);
  if (model.substituted !== undefined && mapping !== undefined && !reach.canMatch(model.substituted)) {
    const contradictions = [...reach.contradictions];
    silences.push({ findings: [], words: contradictions });
    add(QUERY_RULES, contradictions.length > 0 ? [] : ['no record matches the query']);
  }
  return silences;
}

function groupWords(model: AlertModel): string {
  const [name] = unindexedGroups(model);
  const missing = name === undefined ? 'all fields of aggregateBy' : `${name}, which the log store does not index`;
  return `no record has ${missing}, so no record is in any group`;
}

function ofRules(findings: readonly Finding[], rules: readonly string[]): Finding[] {
  return findings.filter(({ rule }) => rules.includes(rule));
}
