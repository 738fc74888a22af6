import { valueAt } from '../../manifest';
import type { KubernetesObject } from '../../reading';
import { nameOf } from './manifests';
import { poll } from './poll';
import { listAt, textAt } from './resources';
import { said } from './said';
import { failed, ok, type Step, type StepFinding, StepName, StepOutcome, unknown, type Walk } from './step';
import { TIMING } from './timing';
import { inWords } from './words';

/** Each alert is there and, where it has a status, active and healthy. */
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
    const worst = findings.find(({ outcome }) => outcome !== StepOutcome.OK)?.outcome ?? StepOutcome.OK;
    return { outcome: worst, details: findings.flatMap(({ details }) => details) };
  },
};

function whyNone({ facts }: Walk): string {
  const release = facts?.release.calicoRelease;
  return release?._features.anomalyDetection === 'jobs'
    ? `${release.displayName} has no alert for port scans: the AD jobs raise events by themselves, which only the web UI shows, so whether a scan is noticed cannot be verified`
    : 'the manifests have no GlobalAlert, so whether a scan is noticed cannot be verified';
}

async function settledState(alert: KubernetesObject, walk: Walk): Promise<StepFinding> {
  const fresh = walk.changes.some((change) => change.endsWith(alert.title));
  const upTo = Math.min(TIMING.alert, walk.timeout ?? TIMING.alert);
  let last: StepFinding | undefined;
  await poll(walk.api, {
    upTo,
    until: async () => {
      last = stateOf(alert, await walk.resources.read((await walk.resources.pathOf(alert.manifest)) ?? ''));
      if (last.outcome === StepOutcome.OK || !fresh) {
        return true;
      }
      walk.watcher.waiting(`waiting for ${alert.title} to be active, at most ${inWords(upTo)}`);
      return undefined;
    },
  });
  return last ?? unknown();
}

function stateOf(alert: KubernetesObject, live: unknown): StepFinding {
  const name = nameOf(alert.manifest);
  if (live === undefined) {
    return failed(`GlobalAlert ${name} is not there`);
  }
  const status = valueAt(live, 'status');
  if (valueAt(status, 'active') === undefined && valueAt(status, 'healthy') === undefined) {
    return ok(`GlobalAlert ${name} is there; it has no status yet`);
  }
  const problems = [
    ...(valueAt(status, 'active') === true ? [] : ['is not active: the backend does not run it']),
    ...(valueAt(status, 'healthy') === true ? [] : [`is not healthy${errorsOf(status)}`]),
  ];
  const executed = textAt(status, 'lastExecuted');
  return problems.length > 0
    ? failed(...problems.map((problem) => `GlobalAlert ${name} ${problem}`))
    : ok(`GlobalAlert ${name} is active and healthy${executed === '' ? '' : `, last run ${said(executed)}`}`);
}

function errorsOf(status: unknown): string {
  const errors = listAt(status, 'errorConditions').map(
    (error) => `${textAt(error, 'type')}: ${textAt(error, 'message')}`,
  );
  return errors.length === 0 ? '' : `: ${said(errors.join('; '))}`;
}
