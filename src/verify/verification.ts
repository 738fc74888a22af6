import type { Manifest } from '../base';
import type { ScanRunKind } from '../drill';

/** What is verified, as far as permissions depend on it. */
export interface Verification {
  /** Whether manifests are applied as well. */
  readonly apply: boolean;
  /** Name of the roles, which may be among the manifests. */
  readonly name: string;
  /** Whether the roles have bindings. */
  readonly bound: boolean;
  /** Whether the cluster stores its name, for `detect` to read. */
  readonly holdsName: boolean;
  /** Module 7; undefined where something else is verified. */
  readonly module?: ModuleVerification;
  /** The exercise with a threat feed. */
  readonly feed?: FeedVerification;
  /** Other objects that are verified. */
  readonly objects: readonly Manifest[];
}

/** What of module 7 is verified. */
export interface ModuleVerification {
  readonly adJobs: boolean;
  readonly alert: boolean;
  /** Whether log settings are among the manifests. */
  readonly logSettings: boolean;
  /** Tier of Tigera's policies, where it is known. */
  readonly tier: string;
  readonly scan?: {
    readonly run: ScanRunKind;
    /** Name of the scanner, which is also that of its pod where it waits for scans. */
    readonly name: string;
    readonly targetsPods: boolean;
    readonly restrictsEgress: boolean;
  };
}

/** What of a threat feed is verified. */
export interface FeedVerification {
  readonly name: string;
  readonly networkSet: string;
  /** Name of the pod of the probe. */
  readonly probe: string;
  /** The policy that blocks the feed, where it is known. */
  readonly block?: { readonly tier: string; readonly policy: string; readonly ownsTier: boolean };
}
