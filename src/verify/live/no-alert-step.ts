import { type Step, unknown, type Walk } from './step';

/** The step about alerts where something is there to trigger them, but no alert. */
export const NO_ALERT_STEP: Step = {
  name: 'alert',
  run: async (walk) => unknown(whyNone(walk)),
};

function whyNone({ facts }: Walk): string {
  const release = facts?.release.calicoRelease;
  return release?._features.anomalyDetection === 'jobs'
    ? `${release.displayName} has no alert for port scans: the AD jobs raise events themselves, which only the web UI shows, so it cannot be verified that a scan is detected`
    : 'the manifests have no alert, so it cannot be verified that what they trigger is detected';
}
