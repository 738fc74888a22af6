import { alert } from '../../base';
import { CALICO_GROUP } from '../../calico';
import type { Kind } from '../../kind';
import { checkGlobalAlert } from './global-alert-checks';
import { GLOBAL_ALERT_RULES } from './rules';

const OBJECTS: readonly unknown[] = ['GlobalAlert', 'GlobalAlertTemplate'];

/** Alerts and their templates. */
export const GLOBAL_ALERT_KIND = {
  title: 'GlobalAlerts and GlobalAlertTemplates',
  looksAt: ({ apiVersion, kind }) => String(apiVersion).startsWith(`${CALICO_GROUP}/`) && OBJECTS.includes(kind),
  check: checkGlobalAlert,
  checksMetadata: true,
  rules: GLOBAL_ALERT_RULES,
  example: { text: alert(), release: '3.24' },
} as const satisfies Kind;
