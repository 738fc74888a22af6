export { type AlertEvent, eventOf, eventsInPhase, eventsOfPhase, modulo } from './alert-event';
export {
  type AlertPlan,
  type FieldMetric,
  type PlannedCondition,
  type PlannedField,
  type PlannedMetric,
  planAlert,
} from './alert-plan';
export type { Dropped, RecordCounts } from './dropped-records';
export {
  closeness,
  type Evaluation,
  type EvaluationSpan,
  evaluate,
  runsOf,
  type Spread,
} from './evaluate';
export { eventFields } from './event-fields';
export { type EventRecord, eventText, textOf } from './event-text';
export type { GroupValue } from './group-values';
export { GROUPS_OF_A_PAGE, groupsWithMetrics, MOST_GROUPS, MOST_HITS } from './limits';
export {
  firstRunAt,
  NUMBERS_OF_PARTIAL,
  type PackedPartials,
  partialsIn,
  unpack,
  writePartial,
} from './packed-partials';
export type { GroupPartial, Partial } from './partial';
export {
  DEFAULT_DELAY,
  Partials,
  type PartialsOptions,
} from './partials';
export { planAssumptions } from './plan-assumptions';
export { isEachRecord } from './record-groups';
export { GENERATED, NEVER_SEEN, type RunSpan, slotOf } from './record-times';
export { type ComparedValue, type Raise, type RunVisitor, walkRuns, walkSteps } from './run-walk';
export { type WindowRule, windowRuleOf } from './window-rule';
