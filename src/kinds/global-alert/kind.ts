import { alert } from '../../base';
import { isOneOf, type Kind } from '../../kind';
import { GLOBAL_ALERT_TYPES } from './alert-schema';
import { checkGlobalAlert } from './global-alert-checks';
import { LIVE_ALERT } from './live-alert';
import { ALERT_EVENTS } from './live-events';
import { NAME_TOPICS, questionsOfName } from './name-questions';
import { readAlert } from './read-alert';
import { GLOBAL_ALERT_RULES } from './rules';
import { ALERT_SILENCES } from './silence/alert-silences';
import { stringContext } from './string-context';
import { alertToProgram } from './to-program';
import { upgradeAlert } from './upgrade';

/** Alerts and their templates. */
export const GLOBAL_ALERT_KIND = {
  title: 'GlobalAlerts and GlobalAlertTemplates',
  types: GLOBAL_ALERT_TYPES,
  words: ['GlobalAlert'],
  looksAt: (manifest) => isOneOf(manifest, GLOBAL_ALERT_TYPES),
  check: checkGlobalAlert,
  topics: NAME_TOPICS,
  questions: questionsOfName,
  checksMetadata: true,
  stringContext,
  readAlert,
  silences: ALERT_SILENCES,
  liveChecks: [LIVE_ALERT],
  upgrade: upgradeAlert,
  toProgram: alertToProgram,
  liveEvents: ALERT_EVENTS,
  rules: GLOBAL_ALERT_RULES,
  example: { text: alert(), release: '3.24' },
} as const satisfies Kind;
