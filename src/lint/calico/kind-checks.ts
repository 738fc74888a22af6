import { distance } from 'fastest-levenshtein';
import { errorRule, type Finding, type Manifest, valueAt, warningRule } from '../../base';
import {
  CALICO_GROUP,
  groupOf,
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

const UNKNOWN_KIND = warningRule('calico-object/unknown-kind');
const GROUP = warningRule('calico-object/group');
const STORAGE_ID = 'calico-object/storage-group';
const STORAGE = errorRule(STORAGE_ID);
const STORAGE_OPEN_SOURCE = warningRule(STORAGE_ID);
const NAMESPACE = warningRule('calico-object/namespace');

const VERSION = `${CALICO_GROUP}/v3`;
const NOT_CHECKED = 'so this object was not checked';

/** Alerts have a check of their version of their own. */
const CHECKED_ELSEWHERE: readonly string[] = ['GlobalAlert', 'GlobalAlertTemplate'];

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
  return [{ ...GROUP, path: 'apiVersion', value: apiVersion, message }];
}

/** Checks data that lacks the kind or the version of an object, if it was meant to be one of Calico's. */
export function checkIncomplete(data: unknown): Finding[] {
  const [apiVersion, kind] = [valueAt(data, 'apiVersion'), valueAt(data, 'kind')];
  if (typeof apiVersion === 'string') {
    return isCalicoObject({ apiVersion }) ? [{ ...UNKNOWN_KIND, path: 'kind', message: kindMissing() }] : [];
  }
  const meant = typeof kind === 'string' && kind.length <= LONGEST ? intendedDistinctiveKind(kind) : undefined;
  const message = `must be ${VERSION} for a ${meant}: kubectl refuses an object without it, ${NOT_CHECKED}`;
  return meant === undefined ? [] : [{ ...GROUP, path: 'apiVersion', value: apiVersion, message }];
}

/** Checks that an object which belongs to no namespace does not name one. */
export function checkNamespace(manifest: Manifest): Finding[] {
  const namespace = valueAt(manifest, 'metadata', 'namespace');
  const kind = String(manifest.kind);
  const isSet = typeof namespace === 'string' && namespace !== '';
  if (!isSet || !isCalicoObject(manifest) || !isCalicoClusterScoped(kind)) {
    return [];
  }
  const message = `must be removed: a ${kind} belongs to no namespace. kubectl ignores it, while Terraform and Config Sync refuse the object`;
  return [{ ...NAMESPACE, path: 'metadata.namespace', value: namespace, message }];
}

function checkCalicoKind(kind: string, version: string, apiVersion: unknown): Finding[] {
  if (!isCalicoKind(kind)) {
    const message = `is not a kind of ${VERSION}: kubectl refuses it, ${NOT_CHECKED}${didYouMean(kind)}`;
    return [{ ...UNKNOWN_KIND, path: 'kind', value: kind, message }];
  }
  if (version === 'v3' || (version !== '' && CHECKED_ELSEWHERE.includes(kind))) {
    return [];
  }
  const message = `is not a version of Calico's API, which has v3 only; did you mean ${VERSION}?`;
  return [{ ...GROUP, path: 'apiVersion', value: apiVersion, message }];
}

function checkStored(kind: string, apiVersion: unknown): Finding[] {
  if (isStoredOnly(kind)) {
    return [];
  }
  if (isCalicoKind(kind)) {
    const rule = isEnterpriseKind(kind) ? STORAGE : STORAGE_OPEN_SOURCE;
    const message = `is the group in which Calico stores its objects: what is written there by hand goes unchecked, and newer installations do not have it; write ${VERSION}`;
    return [{ ...rule, path: 'apiVersion', value: apiVersion, message }];
  }
  const meant = intendedKind(kind);
  const message = `is not a kind that Calico stores, ${NOT_CHECKED}; did you mean ${meant} of ${VERSION}?`;
  return meant === undefined ? [] : [{ ...UNKNOWN_KIND, path: 'kind', value: kind, message }];
}

function didYouMean(kind: string): string {
  const meant = intendedKind(kind);
  const candidates = meant === undefined ? kindsOfSameWord(kind) : [meant];
  return candidates.length === 0
    ? '; correct the kind, or remove the object'
    : `; did you mean ${candidates.join(' or ')}?`;
}

function kindMissing(): string {
  return `must name a kind of ${VERSION}, such as GlobalAlert: kubectl refuses an object without one, ${NOT_CHECKED}`;
}

/** A group that was meant to be Calico's, such as calico.org or projectcalico.io. */
function isNearlyCalico(group: string): boolean {
  return (
    group !== '' &&
    !group.endsWith(`.${CALICO_GROUP}`) &&
    (/^(?:project-?)?calico(?:\.[a-z]+)?$/i.test(group) || distance(group, CALICO_GROUP) <= MOST_CHANGES)
  );
}

/** A group that no kind of Calico's can be in, and that is no API of somebody else's. */
function isLikelySlip(group: string): boolean {
  return !group.includes('.') || group.endsWith('tigera.io') || group.endsWith('.k8s.io');
}
