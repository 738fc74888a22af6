import { distance } from 'fastest-levenshtein';
import {
  alert,
  errorRule,
  type Finding,
  FindingSeverity,
  type Manifest,
  type RuleMark,
  valueAt,
  warningRule,
} from '../../base';
import {
  CALICO_GROUP,
  groupOf,
  hasSlash,
  intendedDistinctiveKind,
  intendedKind,
  isCalicoClusterScoped,
  isCalicoKind,
  isCalicoObject,
  isEnterpriseKind,
  isStoredOnly,
  kindsOfSameWord,
  STORAGE_GROUP,
} from '../../calico';
import { OBJECT_TYPES } from '../../kinds';

const RIGHT = alert();

const UNKNOWN_KIND = errorRule({
  id: 'calico-object/unknown-kind',
  what: "An object in Calico's API group must be of a kind that exists in this group.",
  why: 'Any other kind is rejected: kubectl finds no matches for it. No check applies to it either, so a misspelled kind would pass unnoticed. Kinds that exist but are not checked are only counted.',
  bad: RIGHT.replace('kind: GlobalAlert', 'kind: GlobalAlerts'),
  good: RIGHT,
});
const GROUP = errorRule({
  id: 'calico-object/group',
  what: "An object of one of Calico's kinds must have the apiVersion projectcalico.org/v3.",
  why: 'The kind does not exist in any other group or version. The object is rejected: kubectl finds no matches for its kind, and no check applies to it.',
  bad: RIGHT.replace('projectcalico.org/v3', 'v3'),
  good: RIGHT,
});
const STORAGE = errorRule({
  id: 'calico-object/storage-group',
  acceptedAs: 'changed',
  what: 'An object must use projectcalico.org/v3, not crd.projectcalico.org/v1.',
  why: "Calico's API server stores its data in the group crd.projectcalico.org. Objects that are written there directly are never validated, and installations with native v3 CRDs do not have this group. For kinds that open-source Calico also has, this is a warning.",
  bad: RIGHT.replace('projectcalico.org/v3', 'crd.projectcalico.org/v1'),
  good: RIGHT,
});
/** Open-source Calico reads some of its kinds there, so for those it is a warning. */
const STORAGE_OPEN_SOURCE: RuleMark = { ...STORAGE, severity: FindingSeverity.WARNING };
const NAMESPACE = warningRule({
  id: 'calico-object/namespace',
  what: 'An object of a cluster-scoped kind should not have a namespace.',
  why: 'The field is ignored by kubectl, but other tools, such as Terraform and Config Sync, reject the object.',
  bad: RIGHT.replace('  name: network.ssh', '  name: network.ssh\n  namespace: security'),
  good: RIGHT,
});

const VERSION = `${CALICO_GROUP}/v3`;
const NOT_CHECKED = 'so this object was not checked';

/** The kinds whose own check covers the version. */
const CHECKED_ELSEWHERE: readonly string[] = OBJECT_TYPES.filter(({ schema }) => schema !== undefined).map(
  ({ kind }) => kind,
);

/** How many characters a misspelt name of the group may differ by. */
const MOST_CHANGES = 3;

/** Longer than any API group or kind that somebody misspells. */
const LONGEST = 100;

/** Checks that an object which is, or was meant to be, one of Calico's has a kind and a group of Calico's. */
export function checkKind(manifest: Manifest): Finding[] {
  const { apiVersion, kind } = manifest;
  if (typeof kind !== 'string' || kind.length > LONGEST || String(apiVersion).length > LONGEST) {
    return [];
  }
  const { group, version } = groupOf(apiVersion);
  if (group === CALICO_GROUP) {
    return checkCalicoKind(kind, version, apiVersion);
  }
  if (group === STORAGE_GROUP) {
    return checkStored(kind, apiVersion);
  }
  const meant = isNearlyCalico(group)
    ? intendedKind(kind)
    : isLikelySlip(group)
      ? intendedDistinctiveKind(kind)
      : undefined;
  if (meant === undefined) {
    return [];
  }
  const message = `${kind === meant ? meant : `${meant} (here ${kind})`} belongs to ${VERSION}: kubectl finds no such kind in this group, ${NOT_CHECKED}; did you mean ${VERSION}?`;
  return [{ ...GROUP, keys: ['apiVersion'], value: apiVersion, message }];
}

