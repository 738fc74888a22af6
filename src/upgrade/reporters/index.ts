import type { UpgradeResult } from '../result';
import { jsonReport } from './json-reporter';
import { markdownReport } from './markdown-reporter';
import { githubUpgradeReport, sarifUpgradeReport } from './placed-reporters';
import { textReport } from './text-reporter';

export { stepMarkdown } from './markdown-reporter';
export { changedOnly } from './words';

type Reporter = (result: UpgradeResult, version: string) => string;

/** The report formats, by name. */
export const UPGRADE_REPORTERS: Readonly<Record<string, Reporter>> = {
  text: textReport,
  json: jsonReport,
  markdown: markdownReport,
  sarif: sarifUpgradeReport,
  github: githubUpgradeReport,
};
