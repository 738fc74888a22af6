import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Packages whose commands npm finds on every system, and Node.js itself. */
const PROGRAMS = ['node', 'npm', 'jest', 'tsc', 'jsii', 'cdk8s', 'biome'];
/** What only a POSIX shell understands; `&&` and double quotes work in cmd as well. */
const POSIX = /[$'`;|*]|(?<!&)&(?!&)|[<>]/;

function problemsOf(script: string): string[] {
  return script.split(' && ').flatMap((command) => {
    const [program = ''] = command.split(' ');
    const text = command.replace(/^node -e ".*"$/, '');
    return [...(PROGRAMS.includes(program) ? [] : [`starts ${program}`]), ...(POSIX.test(text) ? [`has ${text}`] : [])];
  });
}

/** Node.js starts no script, as npm is on Windows, without a shell. */
const SCRIPT_OF_WINDOWS = /\b(?:spawn|spawnSync|execFile|execFileSync|must|run)\(\s*'(?:npm|npx|tsc|jest|jsii)'/;

describe('the scripts of package.json', () => {
  it.each(Object.entries(scripts))('need no POSIX shell: %s', (_, script) => {
    expect(problemsOf(script)).toEqual([]);
  });

  it.each(['FUZZ_RUNS=1 jest', 'sh tools/build.sh', "jest 'a b'", 'rm -rf lib && jsii', 'node $FILE', 'jest *.ts'])(
    'would be found out: %s',
    (script) => {
      expect(problemsOf(script)).not.toEqual([]);
    },
  );

  it('start npm by its own file, which Windows can start', () => {
    const tools = readdirSync(join(root, 'tools'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.m?js$/.test(file),
    );
    expect(tools.length).toBeGreaterThan(20);
    expect(tools.filter((file) => SCRIPT_OF_WINDOWS.test(readFileSync(join(root, 'tools', file), 'utf8')))).toEqual([]);
    expect("await must('npm', ['pack'])").toMatch(SCRIPT_OF_WINDOWS);
  });
});
