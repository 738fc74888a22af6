import type { AlertPlan } from './alert-plan';
import { RecordGroups } from './record-groups';

/** The fields that the records of an alert's events can have. */
export function eventFields(plan: AlertPlan): readonly string[] {
  const { metric } = plan.model;
  return [...new RecordGroups(plan).names, ...(metric === undefined ? [] : [metric])];
}
