import { KINDS } from '../../kinds';
import { probedFeed, triggerOf } from '../trigger';
import { APPLY_STEP } from './apply-step';
import { CLUSTER_STEP } from './cluster-step';
import { EVENT_STEP } from './event-step';
import { FEED_PROBE_STEP } from './feed-probe-step';
import { alertsOf } from './live-alerts';
import { checksOf, liveCheckStep } from './live-check-step';
import { MADE_FOR_STEP } from './made-for-step';
import type { Manifests } from './manifests';
import { NO_ALERT_STEP } from './no-alert-step';
import { OBJECTS_STEP } from './objects-step';
import { SCAN_STEP } from './scan-step';
import type { Step } from './step';
import { TRIGGER_STEP } from './trigger-step';
import { decoysIn, workloadStep, workloadsOf } from './workload-step';

/** What determines the steps. */
export interface Walked {
  readonly manifests: Manifests;
  readonly apply: boolean;
}

/** The steps of a walk: those about what the manifests contain. What takes longest comes last. */
export function stepsOf({ manifests: { objects }, apply }: Walked): Step[] {
  const checks = checksOf(KINDS, objects);
  const of = (isAside: boolean) => checks.filter((check) => check.isAside === isAside).map(liveCheckStep);
  const triggers = objects.flatMap(({ manifest }) => triggerOf(manifest) ?? []);
  const alerts = of(false);
  const hasProbe = objects.some(({ manifest }) => probedFeed(manifest) !== undefined);
  const hasEvents = triggers.length > 0 || alertsOf(KINDS, objects).length > 0;
  return [
    CLUSTER_STEP,
    MADE_FOR_STEP,
    ...(apply ? [APPLY_STEP] : []),
    OBJECTS_STEP,
    ...(alerts.length === 0 && triggers.length > 0 ? [NO_ALERT_STEP] : alerts),
    ...[...workloadsOf(KINDS, objects), ...decoysIn(objects)].map(workloadStep),
    ...of(true),
    ...(triggers.some(({ isScan }) => isScan) ? [SCAN_STEP] : []),
    ...(triggers.some(({ isScan }) => !isScan) ? [TRIGGER_STEP] : []),
    ...(hasEvents ? [EVENT_STEP] : []),
    ...(hasProbe ? [FEED_PROBE_STEP] : []),
  ];
}
