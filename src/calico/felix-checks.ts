import { Duration } from 'cdk8s';
import {
  errorRule,
  type Finding,
  type Keys,
  type Manifest,
  noticeRule,
  suggestion,
  valueAt,
  warningRule,
} from '../base';
import { formatGoDuration, parseGoDuration } from '../kubernetes';
import { felixExample } from './felix-example';
import { FELIX_FIELDS, type FelixField, isLogFieldName, LOG_FIELD_NAMES, type LogSettingsValues } from './felix-fields';
import { aggregationOf, levelOf } from './flow-aggregation';

const RIGHT = felixExample('flowLogsFlushInterval: 10s');

const INTERVAL = errorRule({
  id: 'log-settings/interval',
  what: 'A flush interval must be a Go duration of whole seconds, from 1s to 24h, in h, m, s and ms, without a sign.',
  why: 'Without a unit, or with a space before it, the value is rejected. So are a sign and smaller units, which the schema of Calico does not accept. With zero or less, no log would ever be written.',
  bad: felixExample('flowLogsFlushInterval: 10 s'),
  good: RIGHT,
});
const DECIMAL = errorRule({
  id: 'log-settings/decimal-duration',
  what: 'A flush interval must not have a decimal point.',
  why: 'The schema of Calico is meant to accept decimals, but its pattern does not match them, so the API server rejects the object.',
  bad: felixExample('flowLogsFlushInterval: 1.5m'),
  good: felixExample('flowLogsFlushInterval: 90s'),
});
const LEVEL = errorRule({
  id: 'log-settings/level',
  what: 'The aggregation of flow logs must be a whole number: 0 to 2 for allowed flows, 0 to 3 for denied flows. That of DNS logs must be 0 or 1.',
  why: 'Calico has no other levels, and rejects strings.',
  bad: felixExample('flowLogsFileAggregationKindForAllowed: 3'),
  good: felixExample('flowLogsFileAggregationKindForAllowed: 1'),
});
const FLAG = errorRule({
  id: 'log-settings/flag',
  what: 'A setting that turns something on or off must be true or false, without quotes.',
  why: 'The API server rejects strings and numbers.',
  bad: felixExample('flowLogsCollectTcpStats: "true"'),
  good: felixExample('flowLogsCollectTcpStats: true'),
});
const MISSPELLED = warningRule({
  id: 'log-settings/misspelled-field',
  what: 'A field about logs should be one of the API, spelled as there.',
  why: 'With kubectl, the object is rejected. With other tools, the API server drops the field, and the setting does not change. A release that is newer than this library may have more fields.',
  bad: felixExample('flowLogFlushInterval: 10s'),
  good: RIGHT,
});
const OTHER_NAME = noticeRule({
  id: 'log-settings/other-name',
  what: 'Only the settings of the FelixConfiguration named default apply to the whole cluster.',
  why: 'Other FelixConfigurations are for single nodes, or for the nodes that they select. Their settings are ignored when alerts are checked.',
  bad: felixExample('flowLogsFlushInterval: 10s', { name: 'node.worker-1' }),
  good: RIGHT,
});

/** The name of the object that has the settings of the cluster. */
export const FELIX_DEFAULT = 'default';

/** The longest flush interval. */
const LONGEST = Duration.days(1).toSeconds();

/** What the pattern in Calico's schema is meant to accept, without decimals. */
const SCHEMA_DURATION = /^(?:\d+(?:ms|s|m|h))+$/;

/** What a FelixConfiguration sets, as far as it is valid, and what is wrong with the rest. */
export interface FelixReading {
  readonly values: LogSettingsValues;
  readonly findings: readonly Finding[];
}

/** Reads the log settings of a FelixConfiguration. Fields that are not about logs are ignored. */
export function readFelix(manifest: Manifest): FelixReading {
  const spec = valueAt(manifest, 'spec');
  const fields = typeof spec === 'object' && spec !== null ? Object.entries(spec) : [];
  const values = new Map<string, unknown>();
  const findings = fields.flatMap(([name, value]) => {
    const field = FELIX_FIELDS.find((one) => one.name === name);
    if (field === undefined) {
      return checkSpelling(name, value);
    }
    if (value === null) {
      return [];
    }
    const { parsed, finding } = readValue(field, value, ['spec', name]);
    if (parsed !== undefined) {
      values.set(field.setting, parsed);
    }
    return finding === undefined ? [] : [finding];
  });
  const isAboutLogs = values.size > 0 || findings.length > 0;
  return {
    values: Object.fromEntries(values),
    findings: [...(isAboutLogs ? checkFelixName(manifest) : []), ...findings],
  };
}

