export { alternativesOf, isSelecting, requiredValues } from './event-conditions';
export { EventFields } from './event-fields';
export { type CheckedEventQuery, checkEventQuery, type EventQueryRules } from './event-query-checks';
export { EVENT_SELECTION, EventSelection } from './event-selection';
export { QUOTING_EVENT_FIELDS, whyNoEvents } from './event-table';
export {
  ALERT_TYPE,
  alertProducer,
  END_FIELDS,
  type EventProducer,
  type EventSource,
  eventFieldFor,
  PRODUCERS,
} from './producers';
export { EVENTS_RULES } from './rules';
export { checkConditions, checkSelection } from './unmatched-conditions';
