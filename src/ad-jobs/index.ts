export { AdJob } from './ad-job';
export type { AdJobSettings } from './ad-job-settings';
export { checkAdJobs } from './ad-jobs-checks';
export { AdJobsDeployment, type AdJobsDeploymentProps } from './ad-jobs-deployment';
