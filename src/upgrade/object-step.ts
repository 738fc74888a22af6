import { type Finding, FindingSeverity, fieldPath, type Manifest, ownValue } from '../base';
import type { ClusterKind } from '../calico';
import {
  joinedUpgrade,
  type KindUpgrade,
  NO_UPGRADE,
  type UpgradeAction,
  type UpgradeEffect,
  type UpgradeStep,
  UpgradeTime,
  UpgradeVerdict,
} from '../kind';
import { KINDS } from '../kinds';
import { checkObject, MANIFEST_RULES, withPublicGroup } from '../lint';
import { editedManifest } from './edited-manifest';
import { removedFields } from './removed-fields';
import type { UpgradeFinding } from './result';

/** The verdicts from the worst to the best. */
const WORST_FIRST: readonly UpgradeVerdict[] = Object.values(UpgradeVerdict);

/** What one step means for one object. */
export interface ObjectStep {
  readonly verdict: UpgradeVerdict;
  readonly findings: readonly UpgradeFinding[];
  readonly lost: readonly string[];
  readonly actions: readonly UpgradeAction[];
  /** The findings that no action removes, to be dealt with by hand. */
  readonly left: readonly UpgradeFinding[];
}

/** The checks of one object, each release once. */
export type ChecksOf = (cluster: ClusterKind) => readonly Finding[];

/** All findings about an object on a cluster that do not depend on other objects. */
export function checksOf(manifest: Manifest): ChecksOf {
  const known = new Map<string, readonly Finding[]>();
  return (cluster) => {
    const { release, topology } = cluster;
    const key = `${release} ${topology}`;
    const findings = known.get(key) ?? checkObject(manifest, () => ({ cluster, findings: [] })).findings;
    known.set(key, findings);
    return findings;
  };
}

/** The worst of several verdicts. */
export function worstOf(verdicts: readonly UpgradeVerdict[]): UpgradeVerdict {
  return WORST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? UpgradeVerdict.FINE;
}

/** Whether anything is known of objects like this one. */
export function isKnown(manifest: Manifest): boolean {
  const object = withPublicGroup(manifest);
  return KINDS.some(({ looksAt }) => looksAt(object));
}

/**
 * What becomes of an object in one step.
 *
 * @param checks those of the object
 */
export function objectStep(manifest: Manifest, step: UpgradeStep, checks: ChecksOf = checksOf(manifest)): ObjectStep {
  const object = withPublicGroup(manifest);
  const ofKinds = joinedUpgrade(
    ...KINDS.filter(({ looksAt }) => looksAt(object)).map((kind) => kind.upgrade?.(object, step) ?? NO_UPGRADE),
  );
  const found = newFindings(judged(object, step.from, checks), judged(object, step.to, checks));
  const ofChecks = found.map(findingOf);
  const findings = [...ofKinds.effects.map(effectFinding), ...withoutRepetition(ofChecks, ofKinds.effects)];
  const verdict = worstOf(findings.map((finding) => finding.verdict));
  if (verdict === UpgradeVerdict.FINE) {
    return { verdict, findings: [], lost: ofKinds.lost, actions: [], left: [] };
  }
  const actions = [...actionsFor(object, found, ofKinds), ...removedFields(object, step, found)];
  return { verdict, findings, lost: ofKinds.lost, actions, left: leftOf(object, step, found, actions) };
}

/** A rule that a kind explains better for this step is not repeated. */
function withoutRepetition(findings: readonly UpgradeFinding[], effects: readonly UpgradeEffect[]): UpgradeFinding[] {
  return findings.filter(({ rule }) => !effects.some((effect) => effect.rule !== undefined && effect.rule === rule));
}

/** A finding, and what it means on its release. */
type Judged = Finding & { readonly verdict: UpgradeVerdict };

function judged(manifest: Manifest, cluster: ClusterKind, checks: ChecksOf): Judged[] {
  return checks(cluster).map((finding) => ({ ...finding, verdict: verdictOn(manifest, finding, cluster) }));
}

/**
 * What is found on the new release only, or means something worse there. Where the old one did not have the kind, only
 * errors are due to the upgrade: everything else would have been found with the old release as well.
 */
