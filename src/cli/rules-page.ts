import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulePage } from '../lint';

/** One rule, as docs/rules.md describes it. */
export interface RuleOfPage {
  readonly rule: string;
  readonly severity: string;
  /** The releases on which it reports its wrong example; a dash if it is about files and connections. */
  readonly releases: string;
  readonly url: string;
}

/** A section of the page. */
export interface RuleSection extends RuleOfPage {
  /** What it requires and why, and a wrong and a right example, as Markdown. */
  readonly text: string;
}

const ROW = '| [';
const HEADING = '## ';

/** The page `docs/rules.md`, which tools/bundle.mjs copies next to the command. */
export class RulesPage {
  readonly rules: readonly RuleOfPage[];
  private readonly lines: readonly string[];

  static read(): RulesPage {
    return new RulesPage(readFileSync(join(__dirname, 'rules.md'), 'utf8'));
  }

  constructor(text: string) {
    this.lines = text.split('\n');
    this.rules = this.lines.filter((line) => line.startsWith(ROW)).map(ruleIn);
  }

  /** Undefined if there is no such rule. */
  section(id: string): RuleSection | undefined {
    const rule = this.rules.find((each) => each.rule === id);
    const start = this.lines.indexOf(`${HEADING}${id}`);
    if (rule === undefined || start === -1) {
      return undefined;
    }
    const headings = new Set(this.rules.map((each) => `${HEADING}${each.rule}`));
    const after = this.lines.slice(start + 1);
    const length = after.findIndex((line) => headings.has(line));
    const text = after.slice(0, length === -1 ? undefined : length).join('\n');
    return { ...rule, text: text.trim() };
  }
}

/** `| [id](#anchor) | severity | releases |` */
function ruleIn(row: string): RuleOfPage {
  const rule = row.slice(ROW.length, row.indexOf(']'));
  const [, , severity = '', releases = ''] = row.split('|').map((cell) => cell.trim());
  return { rule, severity, releases, url: rulePage(rule) };
}
