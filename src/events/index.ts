export { EventFields } from './event-fields';
export { type CheckedEventQuery, checkEventQuery, type EventQueryRules } from './event-query-checks';
export { EVENT_SELECTION, EventSelection } from './event-selection';
export { ALERT_TYPE, alertProducer, type EventProducer, PRODUCERS } from './producers';
export { checkConditions, checkSelection } from './unmatched-conditions';
