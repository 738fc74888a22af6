export { PLUS_RULES } from './rules';
