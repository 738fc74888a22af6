import type { DataKeys, Manifest } from '../base';
import type { ClusterKind } from '../calico';

/** What becomes of an object on another release; the worst first. */
export enum UpgradeVerdict {
  /** Applying it fails. */
  REFUSED = 'refused',
  /** Calico's operator deletes it. */
  DELETED = 'deleted',
  /** It is stored and has no effect. */
  IGNORED = 'ignored',
  /** It works, but does something else than before. */
  CHANGED = 'changed',
  FINE = 'fine',
}

/** When something has to be done. */
export enum UpgradeTime {
  BEFORE = 'before',
  AFTER = 'after',
}

/** Something that becomes of an object, beyond what the checks find on the new release. */
export interface UpgradeEffect {
  readonly verdict: UpgradeVerdict;
  /** The rule that documents it; none if there is no such rule. */
  readonly rule?: string;
  readonly message: string;
}

/** A change of a string in the object, which keeps the rest of the file as it is. */
export interface StringEdit {
  readonly keys: DataKeys;
  readonly from: string;
  readonly to: string;
}

/** What to do about an object. */
export type UpgradeAction = {
  readonly when: UpgradeTime;
  readonly message: string;
} & (
  | { readonly what: 'edit'; readonly edits: readonly StringEdit[] }
  | { readonly what: 'remove'; readonly fields: readonly DataKeys[] }
  | { readonly what: 'replace'; readonly by: Manifest }
  | { readonly what: 'delete' }
);

/** The part of a kind in an upgrade. */
export interface KindUpgrade {
  readonly effects: readonly UpgradeEffect[];
  /** The detection that is lost, and what there is instead; one sentence each. */
  readonly lost: readonly string[];
  readonly actions: readonly UpgradeAction[];
}

/** What a step of an upgrade is about: the clusters before and after it. */
export interface UpgradeStep {
  readonly from: ClusterKind;
  readonly to: ClusterKind;
}

export const NO_UPGRADE: KindUpgrade = { effects: [], lost: [], actions: [] };

/** All of several parts. */
export function joinedUpgrade(...parts: readonly KindUpgrade[]): KindUpgrade {
  return {
    effects: parts.flatMap(({ effects }) => effects),
    lost: parts.flatMap(({ lost }) => lost),
    actions: parts.flatMap(({ actions }) => actions),
  };
}
