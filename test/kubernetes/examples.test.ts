import { KUBERNETES_RULES } from '../../src/kubernetes';
import { testExamples } from '../rules/examples';

testExamples(KUBERNETES_RULES);
