import { GLOBAL_ALERT_KIND } from '../../../src/kinds/global-alert';
import { testExamples } from '../../rules/examples';

testExamples(GLOBAL_ALERT_KIND.rules);
