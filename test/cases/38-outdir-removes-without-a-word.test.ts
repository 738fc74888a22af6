import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { contentOf, putFiles, scratchFolder } from '../output/fleet/fleets';

const root = resolve(__dirname, '..', '..');
const FILE = 'anomaly-detection.k8s.yaml';
const RECORD = '.calico-threat-defense-files';

/** Case 38: `CDK8S_OUTDIR` names a folder that holds files which no run made. */
describe('npm run synth into a folder that others use', () => {
  const folder = scratchFolder();
  const synth = (release: string) => {
    const { CLUSTERNAME: _, CALICO_TOPOLOGY: __, ...inherited } = process.env;
    const program = { CLUSTERNAME: 'acme.aks-prod', CALICO_RELEASE: release, CDK8S_OUTDIR: join(folder(), 'k8s') };
    const args = [join(root, 'tools', 'synth', 'main.js')];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, env: { ...inherited, ...program } });
    return { status, stderr: String(stderr) };
  };

  it('keeps their files, in every run', () => {
    const others = { 'mine.yaml': 'a: 1\n', 'package.json': '{}\n', 'sub/kustomization.yml': 'b: 2\n' };
    putFiles(join(folder(), 'k8s'), others);
    for (const release of ['3.24', '3.14', '3.24']) {
      expect([release, synth(release).status]).toEqual([release, 0]);
      const { [FILE]: manifests, ...kept } = contentOf(join(folder(), 'k8s'));
      expect(manifests).toContain('kind: GlobalAlert\n');
      expect(kept).toEqual({ ...others, [RECORD]: `${FILE}\n` });
    }
  });

  it('removes what its last run made, and says how many', () => {
    synth('3.24');
    putFiles(join(folder(), 'k8s'), {
      [RECORD]: `${FILE}\nold.k8s.yaml\n`,
      'old.k8s.yaml': 'old',
      'mine.yaml': 'mine',
    });
    expect(synth('3.24').stderr).toContain(
      '1 file from the last run was removed, because this run did not write it: old.k8s.yaml [',
    );
    expect(Object.keys(contentOf(join(folder(), 'k8s')))).toEqual([RECORD, FILE, 'mine.yaml']);
  });

  it('never overwrites one of them that is called like its own', () => {
    const others = { [FILE]: 'kind: Mine\n' };
    putFiles(join(folder(), 'k8s'), others);
    const { status, stderr } = synth('3.24');
    expect([status, stderr]).toEqual([1, expect.stringContaining(`${join(folder(), 'k8s', FILE)}: already exists`)]);
    expect(contentOf(join(folder(), 'k8s'))).toEqual(others);
  });
});
