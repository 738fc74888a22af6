import type { LintResult } from '../lint-finding';
import { githubReport } from './github-reporter';
import { jsonReport } from './json-reporter';
import type { ReportOptions } from './report-options';
import { sarifReport } from './sarif-reporter';
import { textReport } from './text-reporter';

export { githubReport } from './github-reporter';
export { isReport } from './own-report';
export { sarifReport } from './sarif-reporter';

type Reporter = (result: LintResult, options: ReportOptions) => string;

/** The report formats, by name. */
export const REPORTERS: Readonly<Record<string, Reporter>> = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  github: githubReport,
};
