import { listAt, sanitizeLine, textAt, valueAt } from '../../base';
import type { KubernetesObject } from '../../reading';
import { ChangeKind } from './change';
import { durationText } from './duration-text';
import { nameOf } from './manifests';
import { poll } from './poll';
import { combined, failed, ok, type Step, type StepFinding, StepName, StepOutcome, unknown, type Walk } from './step';

/** Each alert exists and, where it has a status, is active and healthy. */
export const ALERT_STEP: Step = {
  name: StepName.ALERT,
  run: async (walk) => {
    const alerts = walk.manifests.ofKind('GlobalAlert');
    if (alerts.length === 0) {
      return unknown(whyNone(walk));
    }
    const findings: StepFinding[] = [];
    for (const alert of alerts) {
      findings.push(await settledState(alert, walk));
    }
    return combined(findings);
  },
};

function whyNone({ facts }: Walk): string {
  const release = facts?.release.calicoRelease;
  return release?._features.anomalyDetection === 'jobs'
    ? `${release.displayName} has no alert for port scans: the AD jobs raise events themselves, which only the web UI shows, so it cannot be verified that a scan is detected`
    : 'the manifests have no GlobalAlert, so it cannot be verified that a scan is detected';
}

async function settledState(alert: KubernetesObject, walk: Walk): Promise<StepFinding> {
  const isFresh = [...walk.changes].some((change) => change.kind === ChangeKind.APPLIED && change.object === alert);
  const { alert: longest } = walk.api.timing;
  const upTo = Math.min(longest, walk.timeout ?? longest);
  let last: StepFinding | undefined;
  await poll(walk.api, {
    upTo,
    until: async () => {
      last = stateOf(alert, await walk.resources.read((await walk.resources.pathOf(alert.manifest)) ?? ''));
      if (last.outcome === StepOutcome.OK || !isFresh) {
        return true;
      }
      walk.watcher.waiting(`waiting for ${alert.title} to become active, up to ${durationText(upTo)}`);
      return undefined;
    },
  });
  return last ?? unknown();
}

function stateOf(alert: KubernetesObject, live: unknown): StepFinding {
  const name = nameOf(alert.manifest);
  if (live === undefined) {
    return failed(`GlobalAlert ${name} does not exist`);
  }
  const status = valueAt(live, 'status');
  if (valueAt(status, 'active') === undefined && valueAt(status, 'healthy') === undefined) {
    return ok(`GlobalAlert ${name} exists; it has no status yet`);
  }
  const problems = [
    ...(valueAt(status, 'active') === true ? [] : ['is not active: the backend does not run it']),
    ...(valueAt(status, 'healthy') === true ? [] : [`is not healthy${errorsOf(status)}`]),
  ];
  const executed = textAt(status, 'lastExecuted');
  return problems.length > 0
    ? failed(...problems.map((problem) => `GlobalAlert ${name} ${problem}`))
    : ok(`GlobalAlert ${name} is active and healthy${executed === '' ? '' : `, last run ${sanitizeLine(executed)}`}`);
}

function errorsOf(status: unknown): string {
  const errors = listAt(status, 'errorConditions').map(
    (error) => `${textAt(error, 'type')}: ${textAt(error, 'message')}`,
  );
  return errors.length === 0 ? '' : `: ${sanitizeLine(errors.join('; '))}`;
}
