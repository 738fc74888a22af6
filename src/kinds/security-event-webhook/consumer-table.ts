import { ownValue } from '../../base';
import type { CalicoRelease } from '../../calico';

/** A setting of a consumer. */
interface SettingFacts {
  readonly isRequired?: true;
  /** Whether whoever knows the value can use it. */
  readonly isSecret?: true;
  /** False for settings that were observed and are not documented. */
  readonly isDocumented?: false;
}

/** A kind of system that gets events. */
interface ConsumerFacts {
  /** The first release that has it. The previews of 3.19 and 3.21 are taken to have what their releases have. */
  readonly since: string;
  readonly settings: Readonly<Record<string, SettingFacts>>;
}

const REQUIRED: SettingFacts = { isRequired: true };
const SECRET: SettingFacts = { isRequired: true, isSecret: true };

/** The consumers, in the spelling of the API. */
const CONSUMERS = {
  Slack: { since: '3.18.0-2.0', settings: { url: SECRET } },
  Jira: {
    since: '3.18.0-2.0',
    settings: { url: REQUIRED, project: REQUIRED, issueType: REQUIRED, username: REQUIRED, apiToken: SECRET },
  },
  Generic: {
    since: '3.19.0',
    settings: { url: REQUIRED, headers: { isDocumented: false }, template: { isDocumented: false } },
  },
  AlertManager: {
    since: '3.21.0',
    settings: {
      url: REQUIRED,
      basicAuth: { isSecret: true },
      'ca.crt': {},
      'tls.crt': {},
      'tls.key': { isSecret: true },
      generatorURL: { isDocumented: false },
    },
  },
} as const satisfies Readonly<Record<string, ConsumerFacts>>;

/** The name of a consumer. */
export type ConsumerName = keyof typeof CONSUMERS;

const CONSUMER_NAMES: readonly string[] = Object.keys(CONSUMERS);

export function consumerOf(name: string): ConsumerFacts | undefined {
  return ownValue<ConsumerFacts>(CONSUMERS, name);
}

/** The consumers that a release has. */
export function consumersIn(release: CalicoRelease): readonly string[] {
  return CONSUMER_NAMES.filter((name) => release._has(consumerOf(name)?.since ?? ''));
}

/** The consumer that is meant by a name in another spelling; the documentation writes Alertmanager. */
export function intendedConsumer(name: string): string | undefined {
  return CONSUMER_NAMES.find((known) => known.toLowerCase() === name.toLowerCase());
}
