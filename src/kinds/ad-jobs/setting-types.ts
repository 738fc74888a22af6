import {
  DURATION,
  FLAG,
  NUMBER,
  type OptionalType,
  optional,
  type Shape,
  struct,
  TEXT,
  TEXT_MAP,
  TEXTS,
  type ValueType,
} from '../../arguments';
import { AD_JOB_VARIABLES, type AdJobVariable } from './ad-job-variables';
import type { AdJobSettings } from './settings/ad-job-settings';

/** The type of a setting, by the type of its variable. */
const TYPES: Readonly<Record<AdJobVariable['type'], ValueType<unknown>>> = {
  int: NUMBER,
  float: NUMBER,
  bool: FLAG,
  minutes: DURATION,
  seconds: DURATION,
  list: TEXTS,
  text: TEXT,
};

const SETTINGS: readonly [string, OptionalType<unknown>][] = AD_JOB_VARIABLES.flatMap(({ setting, type }) =>
  setting === undefined ? [] : [[setting, optional(TYPES[type])] as [string, OptionalType<unknown>]],
);

/** Derived from the table of variables; a test checks that it matches the settings. */
export const AD_JOB_SETTINGS: ValueType<AdJobSettings> = struct<AdJobSettings>({ name: 'AdJobSettings' }, {
  ...Object.fromEntries(SETTINGS),
  otherVariables: optional(TEXT_MAP),
} as Shape<AdJobSettings>);
