import { READING_RULES } from '../../src/reading';
import { testExamples } from '../rules/examples';

testExamples(READING_RULES);
