export { CLI_RULES } from './rules';
