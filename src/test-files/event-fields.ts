import { type AlertPlan, Partials } from '../evaluation';

/** The fields that the records of an alert's events can have. */
export function eventFields(plan: AlertPlan): readonly string[] {
  const { metric } = plan.model;
  return [...new Partials(plan).groupNames, ...(metric === undefined ? [] : [metric])];
}
