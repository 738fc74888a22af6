import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type DataKeys, type Finding, FindingSeverity, FindingsError, isMap, type RuleMark, suggestion } from '../base';
import { type ClusterKind, LogSettings, parseCluster } from '../calico';
import { MANIFEST_RULE_IDS } from '../lint';
import { decode, PathPatterns, reasonOf } from '../reading';
import type { Configuration, RuleLevel, RuleSetting } from './configuration';
import { FIELD, FILE, REASON, RULE, VALUE } from './rules';

const FIELDS: readonly string[] = ['release', 'topology', 'logSettings', 'exclude', 'rules'];
const RULE_FIELDS: readonly string[] = ['rule', 'severity', 'paths', 'reason'];
const LEVELS: readonly RuleLevel[] = ['off', FindingSeverity.NOTICE, FindingSeverity.WARNING, FindingSeverity.ERROR];

/** Reads the data of a configuration file; everything that is wrong with it is collected. */
export class ConfigurationReader {
  readonly findings: Finding[] = [];
  private readonly folder: string;

  constructor(private readonly file: string) {
    this.folder = dirname(resolve(file));
  }

  read(data: unknown): Configuration {
    if (data !== undefined && data !== null && !isMap(data)) {
      this.report(FILE, [], undefined, 'must be a map, such as release: "3.22"');
    }
    const fields = isMap(data) ? data : {};
    this.checkNames(fields, [], FIELDS);
    const exclude = this.strings(fields['exclude'], ['exclude']);
    return {
      file: this.file,
      cluster: { ...this.cluster(fields), logs: this.logSettings(fields['logSettings']) },
      exclude: exclude && new PathPatterns(this.folder, exclude),
      rules: this.rules(fields['rules']),
    };
  }

  private cluster({ release, topology }: Record<string, unknown>): Partial<ClusterKind> {
    const [releaseText, topologyText] = [this.releaseText(release), this.string(topology, ['topology'])];
    const { findings, ...cluster } = parseCluster(
      releaseText === undefined ? undefined : { name: 'release', value: releaseText },
      topologyText === undefined ? undefined : { name: 'topology', value: topologyText },
    );
    this.findings.push(...findings);
    return cluster;
  }

  private releaseText(release: unknown): string | undefined {
    if (typeof release === 'number') {
      const message = 'must be a string; quote it, as in "3.22", because YAML reads 3.20 as the number 3.2';
      this.report(VALUE, ['release'], release, message);
      return undefined;
    }
    return this.string(release, ['release']);
  }

  private logSettings(value: unknown): LogSettings | undefined {
    const file = this.string(value, ['logSettings']);
    if (file === undefined) {
      return undefined;
    }
    try {
      const { text, problem } = decode(readFileSync(resolve(this.folder, file)));
      if (problem !== undefined) {
        this.report(VALUE, ['logSettings'], value, `cannot be read: ${problem.message}`);
        return undefined;
      }
      return LogSettings.fromFelixConfiguration(text);
    } catch (error) {
      const message =
        error instanceof FindingsError
          ? `is not usable: ${error.findings.map((finding) => finding.message).join('; ')}`
          : `cannot be read: ${reasonOf(error)}; write the path of a FelixConfiguration, relative to this file`;
      this.report(VALUE, ['logSettings'], value, message);
      return undefined;
    }
  }

  private rules(rules: unknown): RuleSetting[] {
    if (rules === undefined) {
      return [];
    }
    if (!Array.isArray(rules)) {
      this.report(VALUE, ['rules'], undefined, 'must be a list, such as [{ rule: …, severity: "off", reason: … }]');
      return [];
    }
    return rules.flatMap((each, index) => this.rule(each, ['rules', index]) ?? []);
  }

  private rule(data: unknown, keys: DataKeys): RuleSetting | undefined {
    if (!isMap(data)) {
      this.report(VALUE, keys, undefined, 'must be a map, such as { rule: …, severity: "off", reason: … }');
      return undefined;
    }
    this.checkNames(data, keys, RULE_FIELDS);
    const rule = this.ruleId(data['rule'], [...keys, 'rule']);
    const level = this.level(data['severity'], [...keys, 'severity']);
    const paths = this.strings(data['paths'], [...keys, 'paths']);
    this.checkReason(data['reason'], [...keys, 'reason']);
    return rule === undefined || level === undefined
      ? undefined
      : { rule, level, paths: paths && new PathPatterns(this.folder, paths) };
  }

  private ruleId(value: unknown, keys: DataKeys): string | undefined {
    const id = this.required(value, keys, 'the ID of a rule, such as global-alert/lookback-gap');
    if (id !== undefined && !MANIFEST_RULE_IDS.includes(id)) {
      const message = `is not the ID of a rule that lint can report${suggestion(id, MANIFEST_RULE_IDS)}`;
      this.report(RULE, keys, id, message);
    }
    return id;
  }

  /** Unquoted, `off` is false in YAML 1.1. */
  private level(value: unknown, keys: DataKeys): RuleLevel | undefined {
    const text = value === false ? 'off' : value;
    const level = LEVELS.find((known) => known === text);
    if (level === undefined) {
      const wrong = value === undefined ? 'is required' : 'is not a valid severity';
      this.report(VALUE, keys, value, `${wrong}: write ${LEVELS.join(', ')}`);
    }
    return level;
  }

  private checkReason(value: unknown, keys: DataKeys): void {
    if (typeof value !== 'string' || value.trim() === '') {
      this.report(REASON, keys, value, 'must state why the rule is changed, for later readers');
    }
  }

  private required(value: unknown, keys: DataKeys, what: string): string | undefined {
    if (value === undefined) {
      this.report(VALUE, keys, undefined, `is required: write ${what}`);
    }
    return this.string(value, keys);
  }

  private string(value: unknown, keys: DataKeys): string | undefined {
    if (value === undefined || (typeof value === 'string' && value !== '')) {
      return value;
    }
    this.report(VALUE, keys, value, 'must be a string that is not empty');
    return undefined;
  }

  private strings(value: unknown, keys: DataKeys): string[] | undefined {
    if (value === undefined) {
      return undefined;
    }
    if (!Array.isArray(value)) {
      this.report(
        VALUE,
        keys,
        value,
        'must be a list of patterns as in .gitignore, such as [vendor/, "*.generated.yaml"]',
      );
      return undefined;
    }
    return value.flatMap((each, index) => this.string(each, [...keys, index]) ?? []);
  }

  private checkNames(data: Record<string, unknown>, keys: DataKeys, known: readonly string[]): void {
    for (const name of Object.keys(data).filter((each) => !known.includes(each))) {
      const message = `is not a field of a configuration file, which has ${known.join(', ')}${suggestion(name, known)}`;
      this.report(FIELD, [...keys, name], undefined, message);
    }
  }

  private report(rule: RuleMark, keys: DataKeys, value: unknown, message: string): void {
    this.findings.push({ rule: rule.rule, severity: rule.severity, keys, value, message });
  }
}
