import { CalicoRelease } from '../../src/release';
import { type AnyRuleDescription, RULES, type RuleDescription, ruleAnchor } from '../../src/rules';
import { type ExampleFinding, findingsOf, USUAL_RELEASE } from './rule-examples';
import { releasesOf } from './rule-releases';

/** What the page says of one rule; all of it but the description comes from running the examples. */
interface Entry {
  readonly id: string;
  readonly rule: AnyRuleDescription;
  readonly severity: string;
  readonly releases: string;
  /** Undefined where the examples are sentences. */
  readonly found?: ExampleFinding;
}

/** The page `docs/rules.md`, made from the descriptions of the rules and from running their examples. */
export function rulesPage(): string {
  const entries = Object.entries(RULES).map(([id, rule]) => entryOf(id, rule));
  return [
    '# Rules',
    '',
    '<!-- Made by `npm run docs` from src/rules; changes here are lost. -->',
    '',
    'Everything that the constructs, the commands and `calico-threat-defense lint` find or print. An error stops a construct and',
    'makes a command fail; a warning or a notice is printed. The releases are those on which an example that is wrong was found',
    'when it was run on every known release; rules without releases are about files and connections. A rule is turned off for',
    'one object by a comment above it, with a reason:',
    '',
    '```yaml',
    '# calico-threat-defense-ignore global-alert/lookback-gap: events twice are worse than events missed',
    'apiVersion: projectcalico.org/v3',
    'kind: GlobalAlert',
    '```',
    '',
    'In examples that are programs, `app` is an `App`, `chart` a `Chart` in it, and `cluster` a managed cluster of the release.',
    '',
    '| rule | severity | releases |',
    '| --- | --- | --- |',
    ...entries.map(({ id, severity, releases }) => `| [${id}](#${ruleAnchor(id)}) | ${severity} | ${releases} |`),
    '',
    ...entries.flatMap(section),
  ].join('\n');
}

function entryOf(id: string, rule: AnyRuleDescription): Entry {
  if (rule.form === 'words') {
    return { id, rule, severity: rule.severity, releases: '–' };
  }
  const found = findingsOf(rule.bad, rule).find((finding) => finding.rule === id);
  if (found === undefined) {
    throw new Error(`the bad example of ${id} does not break the rule`);
  }
  return { id, rule, severity: found.severity, releases: releasesOf(id, rule), found };
}

function section({ id, rule, severity, releases, found }: Entry): string[] {
  return [
    `## ${id}`,
    '',
    `${rule.what} ${rule.why}`,
    '',
    `* severity: ${severity}`,
    ...(rule.form === 'words' ? [] : [`* releases: ${releases}`]),
    '',
    ...(rule.form === 'words' ? sentences(rule) : examples(rule, found?.text ?? '')),
  ];
}

function sentences({ bad, good }: AnyRuleDescription): string[] {
  return [`Wrong: ${bad}`, '', `Right: ${good}`, ''];
}

const LANGUAGES = { manifest: 'yaml', program: 'ts', environment: 'sh' };

function examples(rule: RuleDescription, printed: string): string[] {
  const form = rule.form ?? 'manifest';
  const on = form === 'manifest' || rule.on !== undefined ? `, on ${nameOf(rule)}` : '';
  return [
    `Wrong${on}:`,
    '',
    ...fence(LANGUAGES[form], rule.bad),
    ...fence('text', printed),
    'Right:',
    '',
    ...fence(LANGUAGES[form], rule.good),
  ];
}

function nameOf({ on = USUAL_RELEASE }: RuleDescription): string {
  return CalicoRelease.parse(on).displayName;
}

/** What stands in an example by the hundred is shown by a few. */
function shortened(text: string): string {
  return text
    .replace(/(.)\1{79,}/g, (_, character: string) => `${character.repeat(20)}…`)
    .replace(/^(.{100}).{300,}$/gm, '$1…');
}

function fence(language: string, text: string): string[] {
  return [`\`\`\`${language}`, shortened(text).trimEnd(), '```', ''];
}