/** The settings as the fields of a FelixConfiguration. */
export function felixSpec(values: LogSettingsValues): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(
    FELIX_FIELDS.flatMap(({ name, setting }): [string, string | number | boolean][] => {
      const value = values[setting];
      return value === undefined ? [] : [[name, written(value, setting)]];
    }),
  );
}

/** Checks a flush interval that a program set. */
export function checkInterval(interval: Duration | undefined, keys: Keys): Finding[] {
  const seconds = interval === undefined ? 1 : interval.toMilliseconds({ integral: false }) / 1_000;
  return Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST
    ? []
    : [{ ...INTERVAL, keys, value: interval, message: 'must be a whole number of seconds, from 1 second to 24 hours' }];
}

/** A FelixConfiguration with another name is not for the whole cluster. */
export function checkFelixName(manifest: Manifest): Finding[] {
  const name = valueAt(manifest, 'metadata', 'name');
  if (name === FELIX_DEFAULT || typeof name !== 'string') {
    return [];
  }
  const message =
    'is not the FelixConfiguration of the cluster, which is named default; its log settings are ignored here';
  return [{ ...OTHER_NAME, keys: ['metadata', 'name'], value: name, message }];
}

function checkSpelling(name: string, value: unknown): Finding[] {
  if (LOG_FIELD_NAMES.includes(name)) {
    return [];
  }
  const isLogField = isLogFieldName(name);
  const hint = suggestion(name, isLogField ? LOG_FIELD_NAMES : FELIX_FIELDS.map((field) => field.name));
  if (hint === '' && !isLogField) {
    return [];
  }
  const todo = hint === '' ? '; remove it, or look up its name in the documentation of your release' : hint;
  const message = `is not a log setting of Calico, so the API server rejects or drops it${todo}`;
  return [{ ...MISSPELLED, keys: ['spec', name], value, message }];
}

interface ReadValue {
  readonly parsed?: LogSettingsValues[keyof LogSettingsValues];
  readonly finding?: Finding;
}

function readValue({ type }: FelixField, value: unknown, keys: Keys): ReadValue {
  switch (type.form) {
    case 'interval':
      return readInterval(value, keys);
    case 'flag':
      return typeof value === 'boolean'
        ? { parsed: value }
        : { finding: { ...FLAG, keys, value, message: 'must be true or false, without quotes' } };
    default:
      return readLevel(value, keys, type);
  }
}

function readLevel(
  value: unknown,
  keys: Keys,
  type: { form: 'level'; highest: number } | { form: 'dns level' },
): ReadValue {
  const highest = type.form === 'level' ? type.highest : 1;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > highest) {
    const message = `must be a whole number from 0 to ${highest}, without quotes`;
    return { finding: { ...LEVEL, keys, value, message } };
  }
  return { parsed: type.form === 'level' ? aggregationOf(value) : value === 0 };
}

function readInterval(value: unknown, keys: Keys): ReadValue {
  const millis = typeof value === 'string' ? parseGoDuration(value) : undefined;
  if (typeof value === 'string' && millis !== undefined && value.includes('.')) {
    const message = `must not have a decimal point, which the schema of Calico does not accept${wholeSeconds(millis)}`;
    return { finding: { ...DECIMAL, keys, value, message } };
  }
  const seconds = (millis ?? 0) / 1_000;
  if (typeof value === 'string' && seconds > 0 && !SCHEMA_DURATION.test(value)) {
    const message = `must be in h, m, s or ms without a sign, since the schema of Calico accepts no other units${wholeSeconds(seconds * 1_000)}`;
    return { finding: { ...INTERVAL, keys, value, message } };
  }
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST) {
    const message = 'must be a Go duration of whole seconds without spaces, from 1s to 24h, such as 10s or 5m';
    return { finding: { ...INTERVAL, keys, value, message } };
  }
  return { parsed: Duration.seconds(seconds) };
}

function wholeSeconds(millis: number): string {
  const seconds = Math.round(millis / 1_000);
  return seconds >= 1 && seconds <= LONGEST ? `; use ${formatGoDuration(Duration.seconds(seconds))}` : '';
}

function written(
  value: NonNullable<LogSettingsValues[keyof LogSettingsValues]>,
  setting: keyof LogSettingsValues,
): string | number | boolean {
  if (setting === 'dnsPerPod') {
    return value === true ? 0 : 1;
  }
  if (typeof value === 'boolean') {
    return value;
  }
  return typeof value === 'string' ? levelOf(value) : formatGoDuration(value);
}

/** The rules that this file checks. */
export const FELIX_RULES = [INTERVAL, DECIMAL, LEVEL, FLAG, MISSPELLED, OTHER_NAME] as const;
