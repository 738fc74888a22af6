import { isMap, type Keys, type Manifest, valueAt } from '../../base';
import { consumerOf, intendedConsumer } from './consumer-table';

/** A setting of a webhook. */
export interface Setting {
  readonly name: string;
  /** Its value as written; undefined if it is read from elsewhere, or empty. */
  readonly value?: string;
  /** The field `valueFrom`, if there is one. */
  readonly valueFrom?: object;
  /** The setting as written. */
  readonly entry: object;
  /** The way to the setting. */
  readonly keys: Keys;
}

/** What most checks ask a webhook. */
export interface ReadWebhook {
  /** In the spelling of the API; undefined if no consumer was meant. */
  readonly consumer?: string;
  /** Those that have a name. */
  readonly settings: readonly Setting[];
}

export function readWebhook(webhook: Manifest): ReadWebhook {
  const consumer = valueAt(webhook, 'spec', 'consumer');
  const config = valueAt(webhook, 'spec', 'config');
  return {
    consumer: typeof consumer === 'string' ? intendedConsumer(consumer) : undefined,
    settings: (Array.isArray(config) ? config : []).flatMap((entry, index) => {
      const name = valueAt(entry, 'name');
      return isMap(entry) && typeof name === 'string' ? [readSetting(entry, name, ['spec', 'config', index])] : [];
    }),
  };
}

function readSetting(entry: object, name: string, keys: Keys): Setting {
  const value = valueAt(entry, 'value');
  const valueFrom = valueAt(entry, 'valueFrom');
  return {
    name,
    value: typeof value === 'string' && value !== '' ? value : undefined,
    valueFrom: isMap(valueFrom) ? valueFrom : undefined,
    entry,
    keys,
  };
}

/** Whether everyone who knows the value of a setting can use it. */
export function isSecretSetting(consumer: string, name: string): boolean {
  const settings = consumerOf(consumer)?.settings ?? {};
  return Object.hasOwn(settings, name) && settings[name]?.isSecret === true;
}
