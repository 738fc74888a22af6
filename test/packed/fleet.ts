import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PackedProject, ROOT } from './project';

/** Why a release of the list must be a string, as the schema of the fleet says it. */
const WHY_A_STRING =
  'The release of Calico Enterprise, 3.7 or newer, or with cloud- before it that of Calico Cloud; in quotes, since 3.20 is a number without them';

/** Runs examples/fleet with right and wrong lists. */
export function fleetExample(project: PackedProject): void {
  const folder = () => project.path('fleet');
  const fleet = (list: string, ...args: string[]) => {
    writeFileSync(join(folder(), 'list.yaml'), list);
    return project.run(folder(), join('.build', 'main.js'), ...args);
  };
  const manifest = (cluster: string) => join(folder(), 'dist', cluster, 'anomaly-detection.k8s.yaml');
  beforeAll(() => {
    cpSync(join(ROOT, 'examples', 'fleet'), folder(), { recursive: true });
    project.compile(folder());
  });

  it('makes 1,000 clusters', () => {
    expect(fleet('', '--quiet')).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readdirSync(join(folder(), 'dist')).filter((name) => !name.startsWith('.'))).toHaveLength(1000);
    expect(readFileSync(manifest('t01.eks-test-01'), 'utf8')).toContain('value: t01.eks-test-01\n');
  }, 120_000);

  it('names what is wrong with the list by line and column, and writes nothing', () => {
    const before = readdirSync(join(folder(), 'dist'));
    const list = [
      'clusters:',
      '  - name: acme',
      '    release: 3.14',
      '    relase: "3.14"',
      '  - { topology: standalone, name: b, folder: b, release: "cloud-23.0.1" }',
    ];
    expect(fleet(list.join('\n'), 'list.yaml')).toEqual({
      status: 1,
      stdout: '',
      stderr: [
        `list.yaml:3:14: clusters[0].release = 3.14 must be string (${WHY_A_STRING})`,
        'list.yaml:4:5: clusters[0] has relase, which is none of name, release, topology, folder',
        'list.yaml:5:17: clusters[1].topology = "standalone" must be managed (Calico Cloud connects managed clusters only)',
        'list.yaml:5:35: clusters[1].name = "b" must be left out (Only managed clusters have a name of their own)',
        '',
      ].join('\n'),
    });
    expect(fleet('clusters: [', 'list.yaml').stderr).toMatch(/^list\.yaml:1:12: Flow sequence .*\n$/);
    const twice = 'clusters: [{ name: a.b, release: "3.14" }, { name: a.b, release: "3.22" }]';
    expect(fleet(twice, 'list.yaml').stderr).toMatch(
      /^fleet: 1 problem\n {2}members\[1\]\.cluster\.name = "a.b": is already the folder of members\[0\].*\n$/,
    );
    expect(readdirSync(join(folder(), 'dist'))).toEqual(before);
  });

  it('keeps going if it is asked to, and still fails', () => {
    mkdirSync(join(folder(), 'dist', 'mine'));
    writeFileSync(manifest('mine'), 'mine');
    const list = 'clusters: [{ name: mine, release: "3.24" }, { name: other, release: "3.24" }]';
    const { status, stderr } = fleet(list, '--quiet', 'list.yaml');
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('1 of 2 clusters has a problem; nothing was written\nmine:\n'),
    ]);
    expect(stderr).not.toMatch(/^\s+at /m);
    const { stderr: told, ...rest } = fleet(list, '--quiet', '--keep-going', 'list.yaml');
    expect([rest, told]).toEqual([
      { status: 1, stdout: '' },
      stderr.replace('nothing was written', 'the others were written'),
    ]);
    expect(readFileSync(manifest('mine'), 'utf8')).toBe('mine');
    expect(readFileSync(manifest('other'), 'utf8')).toContain('kind: GlobalAlert\n');
  });

  it.each([[['--fast']], [['one.yaml', 'two.yaml']], [['no-such.yaml']], [['dist']]])(
    'is called wrongly: %j',
    (args) => {
      const { status, stderr } = fleet('', ...args);
      expect([status, stderr]).toEqual([2, expect.stringMatching(/^.+\nusage: node \.build\/main\.js /)]);
    },
  );
}
