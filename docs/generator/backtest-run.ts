import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * What commands of `calico-threat-defense` print for an alert and the logs of examples/backtest, one after the other. The
 * command is bundled and run as a process, because it reads logs without blocking, and pages are made in one go.
 *
 * @param docs folder of the pages
 * @param name of the alert's file below `docs/snippets`
 * @param commands the arguments of each command, which is run in a folder with the alert and the folder `logs`
 */
export function outputsForLogs(docs: string, name: string, commands: readonly (readonly string[])[]): string[] {
  const root = dirname(docs);
  const folder = mkdtempSync(join(tmpdir(), 'docs-backtest-'));
  try {
    const bundle = join(folder, 'lib');
    execFileSync(process.execPath, [join(root, 'tools', 'bundle.mjs'), bundle], { stdio: 'ignore' });
    execFileSync(process.execPath, [join(root, 'examples', 'backtest', 'make-logs.mjs'), join(folder, 'logs')]);
    copyFileSync(join(docs, 'snippets', name), join(folder, basename(name)));
    const program = join(bundle, 'bin', 'calico-threat-defense.js');
    return commands.map((args) => {
      const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' });
      return stdout + stderr;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
