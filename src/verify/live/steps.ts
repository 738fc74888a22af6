import { KINDS } from '../../kinds';
import { AD_JOBS_STEP, isAdJobs } from './ad-jobs-step';
import { APPLY_STEP } from './apply-step';
import { CLUSTER_STEP } from './cluster-step';
import { EVENT_STEP } from './event-step';
import { FEED_PROBE_STEP, isFeedProbe } from './feed-probe-step';
import { checksOf, liveCheckStep } from './live-check-step';
import { MADE_FOR_STEP } from './made-for-step';
import type { Manifests } from './manifests';
import { NO_ALERT_STEP } from './no-alert-step';
import { OBJECTS_STEP } from './objects-step';
import { isScanner, SCAN_STEP } from './scan-step';
import type { Step } from './step';

/** What determines the steps. */
export interface Walked {
  readonly manifests: Manifests;
  readonly apply: boolean;
}

/**
 * The steps of a walk. Those that kinds bring are only about what the manifests contain. Module 7 is walked as a whole,
 * unless there is nothing of it, but something else to verify.
 */
export function stepsOf({ manifests, apply }: Walked): Step[] {
  const ofKinds = checksOf(KINDS, manifests.objects).map(liveCheckStep);
  const alert = ofKinds.find(isAlert);
  const others = ofKinds.filter((step) => !isAlert(step));
  const probe = manifests.objects.some(({ manifest }) => isFeedProbe(manifest)) ? [FEED_PROBE_STEP] : [];
  const triggersScans = manifests.objects.some(({ manifest }) => isScanner(manifest) || isAdJobs(manifest));
  const isModule = triggersScans || (probe.length === 0 && (alert !== undefined || others.length === 0));
  return [
    CLUSTER_STEP,
    MADE_FOR_STEP,
    ...(apply ? [APPLY_STEP] : []),
    OBJECTS_STEP,
    ...(isModule ? [alert ?? NO_ALERT_STEP, AD_JOBS_STEP, SCAN_STEP, EVENT_STEP] : alert === undefined ? [] : [alert]),
    ...others,
    ...probe,
  ];
}

function isAlert({ name }: Step): boolean {
  return name === NO_ALERT_STEP.name;
}
