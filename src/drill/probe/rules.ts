import { PROBE_ACTION_RULES } from './probe-action';
import { PROBE_RULES } from './probe-checks';
import { PROBE_DETECTION_RULES } from './probe-detection';
import { PROBE_TARGET_RULES } from './probe-target';
import { PROBE_WAY_RULES } from './probe-ways';
import { REQUEST_RULES } from './request-options';

/** The rules of this folder. */
export const PROBE_DRILL_RULES = [
  ...PROBE_RULES,
  ...PROBE_ACTION_RULES,
  ...REQUEST_RULES,
  ...PROBE_TARGET_RULES,
  ...PROBE_DETECTION_RULES,
  ...PROBE_WAY_RULES,
] as const;
