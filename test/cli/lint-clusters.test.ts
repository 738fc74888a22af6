import { alertOf, Repository } from './repository';

describe('the release and the topology that an object is checked for', () => {
  let repository: Repository;
  beforeEach(() => {
    repository = new Repository();
    // Detectors exist from 3.13 to 3.17.
    repository.write({
      'old/alert.yaml': alertOf('tigera.io.detector.port-scan', {
        detector: true,
        release: '3.14.0',
        topology: 'managed',
      }),
      'new/alert.yaml': alertOf('network.ssh', { release: '3.22.0' }),
    });
  });
  afterEach(() => repository.remove());

  it('are those in its annotations, so a folder with several releases needs no option', async () => {
    const { stdout, stderr, exitCode } = await repository.run(['lint', '.']);
    expect(stdout).toBe('No problems: 2 objects checked (2 GlobalAlert); 2 files, 2 documents\n');
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it('are those of the options if they are set, and the report says for what the objects were made', async () => {
    const { stdout, exitCode } = await repository.run(['lint', '.', '--calico-release', '3.22.0']);
    expect(stdout).toContain('old/alert.yaml: ');
    expect(stdout).toMatch(
      /\nMade for a cluster other than the one that was set explicitly: 1 for Calico Enterprise 3\.14\.0; without --calico-release and --calico-topology, each object is checked for its own cluster\.\n$/,
    );
    expect(exitCode).toBe(1);
    const standalone = await repository.run(['lint', 'old', '--calico-topology', 'standalone']);
    expect(standalone.stdout).toContain('explicitly: 1 for a managed cluster; without');
  });

  it.each<[string, Record<string, string>, string, string[], Record<string, string>, string]>([
    [
      'the option before all others',
      { release: '3.14.0' },
      '3.15',
      ['--calico-release', '3.22.0'],
      { CALICO_RELEASE: '3.16' },
      '3.22.0',
    ],
    [
      'the annotation before the configuration',
      { release: '3.14.0' },
      '3.22.0',
      [],
      { CALICO_RELEASE: '3.22.0' },
      '3.14.0',
    ],
    ['the configuration before the environment', {}, '3.14.0', [], { CALICO_RELEASE: '3.22.0' }, '3.14.0'],
    ['the environment', {}, '', [], { CALICO_RELEASE: '3.22.0' }, '3.22.0'],
  ])('are, in this order: %s', async (_, annotations, configured, args, env, expected) => {
    repository.write({
      'one/alert.yaml': alertOf('tigera.io.detector.port-scan', { detector: true, ...annotations }),
      '.calico-threat-defense.yaml': configured === '' ? '' : `release: "${configured}"\n`,
    });
    const [, exitCode] = await repository.lint(['one', ...args], env);
    // The alert runs a detector, which 3.14 has and 3.22 has not.
    expect(exitCode).toBe(expected === '3.14.0' ? 0 : 1);
  });

  it('is a managed cluster on Calico Cloud, whatever the environment says', async () => {
    repository.write({ 'cloud/alert.yaml': alertOf('network.ssh', { release: 'cloud-22.1.0' }) });
    expect(await repository.lint(['cloud'], { CALICO_TOPOLOGY: 'standalone' })).toEqual([[], 0]);
  });

  it('is not that of an invalid annotation, which is reported', async () => {
    repository.write({ 'odd/alert.yaml': alertOf('network.ssh', { release: 'latest', topology: 'alone' }) });
    const { stdout, exitCode } = await repository.run(['lint', 'odd'], { CALICO_RELEASE: '3.22.0' });
    expect(stdout).toBe(
      [
        'odd/alert.yaml: 2 warnings',
        '  6:36 warning GlobalAlert network.ssh: metadata.annotations.calico-threat-defense/release = "latest": is not a valid release, so the object was checked for Calico Enterprise 3.22.0; correct or remove the annotation [calico-object/made-for-unknown]',
        '  7:37 warning GlobalAlert network.ssh: metadata.annotations.calico-threat-defense/topology = "alone": is not a valid topology, so the object was checked for a managed cluster; correct or remove the annotation [calico-object/made-for-unknown]',
        '',
        '2 warnings: 1 object checked (1 GlobalAlert); 1 file, 1 document',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(0);
  });

  it('must be known for each object that is checked, and for no other', async () => {
    repository.write({
      'plain/a.yaml': alertOf('network.a'),
      'plain/b.yaml': `${alertOf('network.b')}---\n${alertOf('network.c')}`,
      'others/service.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n',
    });
    expect(await repository.run(['lint', '.'])).toEqual({
      stdout: '',
      stderr:
        'calico-threat-defense lint: 1 problem\n  --calico-release: is required for GlobalAlert network.a in plain/a.yaml:1 and 2 other objects: pass the Calico release of your cluster, as in --calico-release 3.22, or set CALICO_RELEASE, or write it in a configuration file [command/release-missing]\n',
      exitCode: 2,
    });
    expect(await repository.lint(['others', '--allow-empty'])).toEqual([[], 0]);
  });
});

describe('commands that explain, test and run alerts', () => {
  let repository: Repository;
  beforeEach(() => {
    repository = new Repository();
    repository.write({
      'a/.calico-threat-defense.yaml': 'release: "3.22"\n',
      'a/alert.yaml': alertOf('network.ssh'),
      'b/alert.yaml': alertOf('network.ssh', { release: '3.14.0', topology: 'standalone' }),
      'logs/flows.ndjson': `${JSON.stringify({ start_time: 1767225600, end_time: 1767225900, dest_port: 22, action: 'allow' })}\n`,
    });
  });
  afterEach(() => repository.remove());

  const explained = async (...args: readonly string[]) => {
    const { stdout, stderr, exitCode } = await repository.run(['explain', ...args, '--format', 'json']);
    const alerts = stdout === '' ? [] : JSON.parse(stdout).alerts;
    return [stderr, alerts.map(({ release }: { release: string }) => release), exitCode];
  };

  it('do so for the cluster that lint checks each of them for', async () => {
    expect(await explained('b', 'a')).toEqual(['', ['Calico Enterprise 3.14.0', 'Calico Enterprise 3.22.1'], 0]);
    expect(await explained('a/alert.yaml', 'b', '--calico-release', '3.16')).toEqual([
      '',
      ['Calico Enterprise 3.16.0', 'Calico Enterprise 3.16.0'],
      0,
    ]);
    const [stderr, alerts, exitCode] = await explained('b', 'a', '--no-config');
    expect(stderr).toBe(
      'calico-threat-defense explain: 1 problem\n  --calico-release: is required for GlobalAlert network.ssh in a/alert.yaml:1: pass the Calico release of your cluster, as in --calico-release 3.22, or set CALICO_RELEASE, or write it in a configuration file [command/release-missing]\n',
    );
    expect([alerts, exitCode]).toEqual([[], 2]);
  });

  it('test for the release of the test file, the option, the alert, and the configuration, in this order', async () => {
    const cases = 'cases: [{ name: one, rows: [{ dest_port: 22 }], raises: { atLeast: 1 } }]\n';
    const detector = alertOf('tigera.io.detector.port-scan', { detector: true });
    repository.write({
      'c/.calico-threat-defense.yaml': 'release: "3.22"\n',
      'c/alert.yaml': detector,
      'c/alert.test.yaml': cases,
      'd/alert.yaml': detector.replace(
        'metadata:',
        'metadata:\n  annotations: { calico-threat-defense/release: "3.14.0" }',
      ),
      'd/alert.test.yaml': cases,
    });
    const tested = async (...args: readonly string[]) => (await repository.run(['test', ...args])).stdout;
    expect(await tested('c')).toContain('is refused on Calico Enterprise 3.22.1');
    expect(await tested('d', 'c/alert.test.yaml')).toContain('cannot be tested on Calico Enterprise 3.14.0');
    expect(await tested('d', '--calico-release', '3.23')).toContain('is refused on Calico Enterprise 3.23.1');
    repository.write({ 'd/alert.test.yaml': `release: "3.24"\n${cases}` });
    expect(await tested('d', '--calico-release', '3.23')).toContain('is refused on Calico Enterprise 3.24.0-1.0');
  });

  it('run for one release', async () => {
    const args = ['--logs', 'logs', '--format', 'json'];
    const one = await repository.run(['backtest', 'b', ...args]);
    expect(JSON.parse(one.stdout).alerts).toMatchObject([{ release: 'Calico Enterprise 3.14.0' }]);
    const { stdout, stderr, exitCode } = await repository.run(['backtest', 'b', 'a', ...args]);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toBe(
      'calico-threat-defense backtest: 1 problem\n  --calico-release: is required, because GlobalAlert network.ssh in b/alert.yaml:1 is for Calico Enterprise 3.14.0, and GlobalAlert network.ssh in a/alert.yaml:1 is for Calico Enterprise 3.22.1; pass the release to run all alerts for, or run the command once for each release [command/several-releases]\n',
    );
    const both = await repository.run(['backtest', 'b', 'a', ...args, '--calico-release', '3.22']);
    expect(JSON.parse(both.stdout).alerts).toHaveLength(2);
  });
});
