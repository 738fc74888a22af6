import { printableJson } from '../../base';
import { type LintResult, valueAndMessage } from '../lint-finding';

/** For programs; these keys, in this order, are a contract. */
export function jsonReport({ findings, checked }: LintResult): string {
  const contract = {
    findings: findings.map((finding) => {
      const { file, line, column, object, rule, severity, path } = finding;
      return { file, line, column, object, rule, severity, path, message: valueAndMessage(finding) };
    }),
    checked,
  };
  return printableJson(contract);
}
