import { TIGERA_POLICY_KIND } from '../../../src/kinds/tigera-policy';
import { testExamples } from '../../rules/examples';

testExamples(TIGERA_POLICY_KIND.rules);
