import { CalicoTopology } from '../../src/cluster';
import { type LintFinding, lint, placeAndMessage, RULES, type RuleDescription, ruleAnchor } from '../../src/lint';
import { CalicoRelease } from '../../src/release';

/** The release of examples that do not need another. */
export const USUAL_RELEASE = '3.23';

/** The page `docs/rules.md`, made from the descriptions of the rules and from running their examples. */
export function rulesPage(): string {
  const rules = Object.entries(RULES).map(([id, rule]) => ({ id, rule, found: foundBy(id, rule) }));
  return [
    '# Rules',
    '',
    '<!-- Made by `npm run docs` from src/lint/rules; changes here are lost. -->',
    '',
    'What `calico-threat-defense lint` looks for, and the constructs too. An error stops a construct and makes `lint` exit with',
    '1; a warning is printed. A rule is turned off for one object by a comment above it, with a reason:',
    '',
    '```yaml',
    '# calico-threat-defense-ignore global-alert/lookback-gap: events twice are worse than events missed',
    'apiVersion: projectcalico.org/v3',
    'kind: GlobalAlert',
    '```',
    '',
    '| rule | severity | releases |',
    '| --- | --- | --- |',
    ...rules.map(({ id, rule, found }) => `| [${id}](#${ruleAnchor(id)}) | ${found.severity} | ${rule.releases} |`),
    '',
    ...rules.flatMap(({ id, rule, found }) => section(id, rule, found)),
  ].join('\n');
}

/** What `lint` finds in an example. */
export function lintExample(text: string, rule: RuleDescription): readonly LintFinding[] {
  const { on = USUAL_RELEASE, bad, patchOf, patches } = rule;
  const cluster = { release: CalicoRelease.parse(on), topology: CalicoTopology.MANAGED };
  const source = { file: 'example.yaml', bytes: Buffer.from(text), ...(text === bad ? { patchOf, patches } : {}) };
  return lint([source], cluster).findings;
}

function foundBy(id: string, rule: RuleDescription): LintFinding {
  const found = lintExample(rule.bad, rule).find((finding) => finding.rule === id);
  if (found === undefined) {
    throw new Error(`the bad example of ${id} does not break the rule`);
  }
  return found;
}

function section(id: string, rule: RuleDescription, found: LintFinding): string[] {
  const release = CalicoRelease.parse(rule.on ?? USUAL_RELEASE).displayName;
  return [
    `## ${id}`,
    '',
    `${rule.what} ${rule.why}`,
    '',
    `* severity: ${found.severity}`,
    `* releases: ${rule.releases}`,
    '',
    `Wrong, on ${release}:`,
    '',
    ...fence('yaml', shortened(rule.bad)),
    ...fence('text', `${found.line}:${found.column} ${placeAndMessage(found)}`),
    'Right:',
    '',
    ...fence('yaml', shortened(rule.good)),
  ];
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
