import { Command, Option } from 'commander';
import { errorRule, FindingsError, printableJson, suggestion } from '../base';
import { ExitCode } from './exit-code';
import { type RuleOfPage, RulesPage } from './rules-page';

const UNKNOWN = errorRule({
  id: 'command/rule-unknown',
  form: 'words',
  what: 'The rule to explain must exist.',
  why: 'A rule that does not exist has no explanation.',
  bad: '`npx cdk8s-calico-threat-defense rules global-alert/severity`',
  good: '`npx cdk8s-calico-threat-defense rules global-alert/severity-range`',
});

const HELP = `
Without a rule, lists all rules of all commands and constructs, with the releases on which they report anything. With a
rule, prints what it requires, why, and a wrong and a right example, as in docs/rules.md. No files are read.

Exit codes: 0; 2 for wrong usage, or a rule that does not exist.`;

/**
 * The subcommand `rules`.
 *
 * @param end called with the exit code
 */
export function rulesCommand(end: (code: ExitCode) => void): Command {
  return new Command('rules')
    .description('list all rules, or explain one')
    .argument('[rule]', 'ID of a rule, such as global-alert/lookback-gap')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .action((id: string | undefined, { format }: { readonly format: string }) => {
      const page = RulesPage.read();
      process.stdout.write(id === undefined ? listed(page.rules, format) : explained(page, id, format));
      end(ExitCode.OK);
    });
}

function listed(rules: readonly RuleOfPage[], format: string): string {
  if (format === 'json') {
    return printableJson(rules);
  }
  const [width, severities] = [widest(rules.map(({ rule }) => rule)), widest(rules.map(({ severity }) => severity))];
  const lines = rules.map(
    ({ rule, severity, releases }) => `${rule.padEnd(width)}  ${severity.padEnd(severities)}  ${releases}\n`,
  );
  return lines.join('');
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, { length }) => Math.max(width, length), 0);
}

function explained(page: RulesPage, id: string, format: string): string {
  const section = page.section(id);
  if (section === undefined) {
    const ids = page.rules.map(({ rule }) => rule);
    const alike = ids.filter((rule) => rule.endsWith(`/${id}`));
    const message = `is not the ID of a rule${alike.length > 0 ? `; did you mean ${alike.join(' or ')}?` : suggestion(id, ids)}`;
    throw new FindingsError('calico-threat-defense rules', [{ ...UNKNOWN, keys: ['rule'], value: id, message }]);
  }
  return format === 'json' ? printableJson(section) : `# ${section.rule}\n\n${section.text}\n\n${section.url}\n`;
}

/** The rules that this file checks. */
export const RULES_COMMAND_RULES = [UNKNOWN] as const;
