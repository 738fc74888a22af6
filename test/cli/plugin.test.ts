import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Validation } from 'cdk8s-cli/plugins';
import { ThreatDefenseValidation, type ValidationContext } from '../../src/lint/validation-plugin';
import { alertText } from '../lint/lint-text';
import { blocksOf, sessionsOf } from '../markdown';
import { bundled } from './command';

const root = resolve(__dirname, '..', '..');
const example = join(root, 'examples', 'lint-plugin');
const library = 'cdk8s-calico-threat-defense';

/** The example with the bundled plugin for the packed library, and other packages as they are installed here. */
function install(project: string, bundles: string): void {
  cpSync(example, project, { recursive: true });
  const modules = join(project, 'node_modules');
  // It shares parts with the command.
  cpSync(bundles, join(modules, library, 'lib'), { recursive: true });
  for (const name of ['cdk8s', 'cdk8s-cli', 'constructs', 'typescript', '@types', '@typescript', '.bin']) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
}

function synth(project: string, ...options: readonly string[]): { output: string; exitCode: number | null } {
  const { stdout, stderr, status } = spawnSync('npx', ['cdk8s', 'synth', '--check-upgrade=false', ...options], {
    cwd: project,
    env: { ...process.env, npm_config_offline: 'true', HOME: project },
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: cdk8s-cli colours its report
  const output = `${stdout}${stderr}`.replace(/\u001b\[\d+m/g, '').replace(/^npm warn .*\n/gm, '');
  return { output, exitCode: status };
}

describe('the validation plugin, in examples/lint-plugin', () => {
  const bundles = bundled();
  let project: string;
  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'plugin-'));
    install(project, bundles());
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('makes synth fail, with what its README shows', () => {
    const { output, exitCode } = synth(project);
    const blocks = blocksOf(readFileSync(join(example, 'README.md'), 'utf8'));
    const [{ output: shown } = { output: '' }] = sessionsOf(blocks);
    const printed = output.split('\n');
    expect(shown.split('\n').filter((line) => !printed.includes(line))).toEqual([]);
    expect(shown).toContain('Construct Path: alerts/ssh');
    expect(exitCode).toBe(2);
  }, 30_000);

  it('passes what is right, and says in few words where it is set up wrongly', () => {
    const program = join(project, '.build', 'main.js');
    const right = readFileSync(program, 'utf8').replace('dest_prot', 'dest_port').replace('101', '100');
    writeFileSync(program, right.replace('SSH from ${source_name_aggr}', 'SSH'));
    const app = ['--app', `node ${join('.build', 'main.js')}`];
    expect(synth(project, ...app)).toMatchObject({ exitCode: 0, output: expect.stringContaining('success') });

    const config = join(project, 'cdk8s.yaml');
    writeFileSync(config, readFileSync(config, 'utf8').replace('"3.22"', '3.20'));
    const { output, exitCode } = synth(project, ...app);
    expect(output).toContain('properties.release = 3.2: must be a string; quote it');
    expect(output).not.toMatch(/^\s+at /m);
    expect(exitCode).toBe(1);
  }, 30_000);
});

describe('the validation plugin', () => {
  const violations: Parameters<ValidationContext['report']['addViolation']>[0][] = [];
  let status: string | undefined;
  const report: ValidationContext['report'] = {
    addViolation: (violation) => violations.push(violation),
    submit: (submitted) => {
      status = submitted;
    },
  };

  it('is what cdk8s-cli takes for a validation', () => {
    const validation: Validation = new ThreatDefenseValidation({ release: '3.22' });
    expect(typeof validation.validate).toBe('function');
  });

  it('passes warnings, but reports them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
    const manifest = join(folder, 'a.k8s.yaml');
    writeFileSync(
      manifest,
      'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: a\nspec:\n  description: x\n  severity: 1\n  dataSet: dns\n  lookback: 1m\n',
    );
    const validation = new ThreatDefenseValidation({ release: '3.22' });
    await validation.validate({ manifests: [manifest], report });
    rmSync(folder, { recursive: true });
    expect(status).toBe('success');
    expect(violations).toEqual([
      {
        ruleName: 'global-alert/lookback-gap',
        recommendation: expect.stringMatching(/^The lookback should cover/),
        fix: expect.stringContaining('docs/rules.md#global-alertlookback-gap'),
        violatingResources: [
          {
            resourceName: 'a',
            manifestPath: manifest,
            locations: [
              expect.stringMatching(/^spec.lookback = "1m": .*\(warning in GlobalAlert a, line 9, column 13\)$/),
            ],
          },
        ],
      },
    ]);
  });

  it('reads the log settings of a FelixConfiguration among the manifests, in whatever order', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
    const alert = join(folder, 'a.k8s.yaml');
    const settings = join(folder, 'settings.k8s.yaml');
    writeFileSync(alert, alertText('severity: 1', 'period: 1m', 'lookback: 2m'));
    writeFileSync(
      settings,
      'apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: { name: default }\nspec: { flowLogsFlushInterval: 1m }\n',
    );
    const rulesOf = async (manifests: readonly string[]) => {
      violations.length = 0;
      await new ThreatDefenseValidation({ release: '3.24' }).validate({ manifests, report });
      return violations.map(({ ruleName }) => ruleName);
    };
    expect(await rulesOf([alert])).toEqual(['global-alert/lookback-gap']);
    expect(await rulesOf([alert, settings])).toEqual(['log-settings/unguarded']);
    expect(await rulesOf([settings, alert])).toEqual(['log-settings/unguarded']);
    rmSync(folder, { recursive: true });
  });

  it.each([
    [{ release: 'new' }, /properties.release = "new": is not a Calico release/],
    [{ release: '3.22', topology: 'x' }, /properties.topology = "x": is not a valid topology/],
    [{} as { release: string }, /properties.release: must be a string; quote it/],
  ])('refuses settings that are wrong: %j', (properties, message) => {
    expect(() => new ThreatDefenseValidation(properties)).toThrow(message);
  });
});
