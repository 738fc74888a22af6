import { type Manifest, textAt, valueAt } from '../base';
import { DECOY_ALERT, DRILL_ANNOTATIONS, PROBE_ANNOTATIONS, SCAN_ANNOTATIONS } from '../calico';

/** How a workload comes to trigger alerts. */
export enum TriggerRun {
  /** `verify` runs a command in its pod. */
  EXEC = 'exec',
  /** It is a Job, which ran when it was applied. */
  ONCE = 'once',
  /** It is a suspended CronJob, of which `verify` creates a Job. */
  ON_DEMAND = 'on-demand',
  /** It is a CronJob that runs by itself. */
  SCHEDULE = 'schedule',
}

/** What `verify` knows of a workload that triggers alerts. */
export interface Trigger {
  readonly run: TriggerRun;
  /** Whether it scans ports with nmap, so that its output can be read. */
  readonly isScan: boolean;
  /** The names of the alerts; none for a scan that every alert for scans detects. */
  readonly alerts: readonly string[];
}

/** A workload that triggers alerts, according to its annotations or its command; undefined for any other object. */
export function triggerOf(manifest: Manifest): Trigger | undefined {
  const alerts = alertNamesOf(manifest);
  const isScan = scans(manifest);
  const run = runOf(manifest);
  return run !== undefined && (isScan || alerts.length > 0) ? { run, isScan, alerts } : undefined;
}

/** The names of the alerts that an object is there for; none for most objects. */
export function alertNamesOf(manifest: Manifest): string[] {
  return [DRILL_ANNOTATIONS.detectedBy, DECOY_ALERT]
    .flatMap((key) => textAt(manifest, 'metadata', 'annotations', key).split(' '))
    .filter((name) => name !== '');
}

/** The name of the feed whose addresses a Pod probes; undefined for any other object. */
export function probedFeed(manifest: Manifest): string | undefined {
  const feed = valueAt(manifest, 'metadata', 'annotations', PROBE_ANNOTATIONS.feed);
  return manifest.kind === 'Pod' && feed !== undefined ? String(feed) : undefined;
}

function runOf(manifest: Manifest): TriggerRun | undefined {
  switch (manifest.kind) {
    case 'Pod':
      return scans(manifest) || hasAnnotation(manifest, DRILL_ANNOTATIONS.command) ? TriggerRun.EXEC : undefined;
    case 'Job':
      return TriggerRun.ONCE;
    case 'CronJob':
      return valueAt(manifest, 'spec', 'suspend') === true ? TriggerRun.ON_DEMAND : TriggerRun.SCHEDULE;
    default:
      return undefined;
  }
}

function scans(manifest: Manifest): boolean {
  const template =
    manifest.kind === 'CronJob' ? valueAt(manifest, 'spec', 'jobTemplate', 'spec') : valueAt(manifest, 'spec');
  const command = valueAt(template, 'template', 'spec', 'containers', 0, 'command');
  return manifest.kind === 'Pod'
    ? hasAnnotation(manifest, SCAN_ANNOTATIONS.command)
    : ['Job', 'CronJob'].includes(String(manifest.kind)) && Array.isArray(command) && command[0] === 'nmap';
}

function hasAnnotation(manifest: Manifest, key: string): boolean {
  return valueAt(manifest, 'metadata', 'annotations', key) !== undefined;
}
