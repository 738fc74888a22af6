import { errorRule, type Finding, type Manifest, suggestion, valueAt, warningRule } from '../../base';
import { type CalicoRelease, type History, OLDEST, shortened } from '../../calico';
import { consumerOf, consumersIn, intendedConsumer } from './consumer-table';
import { alertmanagerWebhook, genericWebhook, slackWebhook } from './example';
import { REFUSED } from './who-checks';

const RIGHT = slackWebhook();

const CONSUMER = errorRule({
  id: 'security-event-webhook/consumer',
  what: 'The consumer of a webhook must be Slack, Jira, Generic or AlertManager.',
  why: REFUSED,
  bad: slackWebhook({ consumer: 'Teams' }),
  good: RIGHT,
});
const SPELLING = errorRule({
  id: 'security-event-webhook/consumer-spelling',
  what: 'The consumer of a webhook must be spelled as in the API.',
  why: `The API has AlertManager, with a capital M. The documentation writes Alertmanager. ${REFUSED}`,
  bad: alertmanagerWebhook().replace('AlertManager', 'Alertmanager'),
  good: alertmanagerWebhook(),
});
const NOT_YET = errorRule({
  id: 'security-event-webhook/consumer-not-yet',
  what: 'The consumer of a webhook must be one that the release has.',
  why: `Generic was added in 3.19 and AlertManager in 3.21. ${REFUSED}`,
  on: '3.20',
  bad: alertmanagerWebhook(),
  good: genericWebhook(),
});
const STATE = errorRule({
  id: 'security-event-webhook/state',
  what: 'The state of a webhook must be Enabled, Disabled or Debug; from 3.20 on, it can also be Test.',
  why: REFUSED,
  bad: slackWebhook({ state: 'enabled' }),
  good: RIGHT,
});
const TEST_STATE = warningRule({
  id: 'security-event-webhook/test-state',
  what: 'A webhook in a file should not have the state Test.',
  why: 'Calico sends one made-up event and then sets the state to Enabled (observed, not documented). A GitOps tool sets it to Test again, so they undo each other.',
  bad: slackWebhook({ state: 'Test' }),
  good: RIGHT,
});

const TEST = 'Test';
const FIRST_STATES = ['Enabled', 'Disabled', 'Debug'];

const STATES: History<readonly string[]> = [
  [OLDEST, FIRST_STATES],
  ['3.20.0', [...FIRST_STATES, TEST]],
];

/** Checks the consumer and the state of a webhook. */
export function checkConsumerAndState(webhook: Manifest, release: CalicoRelease): Finding[] {
  const consumer = valueAt(webhook, 'spec', 'consumer');
  const state = valueAt(webhook, 'spec', 'state');
  return [
    ...(typeof consumer === 'string' ? checkConsumer(consumer, release) : []),
    ...(typeof state === 'string' ? checkState(state, release) : []),
  ];
}

function checkConsumer(consumer: string, release: CalicoRelease): Finding[] {
  const place = { keys: ['spec', 'consumer'], value: consumer };
  const known = consumersIn(release);
  const meant = intendedConsumer(consumer);
  if (meant === undefined) {
    const message = `must be one of ${known.join(', ')}${suggestion(consumer, known)}`;
    return [{ ...CONSUMER, ...place, message }];
  }
  if (!known.includes(meant)) {
    const message = `was added in ${shortened(consumerOf(meant)?.since ?? '')}; ${release.displayName} has ${known.join(', ')}`;
    return [{ ...NOT_YET, ...place, message }];
  }
  return meant === consumer
    ? []
    : [
        {
          ...SPELLING,
          ...place,
          message: `must be spelled ${meant}, as in the API; Calico accepts no other spelling`,
        },
      ];
}

function checkState(state: string, release: CalicoRelease): Finding[] {
  const place = { keys: ['spec', 'state'], value: state };
  const states = release._valueIn(STATES) ?? FIRST_STATES;
  if (!states.includes(state)) {
    const later = state === TEST ? `; ${TEST} was added in 3.20` : suggestion(state, states);
    return [{ ...STATE, ...place, message: `must be one of ${states.join(', ')}${later}` }];
  }
  const message =
    'is replaced by Enabled once Calico has sent a made-up event (observed, not documented), so Calico and a GitOps tool undo each other; set Enabled, and test the webhook in the web console';
  return state === TEST ? [{ ...TEST_STATE, ...place, message }] : [];
}

/** The rules that this file checks. */
export const CONSUMER_RULES = [CONSUMER, SPELLING, NOT_YET, STATE, TEST_STATE] as const;
