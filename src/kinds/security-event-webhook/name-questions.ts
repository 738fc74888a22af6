import { warningRule } from '../../base';
import { UniqueNames } from '../../kind';
import { slackWebhook } from './example';

const other = (name?: string) => slackWebhook({ state: 'Disabled' }, name);

const DUPLICATE = warningRule({
  id: 'security-event-webhook/duplicate-name',
  what: 'Webhooks in one folder should have different names.',
  why: 'Two webhooks of one name are the same object: the one that is applied last replaces the other, which sends nothing.',
  bad: `${slackWebhook()}---\n${other()}`,
  good: `${slackWebhook()}---\n${other('soc-runtime')}`,
});

/** The names of webhooks. */
export const WEBHOOK_NAMES = new UniqueNames('SecurityEventWebhook', 'webhook', DUPLICATE);

/** The rules that this file checks. */
export const NAME_RULES = [DUPLICATE] as const;