function newFindings(before: readonly Judged[], after: readonly Judged[]): Judged[] {
  const known = new Map(before.map((finding) => [keyOf(finding), finding.verdict]));
  const wasUnknown = before.some(isAboutKind);
  return after.filter((finding) => {
    const old = known.get(keyOf(finding)) ?? UpgradeVerdict.FINE;
    const isWorse = !known.has(keyOf(finding)) || isWorseThan(finding.verdict, old);
    return isWorse && (!wasUnknown || finding.severity === FindingSeverity.ERROR);
  });
}

function isWorseThan(verdict: UpgradeVerdict, other: UpgradeVerdict): boolean {
  return WORST_FIRST.indexOf(verdict) < WORST_FIRST.indexOf(other);
}

function keyOf({ rule, severity, keys }: Finding): string {
  return `${rule} ${severity} ${fieldPath(keys)}`;
}

/** Whether the release does not have the kind. */
function isAboutKind({ keys, severity }: Finding): boolean {
  return keys[0] === 'kind' && severity === FindingSeverity.ERROR;
}

/** An error is rejected by the API server, unless its rule says what else becomes of the object. */
function verdictOn(manifest: Manifest, { rule, severity }: Finding, { release }: ClusterKind): UpgradeVerdict {
  const { acceptedAs, rejectedSince } = ownValue(MANIFEST_RULES, rule) ?? {};
  if (acceptedAs === 'unchanged' || severity === FindingSeverity.NOTICE) {
    return UpgradeVerdict.FINE;
  }
  if (severity === FindingSeverity.WARNING) {
    return UpgradeVerdict.CHANGED;
  }
  const isRejected = rejectedSince !== undefined && release._has(rejectedSince);
  if (acceptedAs !== undefined && !isRejected) {
    return OF[acceptedAs];
  }
  return isWorkload(manifest) ? UpgradeVerdict.CHANGED : UpgradeVerdict.REFUSED;
}

const OF = {
  deleted: UpgradeVerdict.DELETED,
  ignored: UpgradeVerdict.IGNORED,
  changed: UpgradeVerdict.CHANGED,
} as const;

/** Whether the object is one of Kubernetes itself, which accepts it on any release of Calico. */
function isWorkload(manifest: Manifest): boolean {
  return KINDS.filter(({ looksAt }) => looksAt(manifest)).every(({ types }) => types.length === 0);
}

function findingOf({ rule, severity, keys, message, verdict }: Judged): UpgradeFinding {
  return { verdict, rule, severity, path: fieldPath(keys), message };
}

function effectFinding({ verdict, rule, message }: UpgradeEffect): UpgradeFinding {
  const severity = verdict === UpgradeVerdict.CHANGED ? FindingSeverity.WARNING : FindingSeverity.ERROR;
  return { verdict, rule, severity, path: '', message };
}

/** An object of a kind that the release does not have can only be removed. */
function actionsFor(manifest: Manifest, found: readonly Judged[], { actions }: KindUpgrade): readonly UpgradeAction[] {
  if (actions.length > 0 || !found.some((finding) => isAboutKind(finding) && !isWorkload(manifest))) {
    return actions;
  }
  const message = 'Remove it from your files and from the cluster: the new release does not have the kind';
  return [{ what: 'delete', when: UpgradeTime.BEFORE, message }];
}

function leftOf(
  manifest: Manifest,
  { to }: UpgradeStep,
  found: readonly Judged[],
  actions: readonly UpgradeAction[],
): UpgradeFinding[] {
  if (actions.some(({ what }) => what === 'delete' || what === 'replace')) {
    return [];
  }
  const edited = actions.reduce((object, action) => editedManifest(object, action), manifest);
  const after = edited === manifest ? found : judged(edited, to, checksOf(edited));
  const rest = new Set(after.map(keyOf));
  return found
    .filter((finding) => rest.has(keyOf(finding)))
    .map(findingOf)
    .filter(({ verdict }) => verdict !== UpgradeVerdict.FINE);
}

/**
 * The errors of the new release that the release before the upgrade has as well.
 *
 * @param checks those of the object before the upgrade, and as it is now
 */
export function errorsBefore(
  manifest: Manifest,
  { from, to }: UpgradeStep,
  { before, after }: { readonly before: ChecksOf; readonly after: ChecksOf },
): UpgradeFinding[] {
  const known = new Set(before(from).map(keyOf));
  return judged(manifest, to, after)
    .filter((finding) => finding.severity === FindingSeverity.ERROR && known.has(keyOf(finding)))
    .map((finding) => findingOf({ ...finding, message: `${finding.message}. This is not due to the upgrade` }));
}
