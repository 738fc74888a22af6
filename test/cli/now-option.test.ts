import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundled, runCommand } from './command';

const EXCEPTION = `apiVersion: projectcalico.org/v3
kind: AlertException
metadata: { name: known }
spec: { description: Known, selector: origin = x, startTime: "2026-12-01T08:00:00Z", endTime: "2026-12-08T08:00:00Z" }
`;

describe('the option --now of lint', () => {
  const command = bundled();
  let cwd: string;
  const lint = (...args: readonly string[]) =>
    runCommand(command(), ['lint', 'exception.yaml', '--calico-release', '3.24', ...args], { cwd });

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'lint-'));
    writeFileSync(join(cwd, 'exception.yaml'), EXCEPTION);
  });

  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  it('is the time for which exceptions are checked', () => {
    const after = lint('--now', '2026-12-24T08:00:00Z');
    expect(after.stdout).toContain('[alert-exception/expired]');
    expect([after.stderr, after.exitCode]).toEqual(['', 0]);
    expect(lint('--now', '2026-12-02T08:00:00Z').stdout).not.toContain('alert-exception/expired');
    expect(lint().stdout).not.toContain('alert-exception/expired');
  });

  it.each(['today', '', '2026-12-24', '1796112000'])('exits with 2 where it is not a time: %j', (now) => {
    const { stdout, stderr, exitCode } = lint('--now', now);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toBe(
      `calico-threat-defense lint: 1 problem\n  --now = "${now}": is not a time in RFC 3339; write date, time and zone, as in 2026-12-01T08:00:00Z, or pass the output of date -u +%Y-%m-%dT%H:%M:%SZ [command/now]\n`,
    );
  });
});
