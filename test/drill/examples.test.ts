import { DRILL_RULES } from '../../src/drill';
import { testExamples } from '../rules/examples';

testExamples(DRILL_RULES);
