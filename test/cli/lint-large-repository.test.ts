import { Repository } from './repository';

const { writeRepository } = require('../../bench/repository.js') as {
  writeRepository(folder: string): { readonly wrong: string; readonly files: number };
};

describe('a repository of 2,000 files, with Helm charts, kustomizations and three releases', () => {
  it('has one wrong alert, and lint names it and nothing else, without any option', async () => {
    const repository = new Repository();
    const { wrong, files } = writeRepository(repository.folder);
    expect(files).toBeGreaterThanOrEqual(2_000);
    const { stdout, stderr, exitCode } = await repository.run(['lint', '.']);
    expect(stdout).toBe(
      [
        `${wrong}: 1 error`,
        '  9:13 error GlobalAlert cluster-7.alert-3: spec.severity = 101: must be a whole number from 1 to 100 (100 is the most severe) [global-alert/severity-range]',
        '',
        '1 error: 1100 objects checked (1100 GlobalAlert), 250 skipped (150 Deployment, 100 GlobalAlert); 2020 files, 1580 documents',
        'Skipped: 440 templates of Helm charts; render the charts and check the result, as in helm template CHART | npx cdk8s-calico-threat-defense lint -',
        'Skipped: 100 patches of kustomizations; check what kustomize builds, as in kubectl kustomize FOLDER | npx cdk8s-calico-threat-defense lint -',
        '',
      ].join('\n'),
    );
    expect([stderr, exitCode]).toEqual(['', 1]);
    repository.remove();
  });
});
