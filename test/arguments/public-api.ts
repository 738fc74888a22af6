import { ALERT_CALLS } from './calls/alerts';
import type { ApiCall } from './calls/api-call';
import { CLUSTER_CALLS } from './calls/clusters';
import { DRILL_CALLS } from './calls/drills';
import { FEED_CALLS } from './calls/feeds';
import { POD_CALLS } from './calls/pods';
import { QUERY_CALLS } from './calls/queries';
import { WEBHOOK_CALLS } from './calls/webhooks';
import { WORKLOAD_CALLS } from './calls/workloads';

export type { ApiCall } from './calls/api-call';

/** Every call of the public API, with all that it accepts. */
export const API_CALLS: readonly ApiCall[] = [
  ...ALERT_CALLS,
  ...QUERY_CALLS,
  ...CLUSTER_CALLS,
  ...WORKLOAD_CALLS,
  ...DRILL_CALLS,
  ...FEED_CALLS,
  ...POD_CALLS,
  ...WEBHOOK_CALLS,
];
