import type { Finding } from '../base';
import type { Selector } from '../query';
import type { Labels } from './label-selector';
import type { Whereabouts } from './namespace-of';

/** Pods of a workload or of a selection, as far as Calico and scans can select them. */
export interface SelectedPods {
  readonly whereabouts: Whereabouts;
  /** All of these are met by the pods. */
  readonly tests: readonly Selector[];
  /** What is wrong, whatever is made of the pods. */
  readonly findings: readonly Finding[];
  /** The labels by which a scan finds the pods. */
  readonly labels: Labels;
  /** What keeps a scan from finding the pods. */
  readonly scanFindings: readonly Finding[];
}
