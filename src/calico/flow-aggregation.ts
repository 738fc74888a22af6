/**
 * How much the flow logs of a flush interval are aggregated. Each level also merges what the previous one keeps separate.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/observability/elastic/flow/aggregation
 */
export enum FlowAggregation {
  /** Level 0: a row for each combination of addresses, ports and protocol. */
  NONE = 'none',
  /** Level 1: the source port is dropped, so the connections of a pod to one port share a row. */
  BY_SOURCE = 'source',
  /** Level 2: the pods of a controller are merged under the prefix of their names; addresses are dropped, ports are kept. */
  BY_POD_PREFIX = 'pod-prefix',
  /** Level 3: the destination port is dropped as well. Only denied flows can be aggregated this far. */
  BY_POD_PREFIX_WITHOUT_PORTS = 'pod-prefix-without-ports',
}

const LEVELS: readonly FlowAggregation[] = [
  FlowAggregation.NONE,
  FlowAggregation.BY_SOURCE,
  FlowAggregation.BY_POD_PREFIX,
  FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS,
];

/** The number that a FelixConfiguration has for it, from 0 to 3. */
export function levelOf(aggregation: FlowAggregation): number {
  return LEVELS.indexOf(aggregation);
}

/** The aggregation of a level; undefined if there is no such level. */
export function aggregationOf(level: number): FlowAggregation | undefined {
  return LEVELS[level];
}
