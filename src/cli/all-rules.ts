import { ARGUMENTS_RULES } from '../arguments';
import { BACKTEST_RULES } from '../backtest';
import type { AnyRuleDescription } from '../base';
import { CALICO_RULES } from '../calico';
import { CONFIGURATION_RULES } from '../configuration';
import { CONVERT_RULES } from '../convert';
import { DRILL_RULES } from '../drill';
import { EVENTS_RULES } from '../events';
import { KIND_RULES } from '../kind';
import { RULES_OF_KINDS } from '../kinds';
import { KUBERNETES_RULES } from '../kubernetes';
import { LINT_RULES, VALIDATION_RULES } from '../lint';
import { OUTPUT_RULES } from '../output';
import { PLUS_RULES } from '../plus';
import { QUERY_RULES } from '../query';
import { READING_RULES } from '../reading';
import { TEST_FILE_RULES } from '../test-files';
import { VERIFY_RULES } from '../verify';
import { LIVE_RULES } from '../verify/live';
import { CLI_RULES } from './rules';

/** Every rule by which anything is found or printed, room by room. */
export const ALL_RULES = [
  ...READING_RULES,
  ...LINT_RULES,
  ...KUBERNETES_RULES,
  ...QUERY_RULES,
  ...EVENTS_RULES,
  ...RULES_OF_KINDS,
  ...CALICO_RULES,
  ...ARGUMENTS_RULES,
  ...KIND_RULES,
  ...DRILL_RULES,
  ...OUTPUT_RULES,
  ...PLUS_RULES,
  ...CONVERT_RULES,
  ...BACKTEST_RULES,
  ...TEST_FILE_RULES,
  ...VERIFY_RULES,
  ...LIVE_RULES,
  ...VALIDATION_RULES,
  ...CONFIGURATION_RULES,
  ...CLI_RULES,
] as const;

/** The id of a rule: a closed union, so that a wrong one does not compile. */
export type RuleId = (typeof ALL_RULES)[number]['id'];

/** The descriptions of all rules, by their ids. */
export const RULES = Object.fromEntries(ALL_RULES.map(({ rule, description }) => [rule, description])) as Readonly<
  Record<RuleId, AnyRuleDescription>
>;
