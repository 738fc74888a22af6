import { PLUS_RULES } from '../../src/plus';
import { testExamples } from '../rules/examples';

testExamples(PLUS_RULES);
