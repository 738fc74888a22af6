import { LINT_RULES } from '../../src/lint';
import { testExamples } from '../rules/examples';

testExamples(LINT_RULES);
