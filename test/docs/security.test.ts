import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const page = read('docs', 'security.md');

interface Limit {
  readonly input: string;
  readonly stated: string;
  readonly constant: string;
  readonly file: string;
}

/** The rows of the table of limits. */
const LIMITS: Limit[] = page.split('\n').flatMap((line) => {
  const [, input = '', stated = '', , name = ''] = line
    .split(' | ')
    .flatMap((cell, index) => (index === 0 ? ['', cell] : [cell]));
  const [, constant, file] = /^`(\w+)` in `([^`]+)` \|$/.exec(name) ?? [];
  return constant === undefined || file === undefined
    ? []
    : [{ input: input.replace(/^\| /, ''), stated, constant, file }];
});

const UNITS: Readonly<Record<string, number>> = { MB: 1_000_000, KiB: 1_024, MiB: 1_048_576 };

/** The number that a row states. */
function numberOf(stated: string): number {
  const [, digits = '', unit = ''] = /^([\d,]+) ?(\w+)?/.exec(stated) ?? [];
  return Number(digits.replaceAll(',', '')) * (UNITS[unit] ?? 1);
}

/** The value of a constant in a source file; a factor may be a constant of the same file. */
function codedValue({ constant, file }: Limit): number {
  const text = read(...file.split('/'));
  const [, value = ''] = new RegExp(`^(?:export )?const ${constant} = ([^;]+);`, 'm').exec(text) ?? [];
  const factors = value.split(' * ').map((factor) => factor.replaceAll('_', ''));
  return factors.reduce((product, factor) => product * (factor === 'KIB' ? 1_024 : Number(factor)), 1);
}

describe('docs/security.md', () => {
  it('lists limits', () => {
    expect(LIMITS.length).toBeGreaterThan(10);
  });

  it.each(LIMITS.map((limit): [string, Limit] => [limit.input, limit]))(
    'states the limit of the code: %s',
    (_, limit) => {
      expect([limit.file, existsSync(join(root, limit.file))]).toEqual([limit.file, true]);
      expect(numberOf(limit.stated)).toBe(codedValue(limit));
    },
  );

  it('lists each limit on what is read from files, servers and programs', () => {
    const coded = ['reading', 'verify/live', 'log-store', 'cli', 'backtest/reading', 'test-files/reading'].flatMap(
      (room) =>
        readdirSync(join(root, 'src', room))
          .filter((name) => name.endsWith('.ts'))
          .flatMap((name) =>
            [
              ...read('src', room, name).matchAll(
                /^const ((?:LARGEST|LONGEST_OUTPUT|LONGEST_LOG|DEEPEST)\w*) = [\d_]{2}/gm,
              ),
            ].map(([, constant]) => `${constant} in src/${room}/${name}`),
          ),
    );
    const listed = LIMITS.map(({ constant, file }) => `${constant} in ${file}`);
    expect(coded.length).toBeGreaterThan(10);
    expect(coded.filter((limit) => !listed.includes(limit))).toEqual([]);
  });

  it('states what mutation testing requires of each room', () => {
    const strict = /const STRICT = \[([^\]]*)\]/.exec(read('tools', 'mutation', 'rooms.mjs'))?.[1] ?? '';
    const rooms = [...strict.matchAll(/'(\w+)'/g)].map(([, room]) => `\`${room}\``);
    expect(rooms.length).toBeGreaterThan(5);
    expect(page).toContain(`| ${rooms.join(', ')} | 85 % |`);
  });

  it('names the packages with install scripts that the lock file has', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { hasInstallScript?: true }>;
    };
    const scripts = Object.keys(packages).filter((folder) => packages[folder]?.hasInstallScript);
    for (const folder of scripts) {
      expect(page).toContain(`\`${folder.replace(/^.*node_modules\//, '')}\``);
    }
    expect(page).toMatch(/^\* A test checks the lock file:[^*]*Three packages/m);
    expect(scripts).toHaveLength(3);
  });
});
