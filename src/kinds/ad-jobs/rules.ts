import { AD_JOBS_DEPLOYMENT_RULES } from './ad-jobs-deployment';
import { ELASTICSEARCH_RULES } from './elasticsearch-checks';
import { ENVIRONMENT_RULES } from './environment-checks';
import { RELEASE_RULES } from './release-checks';
import { VARIABLE_RULES } from './variable-checks';

/** The rules of this folder. */
export const AD_JOBS_RULES = [
  ...AD_JOBS_DEPLOYMENT_RULES,
  ...ELASTICSEARCH_RULES,
  ...ENVIRONMENT_RULES,
  ...RELEASE_RULES,
  ...VARIABLE_RULES,
] as const;
