import { CALICO_GROUP, felixExample } from '../../calico';
import { isOneOf, type Kind, type ObjectType } from '../../kind';
import { checkFelixConfiguration } from './felix-configuration-checks';
import { LOG_SETTINGS_RULES } from './rules';
import { DEFAULT_FELIX, questionsOfFelix } from './several';
import { felixToProgram } from './to-program';

const TYPES: readonly ObjectType[] = [
  { group: CALICO_GROUP, kind: 'FelixConfiguration', plural: 'felixconfigurations', isNamespaced: false },
];

/** FelixConfigurations, as far as they have log settings. */
export const LOG_SETTINGS_KIND = {
  title: 'the log settings of FelixConfigurations',
  types: TYPES,
  words: ['FelixConfiguration'],
  looksAt: (manifest) => isOneOf(manifest, TYPES),
  check: checkFelixConfiguration,
  topics: [DEFAULT_FELIX],
  questions: questionsOfFelix,
  checksMetadata: false,
  toProgram: felixToProgram,
  rules: LOG_SETTINGS_RULES,
  example: { text: felixExample('flowLogsFlushInterval: 10s'), release: '3.24' },
} as const satisfies Kind;
