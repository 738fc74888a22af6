import { ALERTS_CHART_RULES } from './alerts/alerts-chart';
import { ANOMALY_DETECTION_CHART_RULES } from './anomaly-detection-chart';
import { ANOMALY_DETECTION_CHART_PROPS_RULES } from './anomaly-detection-chart-props';
import { DECOY_RULES } from './decoy';
import { DEMO_TARGET_RULES } from './demo-target';
import { DETECTION_RULES } from './detection-checks';
import { FEED_PROBE_BLOCK_RULES } from './feed-probe-block';
import { FEED_PROBE_RULES } from './feed-probe-checks';
import { NETSHOOT_SCANNER_RULES } from './netshoot-scanner';
import { NMAP_RULES } from './nmap';
import { PROBE_DRILL_RULES } from './probe';
import { SCAN_RUN_RULES } from './scan-run';
import { SCAN_TARGET_RULES } from './scan-target';
import { SCAN_WAY_RULES } from './scan-way';
import { SCANNER_RULES } from './scanner-checks';

/** The rules of this room. */
export const DRILL_RULES = [
  ...ALERTS_CHART_RULES,
  ...ANOMALY_DETECTION_CHART_PROPS_RULES,
  ...ANOMALY_DETECTION_CHART_RULES,
  ...DECOY_RULES,
  ...DEMO_TARGET_RULES,
  ...DETECTION_RULES,
  ...FEED_PROBE_RULES,
  ...FEED_PROBE_BLOCK_RULES,
  ...NETSHOOT_SCANNER_RULES,
  ...NMAP_RULES,
  ...PROBE_DRILL_RULES,
  ...SCAN_RUN_RULES,
  ...SCAN_TARGET_RULES,
  ...SCANNER_RULES,
  ...SCAN_WAY_RULES,
] as const;
