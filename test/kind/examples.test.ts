import { KIND_RULES } from '../../src/kind';
import { testExamples } from '../rules/examples';

testExamples(KIND_RULES);
