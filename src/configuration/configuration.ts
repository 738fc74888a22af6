import type { FindingSeverity } from '../base';
import type { ClusterKind } from '../calico';
import type { PathPatterns } from '../reading';

/** The name of the configuration file. */
export const CONFIGURATION_FILE = '.calico-threat-defense.yaml';

/** What a configuration file can make of the findings of a rule. */
export type RuleLevel = FindingSeverity | 'off';

/** A rule that is turned off or has another severity, in all files or in some. */
export interface RuleSetting {
  readonly rule: string;
  readonly level: RuleLevel;
  /** Undefined for all files. */
  readonly paths?: PathPatterns;
}

/** The content of a configuration file. */
export interface Configuration {
  /** As it is printed. */
  readonly file: string;
  /** Release, topology and log settings, as far as the file sets them. */
  readonly cluster: Partial<ClusterKind>;
  readonly exclude?: PathPatterns;
  readonly rules: readonly RuleSetting[];
}
