import { detect } from './detecting';

describe('detect --format powershell', () => {
  it('prints three assignments for PowerShell, and where each value was read on standard error', async () => {
    const { stdout, stderr, exitCode } = await detect(['--format', 'powershell']);
    expect([stdout, exitCode]).toEqual([
      "$env:CALICO_RELEASE = '3.14.1'\n$env:CLUSTERNAME = 'acme.aks-prod'\n$env:CALICO_TOPOLOGY = 'managed'\n",
      0,
    ]);
    expect(stderr).toMatch(/^calico-threat-defense detect: 4 notices\n/);
  });
});
