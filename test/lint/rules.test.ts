import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lintExample } from '../../docs/generator/rules-page';
import { RULES } from '../../src/lint';

const source = resolve(__dirname, '..', '..', 'src');

/** Where the rules are that can find something in a manifest. */
const CHECKS = [
  'alerts',
  'ad-jobs',
  'tigera-policy',
  'lint',
  'manifest/metadata-checks.ts',
  'cluster/cluster-name.ts',
  'workloads/container-checks.ts',
];

/** Rules about props of constructs, the builder of queries and settings, which no manifest can break. */
const NOT_OF_MANIFESTS = [
  'ad-jobs/other-variable-known',
  'detector/unknown',
  'port-scan-alert/name-fixed',
  'port-scan-alert/threshold',
  'port-scan-alert/threshold-unread',
  'query/empty-set',
  'query/lone-surrogate',
  'query/nesting',
  'query/not-finite',
  'query/nothing',
  'query/substitution-name',
  'validation/setting',
];

function filesAt(path: string): string[] {
  return path.endsWith('.ts')
    ? [path]
    : readdirSync(join(source, path), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => join(path, file));
}

/** The ids in `errorRule('…')` and the like, those among them that stand in a constant too. */
function idsIn(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8');
  return [...text.matchAll(/(?:error|warning|notice)Rule\(\s*(?:'([^']+)'|(\w+))/g)].flatMap(([, id, constant]) => {
    const [, value] = new RegExp(`const ${constant} = '([^']+)'`).exec(text) ?? [];
    return id ?? value ?? [];
  });
}

describe('the descriptions of rules', () => {
  it('are of all rules that lint finds something by, and of no other', () => {
    const ids = new Set(CHECKS.flatMap(filesAt).flatMap(idsIn));
    expect(Object.keys(RULES).sort()).toEqual([...ids].filter((id) => !NOT_OF_MANIFESTS.includes(id)).sort());
    expect(NOT_OF_MANIFESTS.filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each(Object.entries(RULES))('have examples that do what they say: %s', (id, rule) => {
    const broken = new Set(lintExample(rule.bad, rule).map((finding) => finding.rule));
    expect([...broken].sort()).toEqual([id, ...(rule.besides ?? [])].sort());
    expect(lintExample(rule.good, rule)).toEqual([]);
  });

  it.each(Object.entries(RULES))('are sentences: %s', (_, { what, why, releases }) => {
    expect([what, why].filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([]);
    expect(releases).not.toMatch(/\.$/);
  });
});
