import { type Finding, FindingSeverity, fieldPath, type Manifest } from '../base';
import type { ClusterKind } from '../calico';
import { CALICO_GROUP, isCalicoObject, STORAGE_GROUP } from '../calico';
import type { Question } from '../kind';
import { KINDS } from '../kinds';
import { checkObjectMetadata } from '../kubernetes';
import { checkKind, checkNamespace } from './calico/kind-checks';
import { placeholdersIn, withPlaceholders } from './calico/placeholders';

/** The result of all checks of one object. */
export interface CheckedObject {
  /** Whether it is of a kind that is checked. */
  readonly isChecked: boolean;
  readonly findings: readonly Finding[];
  /** What depends on other objects. */
  readonly questions: readonly Question[];
}

/**
 * Looks at one object with the checks of its kind. What is wrong with its kind and its strings is found in every object of
 * Calico's.
 *
 * @param now the current time in milliseconds; without it, nothing that depends on it is checked
 */
export function checkObject(manifest: Manifest, cluster: ClusterKind, now?: number): CheckedObject {
  const object = withPublicGroup(manifest);
  const kinds = KINDS.filter(({ looksAt }) => looksAt(object));
  const isChecked = kinds.length > 0;
  const questions = kinds.flatMap((kind) => kind.questions?.(object, cluster) ?? []);
  const others = kinds.some(({ checksMetadata }) => !checksMetadata) ? checkObjectMetadata(object) : [];
  const findings = [
    ...kinds.flatMap(({ check }) => check(object, cluster)),
    ...(now === undefined ? [] : kinds.flatMap((kind) => kind.checkAt?.(object, cluster, now) ?? [])),
    ...others,
  ];
  if (isCalicoObject(manifest)) {
    const all = [...checkKind(manifest), ...checkNamespace(manifest), ...findings];
    return { isChecked, questions, findings: withPlaceholders(all, placeholdersIn(object)) };
  }
  // Of an object that the release does not have, nothing inside is of interest.
  if (isChecked && !findings.some(({ keys, severity }) => keys[0] === 'kind' && severity === FindingSeverity.ERROR)) {
    const paths = new Set(findings.map(({ keys }) => fieldPath(keys)));
    return {
      isChecked,
      questions,
      findings: [...findings, ...placeholdersIn(object).filter(({ keys }) => !paths.has(fieldPath(keys)))],
    };
  }
  return { isChecked, questions, findings: isChecked ? findings : checkKind(manifest) };
}

/** An object of Calico's storage group is checked like its public counterpart. */
export function withPublicGroup(manifest: Manifest): Manifest {
  return String(manifest.apiVersion).startsWith(`${STORAGE_GROUP}/`)
    ? { ...manifest, apiVersion: `${CALICO_GROUP}/v3` }
    : manifest;
}
