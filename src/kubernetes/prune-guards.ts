import { type Manifest, valueAt } from '../base';

/** An annotation that keeps a tool from removing an object, or fields in it. */
interface Guard {
  readonly key: string;
  /** The value that this library writes. */
  readonly value: string;
  /** Whether another value does the same. */
  readonly isGuarded: (value: string) => boolean;
}

/**
 * Annotations that keep Argo CD and Flux from removing an object that exists before it is applied, and fields of it that
 * are not theirs, and that let Argo CD apply only the fields that are given.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
 */
const PRUNE_GUARDS: readonly Guard[] = [
  {
    key: 'argocd.argoproj.io/sync-options',
    value: 'Prune=false,Delete=false,ServerSideApply=true',
    // Server-side apply can be an option of the Application as well.
    isGuarded: (value) => ['Prune=false', 'Delete=false'].every((option) => optionsOf(value).includes(option)),
  },
  {
    key: 'kustomize.toolkit.fluxcd.io/prune',
    value: 'disabled',
    isGuarded: (value) => value.toLowerCase() === 'disabled',
  },
  {
    key: 'kustomize.toolkit.fluxcd.io/ssa',
    value: 'Merge',
    // Flux does not update the object at all with IfNotPresent or Ignore.
    isGuarded: (value) => ['merge', 'ifnotpresent', 'ignore'].includes(value.toLowerCase()),
  },
];

/** The annotations of a guarded object. */
export const GUARDS: Readonly<Record<string, string>> = Object.fromEntries(
  PRUNE_GUARDS.map(({ key, value }) => [key, value]),
);

/** The annotations that a manifest lacks, as in YAML; undefined if it is guarded. */
export function missingGuards(manifest: Manifest): string | undefined {
  const missing = PRUNE_GUARDS.filter(({ key, isGuarded }) => {
    const value = valueAt(manifest, 'metadata', 'annotations', key);
    return typeof value !== 'string' || !isGuarded(value);
  });
  return missing.length === 0 ? undefined : missing.map(({ key, value }) => `${key}: ${value}`).join(', ');
}

function optionsOf(value: string): string[] {
  return value.split(',').map((option) => option.trim());
}
