export { runJob } from './job';
export { readInJobs } from './job-pool';
export type { JobSetup } from './messages';