/** Checks data that lacks the kind or the version of an object, if it was meant to be one of Calico's. */
export function checkIncomplete(data: unknown): Finding[] {
  const [apiVersion, kind] = [valueAt(data, 'apiVersion'), valueAt(data, 'kind')];
  if (typeof apiVersion === 'string') {
    return isCalicoObject({ apiVersion }) ? [{ ...UNKNOWN_KIND, keys: ['kind'], message: kindMissing() }] : [];
  }
  const meant = typeof kind === 'string' && kind.length <= LONGEST ? intendedDistinctiveKind(kind) : undefined;
  const message = `must be ${VERSION} for a ${meant}: kubectl rejects an object without it, ${NOT_CHECKED}`;
  return meant === undefined ? [] : [{ ...GROUP, keys: ['apiVersion'], value: apiVersion, message }];
}

/** Checks that an object which belongs to no namespace does not name one. */
export function checkNamespace(manifest: Manifest): Finding[] {
  const namespace = valueAt(manifest, 'metadata', 'namespace');
  const kind = String(manifest.kind);
  const isSet = typeof namespace === 'string' && namespace !== '';
  if (!isSet || !isCalicoObject(manifest) || !isCalicoClusterScoped(kind)) {
    return [];
  }
  const message = `must be removed: the kind ${kind} is cluster-scoped. kubectl ignores the field, but Terraform and Config Sync reject the object`;
  return [{ ...NAMESPACE, keys: ['metadata', 'namespace'], value: namespace, message }];
}

function checkCalicoKind(kind: string, version: string, apiVersion: unknown): Finding[] {
  if (!isCalicoKind(kind)) {
    const message = `is not a kind of ${VERSION}: kubectl rejects it, ${NOT_CHECKED}${didYouMean(kind)}`;
    return [{ ...UNKNOWN_KIND, keys: ['kind'], value: kind, message }];
  }
  if (version === 'v3' || (hasSlash(apiVersion) && CHECKED_ELSEWHERE.includes(kind))) {
    return [];
  }
  const message = `is not a version of Calico's API, which only has v3; did you mean ${VERSION}?`;
  return [{ ...GROUP, keys: ['apiVersion'], value: apiVersion, message }];
}

function checkStored(kind: string, apiVersion: unknown): Finding[] {
  if (isStoredOnly(kind)) {
    return [];
  }
  if (isCalicoKind(kind)) {
    const rule = isEnterpriseKind(kind) ? STORAGE : STORAGE_OPEN_SOURCE;
    const message = `is the internal storage group of Calico: objects written to it directly are not validated, and newer installations do not have it; use ${VERSION}`;
    return [{ ...rule, keys: ['apiVersion'], value: apiVersion, message }];
  }
  const meant = intendedKind(kind);
  const message = `is not a kind in the storage group of Calico, ${NOT_CHECKED}; did you mean ${meant} of ${VERSION}?`;
  return meant === undefined ? [] : [{ ...UNKNOWN_KIND, keys: ['kind'], value: kind, message }];
}

function didYouMean(kind: string): string {
  const meant = intendedKind(kind);
  const candidates = meant === undefined ? kindsOfSameWord(kind) : [meant];
  return candidates.length === 0
    ? '; correct the kind, or remove the object'
    : `; did you mean ${candidates.join(' or ')}?`;
}

function kindMissing(): string {
  return `must be a kind of ${VERSION}, such as GlobalAlert: kubectl rejects an object without one, ${NOT_CHECKED}`;
}

/** A group that was meant to be Calico's, such as calico.org or projectcalico.io. */
function isNearlyCalico(group: string): boolean {
  return (
    group !== '' &&
    !group.endsWith(`.${CALICO_GROUP}`) &&
    (/^(?:project-?)?calico(?:\.[a-z]+)?$/i.test(group) || distance(group, CALICO_GROUP) <= MOST_CHANGES)
  );
}

/** A group that can neither contain a kind of Calico nor belong to another API. */
function isLikelySlip(group: string): boolean {
  return !group.includes('.') || group.endsWith('tigera.io') || group.endsWith('.k8s.io');
}

/** The rules that this file checks. */
export const KIND_RULES = [UNKNOWN_KIND, GROUP, STORAGE, NAMESPACE] as const;
