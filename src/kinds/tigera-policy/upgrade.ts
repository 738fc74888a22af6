import { type DataKeys, type Finding, type Manifest, valueAt } from '../../base';
import {
  type KindUpgrade,
  NO_UPGRADE,
  type StringEdit,
  type UpgradeStep,
  UpgradeTime,
  UpgradeVerdict,
} from '../../kind';
import { selectionsOf, servicesOf } from './calico-policy';
import { isForJobs } from './elasticsearch-checks';
import { checkGuardian } from './guardian-checks';

/** What becomes of a policy in an upgrade: that of the AD jobs, its tier, and how it refers to guardian. */
export function upgradePolicy(policy: Manifest, step: UpgradeStep): KindUpgrade {
  const edits = [...tierEdits(policy, step), ...guardianEdits(policy, step)];
  return isWithoutJobs(policy, step) ? withoutJobs(step, edits.length > 0) : changed(step, edits);
}

function isWithoutJobs(policy: Manifest, { to }: UpgradeStep): boolean {
  return to.release._features.anomalyDetection === 'removed' && selectionsOf(policy).some(isForJobs);
}

/** A policy for the AD jobs is of no use without them, so it is not worth a change either. */
function withoutJobs({ from, to }: UpgradeStep, isConcerned: boolean): KindUpgrade {
  const hadJobs = from.release._features.anomalyDetection !== 'removed';
  const message = `it is for the pods of the AD jobs, which ${to.release.displayName} does not have`;
  const advice = 'Delete it, together with the Deployment of the AD jobs, and remove it from your files';
  return hadJobs || isConcerned
    ? {
        effects: [{ verdict: UpgradeVerdict.IGNORED, message }],
        lost: [],
        actions: [{ what: 'delete', when: UpgradeTime.AFTER, message: advice }],
      }
    : NO_UPGRADE;
}

/** The strings to change after the step, because the tier was renamed or guardian was moved. */
function changed({ to }: UpgradeStep, edits: readonly StringEdit[]): KindUpgrade {
  const renames = edits.some(({ keys }) => keys[0] === 'metadata');
  const advice = renames ? ', and delete the old object, which has a different name or namespace' : '';
  const message = `Change it as soon as the cluster runs ${to.release.displayName}${advice}`;
  return edits.length === 0
    ? NO_UPGRADE
    : { ...NO_UPGRADE, actions: [{ what: 'edit', when: UpgradeTime.AFTER, message, edits }] };
}

function tierEdits(policy: Manifest, { from, to }: UpgradeStep): StringEdit[] {
  const [old, fresh] = [from.release._features.tigeraTier, to.release._features.tigeraTier];
  if (old === fresh || valueAt(policy, 'spec', 'tier') !== old) {
    return [];
  }
  const name = valueAt(policy, 'metadata', 'name');
  const named = typeof name === 'string' && name.startsWith(`${old}.`);
  return [
    { keys: ['spec', 'tier'], from: old, to: fresh },
    ...(named ? [{ keys: ['metadata', 'name'], from: `${old}.`, to: `${fresh}.` }] : []),
  ];
}

/** A selector or a reference is changed where the check of the new release finds it to be wrong. */
function guardianEdits(policy: Manifest, { from, to }: UpgradeStep): StringEdit[] {
  const [old, fresh] = [from.release._features.guardian, to.release._features.guardian];
  if (old.name === fresh.name) {
    return [];
  }
  const edits = checkGuardian(selectionsOf(policy), servicesOf(policy), to).flatMap((finding) => {
    const keys = finding.keys as DataKeys;
    if (finding.rule === 'tigera-policy/guardian-service') {
      return [
        { keys: [...keys, 'name'], from: old.name, to: fresh.name },
        { keys: [...keys, 'namespace'], from: old.namespace, to: fresh.namespace },
      ];
    }
    const [was, is] =
      finding.rule === 'tigera-policy/guardian-label' ? [old.name, fresh.name] : [old.namespace, fresh.namespace];
    return selectorEdit(finding, keys, was, is);
  });
  const own = edits.filter(({ keys, from: text }) => String(valueAt(policy, ...keys)).includes(text));
  return own.filter((edit, index) => own.findIndex((other) => isSame(edit, other)) === index);
}

function isSame(one: StringEdit, other: StringEdit): boolean {
  return one.from === other.from && one.to === other.to && one.keys.join() === other.keys.join();
}

/** In a selector, a value is in quotes; a namespace is the whole value of its field. */
function selectorEdit({ value }: Finding, keys: DataKeys, from: string, to: string): StringEdit[] {
  return value === from
    ? [{ keys, from, to }]
    : ["'", '"'].map((quote) => ({
        keys,
        from: `${quote}${from}${quote}`,
        to: `${quote}${to}${quote}`,
      }));
}
