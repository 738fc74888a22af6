import { type Finding, FindingSeverity, fieldPath, type Manifest } from '../base';
import { CALICO_GROUP, type ClusterKind, isCalicoObject, STORAGE_GROUP } from '../calico';
import type { Kind, Question } from '../kind';
import { KINDS } from '../kinds';
import { checkObjectMetadata } from '../kubernetes';
import { checkKind, checkNamespace } from './calico/kind-checks';
import { placeholdersIn, withPlaceholders } from './calico/placeholders';
import type { ChosenCluster } from './cluster-choice';

/** The result of all checks of one object. */
export interface CheckedObject {
  /** Whether it is of a kind that is checked. */
  readonly isChecked: boolean;
  /** Whether no check was run because the release is not known. */
  readonly lacksRelease?: boolean;
  readonly findings: readonly Finding[];
  /** What depends on other objects. */
  readonly questions: readonly Question[];
}

/**
 * Looks at one object with the checks of its kind. What is wrong with its kind and its strings is found in every object of
 * Calico's.
 *
 * @param choose the cluster that it is checked for
 * @param now the current time in milliseconds; without it, nothing that depends on it is checked
 */
export function checkObject(manifest: Manifest, choose: () => ChosenCluster, now?: number): CheckedObject {
  const object = withPublicGroup(manifest);
  const kinds = KINDS.filter(({ looksAt }) => looksAt(object));
  const isChecked = kinds.length > 0;
  const { cluster, findings: aboutCluster } = isChecked ? choose() : { findings: [] };
  if (isChecked && cluster === undefined) {
    return { isChecked, lacksRelease: true, findings: [], questions: [] };
  }
  const asked = cluster === undefined ? [] : kinds.map((kind) => resultOf(kind, object, { cluster, now }));
  const questions = asked.flatMap((each) => each.questions);
  const others = kinds.some(({ checksMetadata }) => !checksMetadata) ? checkObjectMetadata(object) : [];
  const findings = [
    ...asked.flatMap((each) => each.findings),
    ...asked.flatMap((each) => each.timed),
    ...others,
    ...aboutCluster,
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

/** What one kind says of an object. */
function resultOf(
  kind: Kind,
  object: Manifest,
  { cluster, now }: { readonly cluster: ClusterKind; readonly now: number | undefined },
): Pick<CheckedObject, 'findings' | 'questions'> & { readonly timed: readonly Finding[] } {
  return {
    findings: kind.check(object, cluster),
    questions: kind.questions?.(object, cluster) ?? [],
    timed: now === undefined ? [] : (kind.checkAt?.(object, cluster, now) ?? []),
  };
}

/** An object of Calico's storage group is checked like its public counterpart. */
export function withPublicGroup(manifest: Manifest): Manifest {
  return String(manifest.apiVersion).startsWith(`${STORAGE_GROUP}/`)
    ? { ...manifest, apiVersion: `${CALICO_GROUP}/v3` }
    : manifest;
}
