import { adJobs, NAMED_CLUSTER, valueAt } from '../../base';
import { AD_JOBS_DEPLOYMENT } from '../../calico';
import type { Kind } from '../../kind';
import { checkAdJobsManifest, runsAdJobs } from './ad-jobs-checks';
import { AD_JOBS_RULES } from './rules';
import { adJobsToProgram } from './to-program';
import { upgradeAdJobs } from './upgrade';

/** The workload that runs the anomaly-detection jobs. */
export const AD_JOBS_KIND = {
  title: 'the AD jobs',
  types: [],
  words: [AD_JOBS_DEPLOYMENT, 'anomaly_detection_jobs'],
  looksAt: runsAdJobs,
  check: checkAdJobsManifest,
  checksMetadata: false,
  upgrade: upgradeAdJobs,
  toProgram: adJobsToProgram,
  liveWorkload: {
    step: 'ad-jobs',
    concerns: ({ kind, metadata }) => kind === 'Deployment' && valueAt(metadata, 'name') === AD_JOBS_DEPLOYMENT,
  },
  rules: AD_JOBS_RULES,
  example: { text: adJobs(NAMED_CLUSTER), release: '3.12' },
} as const satisfies Kind;
