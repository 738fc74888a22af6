import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { runCommand } from '../../src/cli/command';
import { REPORTERS } from '../../src/lint';
import { ThreatDefenseValidation } from '../../src/lint/validation-plugin';
import { runSynth } from '../../src/output';
import { alertText } from '../lint/lint-text';
import { captureStderr } from '../support';
import { UNSAFE_TEXT, unsafeLines } from '../unsafe-text';
import { TEST_HOST } from './packages';

jest.setTimeout(60_000);

const OWN_COMMAND = /^::(error|warning|notice) file=[^:]*::/;

/** Names that a file can have: not empty, and of characters that UTF-8 has. */
const NAMES = UNSAFE_TEXT.map((text) => `x${text.replace(/[/\0\p{Cs}]/gu, '_')}`.slice(1, 60) || '::x').map((name) =>
  Buffer.byteLength(name) > 240 || /^\.*$/.test(name) ? '::debug::x' : name,
);

describe('what a command prints of names', () => {
  const stderr = captureStderr();
  let folder: string;
  let home: string;
  let stdout: string;
  let out: jest.SpyInstance;
  beforeAll(() => {
    Object.assign(globalThis, { PACKAGE_VERSION: '0.0.0' });
    home = process.cwd();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'names '));
    process.chdir(folder);
    stdout = '';
    out = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      stdout += String(chunk);
      return true;
    });
  });
  afterEach(() => {
    out.mockRestore();
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (...args: string[]) => {
    const [before, code] = [stderr().length, await runCommand(args, TEST_HOST)];
    // Each run adds its own.
    for (const stream of [process.stdout, process.stderr]) {
      stream.removeAllListeners('error');
    }
    return { code, printed: stderr().slice(before) };
  };
  const lint = (...args: string[]) => run('lint', '--calico-release', '3.22', ...args);

  it.each(Object.keys(REPORTERS))('is safe to show: files that are wrong, in the format %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(NAMES, UNSAFE_TEXT, async (name, value) => {
        rmSync('found', { recursive: true, force: true });
        mkdirSync('found');
        const text = alertText(`severity: 0\n  dataSet: ${JSON.stringify(value)}`);
        writeFileSync(join('found', `${name}.yaml`), text);
        writeFileSync(`${name}.yaml`, `a: [${value}`);
        stdout = '';
        const { code } = await lint('--format', format, '--', 'found', `${name}.yaml`);
        expect([code, unsafeLines(stdout, OWN_COMMAND), unsafeLines(stderr())]).toEqual([1, [], []]);
        rmSync(`${name}.yaml`);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['text', 'json', 'markdown'])('is safe to show: logs that are wrong, in the format %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(NAMES, UNSAFE_TEXT, async (name, value) => {
        rmSync('found', { recursive: true, force: true });
        mkdirSync('found');
        writeFileSync('alert.yaml', alertText('dataSet: flows'));
        const row = { start_time: 1, end_time: 2, source_name_aggr: value, dest_name_aggr: 'b', reporter: value };
        writeFileSync(join('found', `${name}.log`), `${JSON.stringify(row)}\n${value}{\n`);
        writeFileSync(join('found', `${name}.json`), value);
        stdout = '';
        const logs = ['--logs', 'found', `./${name}-missing`];
        const { code, printed } = await run(
          'backtest',
          'alert.yaml',
          '--calico-release',
          '3.22',
          '--format',
          format,
          ...logs,
        );
        expect([code, unsafeLines(stdout), unsafeLines(printed)]).toEqual([expect.any(Number), [], []]);
        expect(code).not.toBe(70);
      }),
      { numRuns: 40 },
    );
  });

  it('is safe to show: files that cannot be read', async () => {
    await fc.assert(
      fc.asyncProperty(NAMES, async (name) => {
        mkdirSync('found');
        symlinkSync(`${name}.yaml`, join('found', `${name}.yaml`));
        const { code, printed } = await lint('--', 'found', `${name}-missing`);
        rmSync('found', { recursive: true });
        expect([code, unsafeLines(printed)]).toEqual([2, []]);
        expect(printed).toContain(' cannot be read: ');
        expect(printed.trimEnd().split('\n')).toHaveLength(2);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['a path like an option', (text: string) => lint(`--${text}`)],
    ['a subcommand', (text: string) => run(`x${text}`)],
    ['a release', (text: string) => run('lint', '--calico-release', text, '.')],
    ['a topology', (text: string) => lint('--calico-topology', text, '.')],
    ['a format', (text: string) => lint('--format', text, '.')],
    ['a timeout', (text: string) => run('verify', '--timeout', text, '.')],
  ])('is safe to show: %s that is wrong', async (_, wrong) => {
    await fc.assert(
      fc.asyncProperty(UNSAFE_TEXT, async (text) => {
        const { code, printed } = await wrong(`${text}\n::debug::x`);
        expect([code, unsafeLines(printed)]).toEqual([2, []]);
      }),
      { numRuns: 40 },
    );
  });

  it('is safe to show: what the plugin of cdk8s-cli reports or throws', async () => {
    await fc.assert(
      fc.asyncProperty(NAMES, async (name) => {
        const reported: string[] = [];
        const report = { addViolation: (violation: unknown) => reported.push(...strings(violation)), submit: () => {} };
        const file = `${name}.yaml`;
        writeFileSync(file, alertText('severity: 0').replace(/name: .*/, `name: ${JSON.stringify(name)}`));
        const plugin = new ThreatDefenseValidation({ release: '3.22' });
        await plugin.validate({ manifests: [file], report });
        await plugin.validate({ manifests: [`${file}x`], report }).catch(({ message }) => reported.push(message));
        rmSync(file);
        expect(reported.at(-1)).toContain('cannot be read');
        expect(
          reported.flatMap((text) => [text, ...text.split('\n').slice(1)]).flatMap((text) => unsafeLines(text)),
        ).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('is safe to show: the output folder, the variables and the errors of a program', () => {
    const before = { ...process.env };
    try {
      fc.assert(
        fc.property(NAMES, UNSAFE_TEXT, (name, text) => {
          const start = stderr().length;
          process.env['CDK8S_OUTDIR'] = name;
          writeFileSync(name, '');
          runSynth(() => undefined);
          rmSync(name);
          runSynth(() => {
            throw new Error(`Validation failed with the following errors:\n${text}`);
          });
          expect([process.exitCode, unsafeLines(stderr().slice(start))]).toEqual([1, []]);
        }),
        { numRuns: 40 },
      );
    } finally {
      process.env = before;
      process.exitCode = undefined;
    }
  });
});

function strings(data: unknown): string[] {
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(strings) : [String(data)];
}
