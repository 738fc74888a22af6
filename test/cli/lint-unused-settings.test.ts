import { alertOf, Repository } from './repository';

const RELEASE = ['--calico-release', '3.22'];
const setting = (rule: string, paths = '') =>
  `  - rule: ${rule}\n    severity: off\n${paths === '' ? '' : `    paths: [${paths}]\n`}    reason: because\n`;
const line = (file: string, index: number, rule: string) =>
  `calico-threat-defense lint: ${file}: rules[${index}] (${rule}) applied to no finding of this run; remove it, or correct its rule or its paths\n`;
const RANGE = 'global-alert/severity-range';
const ENDED = 'alert-exception/expired';

describe('a rule of a configuration file that applies to no finding', () => {
  let repository: Repository;
  beforeEach(() => {
    repository = new Repository();
    repository.write({
      '.calico-threat-defense.yaml': `rules:\n${setting(RANGE, 'drfts/')}${setting(RANGE)}${setting('calico-object/placeholder')}${setting(ENDED)}`,
      'drafts/a.yaml': alertOf('network.a', { severity: 101 }),
      'other/.calico-threat-defense.yaml': `rules:\n${setting('global-alert/lookback-gap')}`,
      'other/b.yaml': alertOf('network.b'),
    });
  });
  afterEach(() => repository.remove());
  const stderrOf = async (...args: readonly string[]) => (await repository.run(['lint', ...RELEASE, ...args])).stderr;

  it('is reported, and does not change the exit code', async () => {
    const { stderr, exitCode } = await repository.run(['lint', '.', ...RELEASE]);
    expect(stderr).toBe(
      [
        line('.calico-threat-defense.yaml', 0, RANGE),
        line('.calico-threat-defense.yaml', 2, 'calico-object/placeholder'),
        line('other/.calico-threat-defense.yaml', 0, 'global-alert/lookback-gap'),
      ].join(''),
    );
    expect(exitCode).toBe(0);
    expect(await stderrOf('.', '--config', 'other/.calico-threat-defense.yaml')).toBe(
      line('other/.calico-threat-defense.yaml', 0, 'global-alert/lookback-gap'),
    );
  });

  it('is only reported if all files that it could apply to were read', async () => {
    expect(await stderrOf('drafts')).toBe('');
    expect(await stderrOf('other')).toBe(line('other/.calico-threat-defense.yaml', 0, 'global-alert/lookback-gap'));
    expect(await stderrOf('other/b.yaml')).toBe('');
    expect(await stderrOf('.', '--exclude', 'drafts')).toBe('');
    expect(await stderrOf('.', '--no-config')).toBe('');
    expect(await stderrOf('.', 'missing.yaml')).toBe(
      'calico-threat-defense lint: missing.yaml cannot be read: no such file or directory\n',
    );
  });

  it('is only reported with the time if it depends on it', async () => {
    expect(await stderrOf('.', '--now', '2026-12-01T08:00:00Z')).toContain(
      line('.calico-threat-defense.yaml', 3, ENDED),
    );
  });
});
