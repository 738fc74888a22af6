import { printableJson } from '../../base';
import { type LintResult, valueAndMessage } from '../lint-finding';
import { rulePage } from '../rule-page';

/** For programs; these keys, in this order, are a contract. */
export function jsonReport({ findings, checked, omitted = {} }: LintResult): string {
  const contract = {
    findings: findings.map((finding) => {
      const { file, line, column, object, rule, severity, path, endLine, endColumn } = finding;
      const message = valueAndMessage(finding);
      return { file, line, column, object, rule, severity, path, message, endLine, endColumn, url: rulePage(rule) };
    }),
    checked,
    omitted,
  };
  return printableJson(contract);
}
