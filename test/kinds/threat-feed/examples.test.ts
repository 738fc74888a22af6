import { THREAT_FEED_KIND } from '../../../src/kinds/threat-feed';
import { testExamples } from '../../rules/examples';

testExamples(THREAT_FEED_KIND.rules);
