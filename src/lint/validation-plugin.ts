import { FindingSeverity, FindingsError, printable } from '../base';
import { CalicoTopology, type ClusterKind, requireCluster } from '../calico';
import { readSources } from '../reading';
import { lint } from './lint';
import { type LintFinding, placeAndMessage } from './lint-finding';
import { LogSettingsOfFiles } from './log-settings-of-files';
import { MANIFEST_RULES } from './manifest-rules';
import { rulePage } from './rule-page';
import { SETTING } from './validation-settings';

const SUBJECT = 'ThreatDefenseValidation';

/** The settings under `properties` in cdk8s.yaml. */
export interface ThreatDefenseValidationProperties {
  /** The Calico release, as a quoted string, because YAML reads 3.20 as 3.2. */
  readonly release: string;
  /** Default: `managed`. */
  readonly topology?: string;
}

/** The part of the context of a cdk8s-cli validation that is used here. */
export interface ValidationContext {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
  };
}

interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly ViolatingResource[];
}

/** cdk8s-cli finds the construct by the name of the resource. */
interface ViolatingResource {
  readonly resourceName: string;
  readonly manifestPath: string;
  readonly locations: readonly string[];
}

/**
 * The checks of `lint` as a validation plugin of cdk8s-cli, which runs it on the output of `cdk8s synth`. It only fails on
 * errors; warnings and notices are in its report.
 */
export class ThreatDefenseValidation {
  private readonly cluster: ClusterKind;

  constructor(properties: ThreatDefenseValidationProperties) {
    try {
      this.cluster = clusterOf(properties);
    } catch (error) {
      // cdk8s-cli prints the stack of every error, which is of no use to somebody who has to fix cdk8s.yaml.
      throw error instanceof FindingsError ? Object.assign(new Error(error.message), { stack: error.message }) : error;
    }
  }

  async validate({ manifests, report }: ValidationContext): Promise<void> {
    const complain = (path: string, reason: string) => {
      throw new Error(printable(`${path} cannot be read: ${reason}`));
    };
    const settings = LogSettingsOfFiles.read(readSources(manifests, undefined, complain));
    const sources = readSources(manifests, undefined, complain);
    const { findings, checked, crashes } = lint(sources, this.cluster, settings);
    for (const violation of violationsOf(findings)) {
      report.addViolation(violation);
    }
    const failed = findings.some(({ severity }) => severity === FindingSeverity.ERROR);
    const { release, topology } = this.cluster;
    const subject = { release: release.displayName, topology, objects: String(checked.objects) };
    for (const { error } of crashes) {
      throw error;
    }
    report.submit(failed ? 'failure' : 'success', subject);
  }
}

/** One violation for each rule that found something. */
function violationsOf(findings: readonly LintFinding[]): Violation[] {
  const ids = [...new Set(findings.map(({ rule }) => rule))];
  return ids.map((id) => {
    const { what, why } = MANIFEST_RULES[id] ?? { what: id, why: id };
    const violatingResources = findings.filter(({ rule }) => rule === id).map(resourceOf);
    return { ruleName: id, recommendation: `${what} ${why}`, fix: `see ${rulePage(id)}`, violatingResources };
  });
}

function resourceOf(finding: LintFinding): ViolatingResource {
  const { file, line, column, object, severity } = finding;
  const place = `${severity} in ${object}, line ${line}, column ${column}`;
  const [, name = ''] = /^\S+ (?:[^/]*\/)?(.*)$/s.exec(object) ?? [];
  return {
    resourceName: printable(name),
    manifestPath: printable(file),
    locations: [printable(`${placeAndMessage(finding)} (${place})`)],
  };
}

function clusterOf({ release, topology = CalicoTopology.MANAGED }: ThreatDefenseValidationProperties): ClusterKind {
  return requireCluster(
    SUBJECT,
    { name: 'properties.release', value: textOf('release', release) },
    { name: 'properties.topology', value: textOf('topology', topology) },
  );
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const message = `must be a string${name === 'release' ? '; quote it, as in "3.22", because YAML reads 3.20 as 3.2' : ''}`;
  throw new FindingsError(SUBJECT, [{ ...SETTING, keys: ['properties', name], value, message }]);
}
