import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * What `calico-threat-defense backtest` prints for an alert and the logs of examples/backtest. The command is bundled and run as
 * a process, because it reads logs without blocking, and pages are made in one go.
 *
 * @param docs folder of the pages
 * @param name of the alert's file below `docs/snippets`
 */
export function backtestOutput(docs: string, name: string, release: string): string {
  const root = dirname(docs);
  const folder = mkdtempSync(join(tmpdir(), 'docs-backtest-'));
  try {
    const bundle = join(folder, 'lib');
    execFileSync(process.execPath, [join(root, 'tools', 'bundle.mjs'), bundle], { stdio: 'ignore' });
    execFileSync(process.execPath, [join(root, 'examples', 'backtest', 'make-logs.mjs'), join(folder, 'logs')]);
    copyFileSync(join(docs, 'snippets', name), join(folder, basename(name)));
    const command = [join(bundle, 'bin', 'calico-threat-defense.js'), 'backtest', basename(name)];
    const args = [...command, '--logs', 'logs', '--calico-release', release];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
