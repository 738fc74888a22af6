import { errorRule, type Finding, type Manifest, type RuleMark, warningRule } from '../../base';
import { type AbsoluteUrl, readUrl } from '../../kubernetes';
import { alertmanagerWebhook, config, genericWebhook, jiraWebhook, slackUrl, slackWebhook } from './example';
import { readWebhook } from './read-webhook';
import { FAILS } from './who-checks';

const SLACK_HOST = 'hooks.slack.com';
const SLACK_START = `https://${SLACK_HOST}/`;
const JIRA_END = '/rest/api/2/issue/';
const ALERTMANAGER_END = '/api/v2/alerts';

const URL_RULE = errorRule({
  id: 'security-event-webhook/url',
  acceptedAs: 'ignored',
  what: 'The URL of a webhook must be absolute, and begin with https:// or http://.',
  why: `Nothing can be sent to another URL. ${FAILS}`,
  bad: genericWebhook({}, 'hooks.example.com/calico'),
  good: genericWebhook(),
});
const SLACK_URL = errorRule({
  id: 'security-event-webhook/slack-url',
  acceptedAs: 'ignored',
  what: `The URL of a webhook for Slack must begin with ${SLACK_START}.`,
  why: 'Calico was observed to accept no other URL, which is not documented. The URL is created in the settings of a Slack app.',
  bad: slackWebhook({ config: config(slackUrl('value: https://acme.slack.com/services/T0/B0/x')) }),
  besides: ['security-event-webhook/secret-in-plain'],
  good: slackWebhook(),
});
const ALERTMANAGER_URL = errorRule({
  id: 'security-event-webhook/alertmanager-url',
  acceptedAs: 'ignored',
  what: `The URL of a webhook for Alertmanager must end with ${ALERTMANAGER_END}.`,
  why: 'This is where Alertmanager receives alerts. Calico was observed to accept no other URL, which is not documented.',
  bad: alertmanagerWebhook({}, 'http://alertmanager.monitoring:9093'),
  good: alertmanagerWebhook(),
});
const JIRA_URL = warningRule({
  id: 'security-event-webhook/jira-url',
  what: `The URL of a webhook for Jira should end with ${JIRA_END}.`,
  why: 'This is where Jira creates issues, and the only form that the documentation of Calico shows.',
  bad: jiraWebhook({ url: 'value: https://acme.atlassian.net' }),
  good: jiraWebhook(),
});
const OTHER_SERVICE = warningRule({
  id: 'security-event-webhook/other-service',
  what: 'A webhook for Slack, Jira or Alertmanager should have that consumer, not Generic.',
  why: 'Generic sends events in a JSON format of its own, which these services do not accept.',
  bad: genericWebhook({}, 'https://acme.atlassian.net/rest/api/2/issue/'),
  good: jiraWebhook(),
});

/** Checks the URL of a webhook, if it is written in it. */
export function checkUrl(webhook: Manifest): Finding[] {
  const { consumer, settings } = readWebhook(webhook);
  return settings.flatMap(({ name, value, keys }) => {
    if (name !== 'url' || value === undefined || consumer === undefined) {
      return [];
    }
    const place = { keys: [...keys, 'value'] };
    // Whoever knows the URL of a Slack app can post to it, and a password is not repeated in reports.
    const isSecret = consumer === 'Slack' || value.includes('@') || value.includes(SLACK_HOST);
    const found = consumer === 'Slack' ? slackProblem(value) : urlProblem(value, consumer);
    return found === undefined ? [] : [{ ...found, ...place, ...(isSecret ? {} : { value }) }];
  });
}

type Found = RuleMark & Pick<Finding, 'message'>;

function slackProblem(value: string): Found | undefined {
  const message = `must begin with ${SLACK_START}, as the URL that Slack gives to an app${serviceHint(value, 'Slack')}`;
  if (!value.startsWith(SLACK_START)) {
    return { ...SLACK_URL, message };
  }
  const url = readUrl(value);
  return typeof url === 'string' ? { ...URL_RULE, message: `is not a valid URL: ${url}` } : undefined;
}

function urlProblem(value: string, consumer: string): Found | undefined {
  const url = readUrl(value);
  if (typeof url === 'string') {
    const message = `is not an absolute URL: ${url}; write it as in https://hooks.example.com/calico`;
    return { ...URL_RULE, message };
  }
  if (!['http', 'https'].includes(url.scheme.toLowerCase())) {
    return { ...URL_RULE, message: 'has a scheme other than http and https; use https' };
  }
  switch (consumer) {
    case 'AlertManager':
      return value.endsWith(ALERTMANAGER_END)
        ? undefined
        : {
            ...ALERTMANAGER_URL,
            message: `must end with ${ALERTMANAGER_END}, where Alertmanager receives alerts${serviceHint(value, consumer)}`,
          };
    case 'Jira':
      return url.path.endsWith(JIRA_END) && !/[?#]/.test(url.path)
        ? undefined
        : {
            ...JIRA_URL,
            message: `should end with ${JIRA_END}, where Jira creates issues${serviceHint(value, consumer)}`,
          };
    default:
      return otherService(url);
  }
}

function otherService(url: AbsoluteUrl): Found | undefined {
  const service = serviceOf(url);
  const message = `is a URL of ${service}, which does not accept the JSON of Generic; set consumer: ${service}, with its settings`;
  return service === undefined ? undefined : { ...OTHER_SERVICE, message };
}

function serviceHint(value: string, consumer: string): string {
  const url = readUrl(value);
  const service = typeof url === 'string' ? undefined : serviceOf(url);
  return service === undefined || service === consumer ? '' : `; this is a URL of ${service}`;
}

/** The consumer that a URL is meant for, if its form shows that. */
function serviceOf({ host, path }: AbsoluteUrl): string | undefined {
  if (host === SLACK_HOST) {
    return 'Slack';
  }
  if (path.endsWith(ALERTMANAGER_END)) {
    return 'AlertManager';
  }
  return path.endsWith(JIRA_END) ? 'Jira' : undefined;
}

/** The URL under which a Jira site creates issues. */
export function jiraUrl(site: string): string {
  const url = site.includes('://') ? site : `https://${site}`;
  // Of an empty site, nothing but the scheme is left: without its slashes, the path would become the host.
  const base = url.endsWith('/') && !url.endsWith('://') ? url.slice(0, -1) : url;
  return `${base}/`.endsWith(JIRA_END) ? `${base}/` : `${base}${JIRA_END}`;
}

/** The rules that this file checks. */
export const URL_RULES = [URL_RULE, SLACK_URL, ALERTMANAGER_URL, JIRA_URL, OTHER_SERVICE] as const;
