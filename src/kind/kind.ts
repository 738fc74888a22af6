import type { DataKeys, Finding, Manifest, Rule } from '../base';
import type { CalicoRelease, ClusterKind } from '../calico';
import type { AlertModel } from '../evaluation';
import type { AlertSilences } from './alert-silences';
import type { LiveCheck, LiveEvents, LiveWorkload } from './live-check';
import type { ObjectType } from './object-type';
import type { Conversion } from './program';
import type { Question, Topic } from './question';
import type { StringContext } from './string-context';
import type { KindUpgrade, UpgradeStep } from './upgrade';

/**
 * A kind of object that this library generates or checks: one folder of `src/kinds`, which has the constructs, the
 * checks, our own description of the API (`*.crd.yaml`), and one constant of this type. `KINDS` is the only list of
 * them.
 */
export interface Kind {
  /** The name of these objects in the plural: `GlobalAlerts`. */
  readonly title: string;

  /** Their types in Calico's API; none if they are workloads, which any API server has. */
  readonly types: readonly ObjectType[];

  /** A file that contains none of these strings contains no object of this kind, nor a part of one. */
  readonly words: readonly string[];

  /** Whether a manifest, whose group is the public one, is of this kind. The manifest can have any form. */
  readonly looksAt: (manifest: Manifest) => boolean;

  /** All findings about one manifest of this kind. */
  readonly check: (manifest: Manifest, cluster: ClusterKind) => Finding[];

  /** The findings that depend on the current time, in milliseconds since 1970; nothing if there is no function. */
  readonly checkAt?: (manifest: Manifest, cluster: ClusterKind, now: number) => Finding[];

  /** The objects that the questions of this kind are about. */
  readonly topics?: readonly Topic<unknown>[];

  /** The checks of one manifest of this kind whose result depends on other objects; nothing if there is no function. */
  readonly questions?: (manifest: Manifest, cluster: ClusterKind) => Question[];

  /**
   * Whether the check covers names, labels, annotations and finalizers; otherwise they are checked as for any object.
   */
  readonly checksMetadata: boolean;

  /** What a string of such an object can contain that only looks like a placeholder; nothing if there is no function. */
  readonly stringContext?: (manifest: Manifest, keys: DataKeys, text: string) => Partial<StringContext>;

  /** Reads an alert, for what evaluates it; other kinds raise events without a rule that could be evaluated. */
  readonly readAlert?: (manifest: Manifest, release: CalicoRelease) => AlertModel;

  /** What its checks say about alerts that raise no event, where alerts are read. */
  readonly silences?: AlertSilences;

  /** The steps of `verify` about these objects, in their order; none if the objects have no status. */
  readonly liveChecks?: readonly LiveCheck[];

  /**
   * What becomes of an object in an upgrade, beyond what the checks find on the new release, and how to change it; nothing
   * if there is no function.
   */
  readonly upgrade?: (manifest: Manifest, step: UpgradeStep) => KindUpgrade;

  /**
   * The constructs that may create such an object, the best one first, for `convert`; none if there is no function. Whether
   * one of them does create it is checked afterwards.
   */
  readonly toProgram?: (manifest: Manifest, cluster: ClusterKind) => readonly Conversion[];

  /** How `verify` sees that such an object raised an event; none if objects do not show it. */
  readonly liveEvents?: LiveEvents;

  /** The step of `verify` about the pods of such a workload; none if objects are not workloads. */
  readonly liveWorkload?: LiveWorkload;

  /** The rules of the folder. */
  readonly rules: readonly Rule[];

  /** A manifest about which no rule reports anything on a release that has this kind. */
  readonly example: { readonly text: string; readonly release: string };
}
