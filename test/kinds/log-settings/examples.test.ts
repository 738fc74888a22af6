import { LOG_SETTINGS_KIND } from '../../../src/kinds/log-settings';
import { testExamples } from '../../rules/examples';

testExamples(LOG_SETTINGS_KIND.rules);
