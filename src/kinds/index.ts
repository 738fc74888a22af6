import { AD_JOBS_KIND } from './ad-jobs';
import { GLOBAL_ALERT_KIND } from './global-alert';
import { TIGERA_POLICY_KIND } from './tigera-policy';

/** Every kind, in the order in which their findings are reported. */
export const KINDS = [GLOBAL_ALERT_KIND, TIGERA_POLICY_KIND, AD_JOBS_KIND] as const;
