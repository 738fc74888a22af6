export { CONFIGURATION_FILE, type Configuration, type RuleLevel } from './configuration';
export { Configurations } from './configurations';
export { configurationSchema } from './json-schema';
export { CONFIGURATION_RULES } from './rules';
