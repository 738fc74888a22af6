import { AD_JOBS_KIND } from '../../../src/kinds/ad-jobs';
import { testExamples } from '../../rules/examples';

testExamples(AD_JOBS_KIND.rules);
