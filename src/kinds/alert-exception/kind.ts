import { eventQueryContext, isOneOf, type Kind, PRODUCER_TOPICS } from '../../kind';
import { checkAlertException } from './alert-exception-checks';
import { exception } from './example';
import { ALERT_EXCEPTION_TYPES } from './exception-schema';
import { LIVE_EXCEPTION } from './live-exception';
import { EXCEPTION_NAMES } from './name-questions';
import { questionsOfException } from './producer-questions';
import { ALERT_EXCEPTION_RULES } from './rules';
import { checkExpired } from './time-checks';
import { exceptionToProgram } from './to-program';

/** Exceptions, which hide events. */
export const ALERT_EXCEPTION_KIND = {
  title: 'AlertExceptions',
  types: ALERT_EXCEPTION_TYPES,
  words: ['AlertException'],
  looksAt: (manifest) => isOneOf(manifest, ALERT_EXCEPTION_TYPES),
  check: checkAlertException,
  checkAt: checkExpired,
  topics: [...PRODUCER_TOPICS, EXCEPTION_NAMES.topic],
  questions: (manifest, cluster) => [
    ...questionsOfException(manifest, cluster),
    ...EXCEPTION_NAMES.questionsOf(manifest),
  ],
  checksMetadata: true,
  stringContext: (_, [top, field], text) => (top === 'spec' && field === 'selector' ? eventQueryContext(text) : {}),
  toProgram: exceptionToProgram,
  liveChecks: [LIVE_EXCEPTION],
  rules: ALERT_EXCEPTION_RULES,
  example: { text: exception(), release: '3.24' },
} as const satisfies Kind;
