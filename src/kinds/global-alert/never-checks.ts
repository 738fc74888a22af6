import type { Finding, Manifest } from '../../base';
import { type ClusterKind, logsOf } from '../../calico';
import type { AlertModel } from '../../evaluation';
import type { QueryNode } from '../../query';
import { checkAddressRanges } from './address-range-checks';
import { checkAggregatedLogs } from './aggregated-log-checks';
import { checkAnalyzedText } from './analyzed-text-checks';
import { checkGroups } from './group-checks';
import { checkHoneypods } from './honeypod-checks';
import { checkMetricReach } from './metric-reach-checks';
import { checkNestedNegations } from './nested-negation-checks';
import { readAlert } from './read-alert';
import { checkSets } from './set-checks';
import { checkSwitchedOffLogs } from './switched-off-log-checks';
import { checkTierNames } from './tier-name-checks';
import { checkTimeComparisons } from './time-comparison-checks';
import { checkUnindexedFields } from './unindexed-field-checks';
import { checkVulnerability } from './vulnerability-checks';
import { checkWildcardComparisons } from './wildcard-comparison-checks';

const CHECKS: readonly ((rule: AlertModel) => Finding[])[] = [
  checkSets,
  checkTimeComparisons,
  checkAddressRanges,
  checkWildcardComparisons,
  checkAnalyzedText,
  checkNestedNegations,
  checkUnindexedFields,
  checkTierNames,
  checkGroups,
  checkHoneypods,
  checkMetricReach,
  checkVulnerability,
];

/** Checks for alerts that Calico accepts and stores, but that never fire, or fire when they should not. */
export function checkNever(alert: Manifest, query: QueryNode | undefined, cluster: ClusterKind): Finding[] {
  const rule = readAlert(alert, cluster.release, query);
  const logs = logsOf(cluster);
  return [
    ...CHECKS.flatMap((check) => check(rule)),
    ...checkAggregatedLogs(rule, logs),
    ...checkSwitchedOffLogs(rule, logs),
  ];
}
