import type { Manifest } from '../base';
import { type ClusterKind, logsOf } from '../calico';
import {
  type AlertPlan,
  type Assumption,
  type AssumptionId,
  assumptionsOf,
  isRefusal,
  MOST_GROUPS,
  planAlert,
  planAssumptions,
  type Refusal,
} from '../evaluation';
import { alertKindOf } from '../kinds';
import type { Explanation } from './explanation';
import { partialsOf, requestOf } from './log-requests';
import { sentencesOf } from './sentences';
import { judge } from './verdict';

/** What a refusal of the log store rests on. */
const REFUSED: ReadonlySet<AssumptionId> = new Set(['query', 'fieldTypes', 'observedTypes']);

/**
 * Explains what an alert asks, and whether it can fire.
 *
 * @param alert the manifest of a GlobalAlert or a GlobalAlertTemplate
 * @param cluster the cluster that it is for; Calico's default log settings if it has none
 * @throws Error when it is not an alert
 */
export function explainAlert(alert: Manifest, cluster: ClusterKind): Explanation {
  const kind = alertKindOf(alert);
  if (kind === undefined) {
    throw new Error('only alerts can be explained');
  }
  const model = kind.readAlert(alert, cluster.release);
  const plan = planAlert(model);
  const findings = kind.check(alert, cluster);
  return {
    name: model.name,
    release: model.release.displayName,
    dataSet: model.dataSet,
    ...judge({ alert, cluster, model, plan, findings }, kind.silences),
    sentences: sentencesOf(model, logsOf(cluster)),
    assumptions: assumptionsFor(plan),
    plan,
    request: requestOf(model, plan),
    partials: partialsOf(plan),
  };
}

/** All that the explanation mentions: limits on groups, and when records can be found. */
function assumptionsFor(plan: AlertPlan | Refusal): readonly Assumption[] {
  if (isRefusal(plan)) {
    return plan.by === 'log store' ? assumptionsOf(REFUSED) : [];
  }
  const groups = plan.groupBy.length > 0;
  const metrics = groups && plan.metric.kind === 'field' && plan.groupsWithMetrics < MOST_GROUPS;
  return assumptionsOf(planAssumptions(plan, { groups, metrics, generated: true }));
}
