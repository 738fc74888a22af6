import type { PatchOf } from '../kustomizations';
import type { PatchedFields } from '../kustomize-patch';

/** What people read about a rule. Its severity and its message come from running the bad example. */
export interface RuleDescription {
  /** What the rule asks for, in one sentence. */
  readonly what: string;
  /** What happens to those who break it. */
  readonly why: string;
  /** The releases on which it finds anything. */
  readonly releases: string;
  /** The release that the examples are for. */
  readonly on?: string;
  /** A manifest that breaks this rule, and no other that is not named in `besides`. */
  readonly bad: string;
  /** The kustomization that the bad example is a patch of, where the rule is about that. */
  readonly patchOf?: PatchOf;
  /** Patches of the objects of the bad example, where the rule is about them. */
  readonly patches?: readonly PatchedFields[];
  /** The same manifest made right. */
  readonly good: string;
  /** Rules that the bad example cannot help breaking too. */
  readonly besides?: readonly string[];
}

export type RuleDescriptions = Readonly<Record<string, RuleDescription>>;
