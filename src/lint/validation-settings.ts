import { errorRule } from '../base';

/** What the settings of the validation plugin must be. */
export const SETTING = errorRule({
  id: 'validation/setting',
  form: 'words',
  what: 'The settings of the validation plugin must be strings.',
  why: 'YAML parses unquoted 3.20 as the number 3.2.',
  bad: '`release: 3.20` in the properties of the plugin.',
  good: '`release: "3.20"`',
});

/** The rules about the settings of the validation plugin. */
export const VALIDATION_RULES = [SETTING] as const;
