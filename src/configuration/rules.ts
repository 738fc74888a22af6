import { errorRule } from '../base';

/** What a configuration file must be as a whole. */
export const FILE = errorRule({
  id: 'configuration/file',
  form: 'words',
  what: 'A configuration file must be readable, and must contain one YAML map.',
  why: 'Otherwise it is not known what is to be checked, and how.',
  bad: 'A file `.calico-threat-defense.yaml` with two documents, or with a list.',
  good: '`release: "3.22"`',
});

/** The names of its fields. */
export const FIELD = errorRule({
  id: 'configuration/field',
  form: 'words',
  what: 'A configuration file must only have fields that exist.',
  why: 'A misspelled field would have no effect.',
  bad: '`excludes: [vendor]`',
  good: '`exclude: [vendor]`',
});

/** The values of its fields. */
export const VALUE = errorRule({
  id: 'configuration/value',
  form: 'words',
  what: 'The fields of a configuration file must have valid values.',
  why: 'Otherwise, they would have no effect, or not the intended one.',
  bad: '`release: 3.20`, which YAML reads as the number 3.2.',
  good: '`release: "3.20"`',
});

/** The rules that it names. */
export const RULE = errorRule({
  id: 'configuration/rule',
  form: 'words',
  what: 'A configuration file must name rules that exist.',
  why: 'A misspelled rule would still be reported.',
  bad: '`rule: global-alert/lookback`',
  good: '`rule: global-alert/lookback-gap`',
});

/** Why a rule is changed. */
export const REASON = errorRule({
  id: 'configuration/reason',
  form: 'words',
  what: 'A rule that is turned off, or has another severity, must have a reason.',
  why: 'Later readers need to know whether the reason still applies.',
  bad: '`{ rule: global-alert/lookback-gap, severity: "off" }`',
  good: '`{ rule: global-alert/lookback-gap, severity: "off", reason: duplicate events are worse than missed ones }`',
});

/** The rules of this room. */
export const CONFIGURATION_RULES = [FILE, FIELD, VALUE, RULE, REASON] as const;
