import { ownValue } from '../base';
import {
  type AlertModel,
  type AlertPlan,
  type ElasticQuery,
  isRefusal,
  partialsRequest,
  type Refusal,
  searchRequest,
  windowRuleOf,
} from '../evaluation';
import { mappingOf } from '../logs';
import { type QueryNode, walkQuery } from '../query';
import type { LogRequest } from './explanation';

/** The indices of each data set: all clusters whose logs the log store has. */
const INDICES: Readonly<Record<string, string>> = {
  flows: 'tigera_secure_ee_flows.*',
  dns: 'tigera_secure_ee_dns.*',
  l7: 'tigera_secure_ee_l7.*',
  audit: 'tigera_secure_ee_audit_*',
  waf: 'tigera_secure_ee_waf.*',
};

/** The pattern of the indices of a data set, of all clusters. */
export function indicesOf(dataSet: string): string {
  return ownValue(INDICES, dataSet) ?? '*';
}

/** The time that the request for partials is about. */
const PARTIALS_FROM = 'now-1d';
const NOW = 'now';
const ONE_SECOND = 1_000;

/** What a run asks the log store; undefined if that is not known. What the log store refuses can be asked as well. */
export function requestOf(model: AlertModel, plan: AlertPlan | Refusal): LogRequest | undefined {
  const { dataSet, release, substituted: query, aggregateBy, metric, field, lookback } = model;
  const mapping = mappingOf(dataSet, release);
  const window = windowRuleOf(dataSet, release);
  if (mapping === undefined || window === undefined || query === undefined || isUnknown(query, plan)) {
    return undefined;
  }
  const range = {
    field: window.field,
    isClosed: window.isClosed,
    after: `${NOW}-${lookback / ONE_SECOND}s`,
    until: NOW,
  };
  const body = searchRequest({ query, aggregateBy, metric, field }, mapping, range);
  return get(dataSet, body, aggregateBy.length > 0 ? 'groups' : undefined);
}

/** The request for the partial results of a day; undefined if the alert is not evaluated. */
export function partialsOf(plan: AlertPlan | Refusal): LogRequest | undefined {
  if (isRefusal(plan)) {
    return undefined;
  }
  const body = partialsRequest(plan, { from: PARTIALS_FROM, to: NOW });
  return get(plan.model.dataSet, body, 'partials');
}

/** Whether what Calico asks is not known. The request is known if the log store refuses it. */
function isUnknown(query: QueryNode, plan: AlertPlan | Refusal): boolean {
  let isKnown = !isRefusal(plan) || plan.by === 'log store';
  walkQuery(query, (leaf) => {
    isKnown &&= leaf.kind === 'comparison' || (leaf.kind === 'membership' && leaf.members !== undefined);
  });
  return !isKnown;
}

function get(dataSet: string, body: ElasticQuery, aggregation: string | undefined): LogRequest {
  const nextPage =
    aggregation === undefined
      ? undefined
      : `add "after" to "composite", with the value of "after_key" in aggregations.${aggregation} of the response`;
  // Removes what is undefined.
  const plain: ElasticQuery = JSON.parse(JSON.stringify(body));
  return { method: 'GET', path: `${indicesOf(dataSet)}/_search`, body: plain, nextPage };
}
