import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertText } from '../lint/lint-text';
import { bundled, type CommandOptions, runCommand } from './command';

const SHORT = alertText('severity: 1', 'period: 1m', 'lookback: 2m');
const RELEASE = ['--calico-release', '3.22'];

describe('the option --log-settings of lint', () => {
  const command = bundled();
  let cwd: string;
  const lint = (args: readonly string[], options: CommandOptions = {}) =>
    runCommand(command(), ['lint', ...args], { cwd, ...options });

  const felix = (spec: string) =>
    `apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: { name: default }\nspec: ${spec}\n`;
  const gap = (...args: readonly string[]) => {
    const { stdout, stderr, exitCode } = lint(['short.yaml', ...RELEASE, ...args]);
    return [stdout.includes('[global-alert/lookback-gap]'), stderr, exitCode];
  };
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'lint-'));
    writeFileSync(join(cwd, 'short.yaml'), SHORT);
    mkdirSync(join(cwd, 'settings'));
    writeFileSync(join(cwd, 'settings', 'minute.yaml'), felix('{ flowLogsFlushInterval: 1m }'));
    const hour = { apiVersion: 'projectcalico.org/v3', kind: 'FelixConfiguration', metadata: { name: 'default' } };
    const spec = { flowLogsFlushInterval: '1h' };
    writeFileSync(join(cwd, 'settings', 'hour.json'), JSON.stringify({ ...hour, spec }));
  });

  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  it('checks alerts for the settings in a file', () => {
    expect(gap()).toEqual([true, '', 0]);
    expect(gap('--log-settings', join('settings', 'minute.yaml'))).toEqual([false, '', 0]);
    expect(gap('--log-settings', join('settings', 'hour.json'))).toEqual([true, '', 0]);
  });

  it('prefers that file to the FelixConfiguration among the files', () => {
    expect(gap(join('settings', 'minute.yaml'))).toEqual([false, '', 0]);
    const file = join('settings', 'hour.json');
    expect(gap(join('settings', 'minute.yaml'), '--log-settings', file)).toEqual([true, '', 0]);
  });

  it('uses a FelixConfiguration in a folder, and in standard input, once', () => {
    writeFileSync(join(cwd, 'settings', 'alert.yaml'), SHORT);
    rmSync(join(cwd, 'settings', 'hour.json'));
    for (const paths of [['settings'], ['settings', join('settings', 'minute.yaml')]]) {
      expect(lint([...paths, ...RELEASE]).stdout).not.toMatch(/lookback-gap|log-settings\/several/);
    }
    const input = `${SHORT}---\n${felix('{ flowLogsFlushInterval: 1m }')}`;
    expect(lint(['-', ...RELEASE], { input }).stdout).not.toContain('lookback-gap');
  });

  it('says on standard error what it ignores in the file', () => {
    writeFileSync(join(cwd, 'two.yaml'), `${felix('{}')}---\n${felix('{}').replace('default', 'node.a')}`);
    const [, stderr, exitCode] = gap('--log-settings', 'two.yaml');
    expect(stderr).toContain('metadata.name = "node.a": is not the FelixConfiguration of the cluster');
    expect(exitCode).toBe(0);
  });

  it('is given once', () => {
    const file = join('settings', 'minute.yaml');
    const { stdout, stderr, exitCode } = lint([
      'short.yaml',
      ...RELEASE,
      '--log-settings',
      file,
      '--log-settings',
      file,
    ]);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(`It was already given as ${file}`);
  });

  it.each([
    ['utf-16.yaml', Buffer.from(`\ufeff${felix('{}')}`, 'utf16le'), '0xff'],
    ['latin-1.yaml', Buffer.from(`# \u00e9\n${felix('{}')}`, 'latin1'), '0xe9'],
  ])('exits with 2 where the file is not UTF-8: %s', (file, bytes, byte) => {
    writeFileSync(join(cwd, file), bytes);
    const { stdout, stderr, exitCode } = lint(['short.yaml', ...RELEASE, '--log-settings', file]);
    expect([stdout, stderr, exitCode]).toEqual([
      '',
      `--log-settings: 1 problem\n  ${file}: cannot be read: is not valid UTF-8: invalid byte ${byte}; save the file as UTF-8 [command/log-settings-unreadable]\n`,
      2,
    ]);
  });

  it.each([
    [
      'nowhere.yaml',
      '--log-settings: 1 problem\n  nowhere.yaml: cannot be read: no such file or directory; pass the output of kubectl',
    ],
    [
      'settings',
      '--log-settings: 1 problem\n  settings: cannot be read: illegal operation on a directory; pass the output of kubectl get felixconfigurations.projectcalico.org default -o yaml [command/log-settings-unreadable]',
    ],
    ['short.yaml', '--log-settings short.yaml: 1 problem\n  text: contains no FelixConfigurations named default;'],
    [
      'wrong-settings.yaml',
      '--log-settings wrong-settings.yaml: 1 problem\n  spec.flowLogsFlushInterval = 10: must be',
    ],
    ['broken.yaml', '--log-settings broken.yaml: 1 problem\n  text: is not valid YAML: '],
    ['', '--log-settings: 1 problem\n'],
  ])('exits with 2, and prints no report, where they cannot be read: %j', (file, problem) => {
    writeFileSync(join(cwd, 'wrong-settings.yaml'), felix('{ flowLogsFlushInterval: 10 }'));
    writeFileSync(join(cwd, 'broken.yaml'), 'a: [');
    const { stdout, stderr, exitCode } = lint(['short.yaml', ...RELEASE, '--log-settings', file]);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(problem);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
