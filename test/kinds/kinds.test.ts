import { parse } from 'yaml';
import { lintCommand } from '../../src/cli/lint-command';
import { KINDS } from '../../src/kinds';
import { lintText } from '../lint/lint-text';

const all = KINDS.map((kind) => [kind.title, kind] as const);

describe('the kinds', () => {
  it.each(all)('have an example that is right, and is theirs alone: %s', (_, kind) => {
    const { text, release } = kind.example;
    expect(lintText(text, release)).toMatchObject({ findings: [], checked: { objects: 1, skipped: 0 } });
    expect(KINDS.filter(({ looksAt }) => looksAt(parse(text)))).toEqual([kind]);
  });

  it.each(all)('have rules of which each is of one kind: %s', (_, kind) => {
    const others = KINDS.filter((other) => other !== kind).flatMap(({ rules }) => rules.map(({ rule }) => `${rule}`));
    expect(kind.rules.length).toBeGreaterThan(0);
    expect(kind.rules.filter(({ rule }) => others.includes(rule))).toEqual([]);
  });

  it.each([undefined, null, {}, { kind: 7 }, { apiVersion: [], kind: {} }])('look at anything: %j', (manifest) => {
    expect(KINDS.filter(({ looksAt }) => looksAt({ ...manifest } as never))).toEqual([]);
  });

  it('are named by the help of lint', () => {
    let help = '';
    const command = lintCommand('0.0.0', () => undefined);
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(KINDS.filter(({ title }) => !help.includes(title))).toEqual([]);
  });
});
