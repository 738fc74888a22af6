import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { OBJECT_TYPES } from '../../src/kinds';
import { isPartOfShared } from '../../src/verify/shared-objects';
import { ACCESS_TABLE } from '../supply-chain/access-table';

const root = resolve(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

const COMMANDS = [...read('src', 'cli', 'command.ts').matchAll(/^ {2}(\w+): async \(end/gm)].map(
  ([, name = '']) => name,
);
/** The commands that connect to a cluster. */
const CONNECTING = ['detect', 'verify'];

/** The statements of SECURITY.md about entries. */
const STATEMENTS = (/^## What each entry does\n([^#]*)/m.exec(read('SECURITY.md'))?.[1] ?? '').split(/^\* /m);
/** The commands that the statements with certain words name. */
function commandsIn(words: RegExp): string[] {
  const named = STATEMENTS.filter((statement) => words.test(statement)).flatMap((statement) =>
    [...statement.matchAll(/`(\w+)/g)].map(([, name = '']) => name),
  );
  return [...new Set(named.filter((name) => COMMANDS.includes(name)))].sort();
}

describe('the statements about what each entry does', () => {
  it('in docs/security.md cover each entry of the package and each command', () => {
    const { exports, name } = JSON.parse(read('package.json'));
    const entries = Object.keys(exports).filter((entry) => /^\.\/\w+$/.test(entry));
    expect(COMMANDS.length).toBeGreaterThan(9);
    expect(Object.keys(ACCESS_TABLE).sort()).toEqual(
      ['constructs', 'Fleet', 'npm run synth in a clone', ...COMMANDS]
        .concat(entries.map((entry) => `${name}${entry.slice(1)}`))
        .sort(),
    );
  });

  it('in docs/security.md say which commands connect, and which start programs', () => {
    const cluster = Object.keys(ACCESS_TABLE).filter((name) => ACCESS_TABLE[name]?.network.includes('API server'));
    expect(cluster.sort()).toEqual(CONNECTING);
    const connecting = Object.keys(ACCESS_TABLE).filter((name) => ACCESS_TABLE[name]?.network !== 'none');
    expect(connecting.sort()).toEqual(['backtest', ...CONNECTING]);
    const starting = Object.keys(ACCESS_TABLE).filter((name) => ACCESS_TABLE[name]?.programs !== 'none');
    expect(starting.sort()).toEqual(['convert', 'detect', 'npm run synth in a clone', 'verify']);
  });

  it('in SECURITY.md name each command as one that uses a network or as one that does not', () => {
    expect(commandsIn(/\bno network\b/)).toEqual(COMMANDS.filter((name) => !CONNECTING.includes(name)).sort());
    expect(commandsIn(/\bconnect to the API server\b/)).toEqual(CONNECTING);
    expect(STATEMENTS.filter((statement) => statement.includes('`backtest --elasticsearch URL`'))).toHaveLength(1);
  });

  it('in SECURITY.md name the kinds of objects of others that verify --apply changes', () => {
    const shared = OBJECT_TYPES.filter(({ group, kind }) => isPartOfShared({ apiVersion: `${group}/v1`, kind })).map(
      ({ kind }) => kind,
    );
    const [, exceptions = ''] =
      /It never changes an object [^.]*, except for ([^:]*),\s+which exist/.exec(read('SECURITY.md')) ?? [];
    expect(exceptions.match(/\b[A-Z]\w+/g)?.sort()).toEqual([...new Set(shared)].sort());
  });
});
