import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { sharedFolder } from '../shared-folder';

const root = resolve(__dirname, '..', '..');

/** What the program of a case prints on both streams, run with the library as it is here. */
export function describedIn(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'case '));
  try {
    const program = join(folder, 'main.js');
    buildSync({
      stdin: {
        contents: readFileSync(join(sharedFolder ?? '', 'cases', name, 'main.js'), 'utf8'),
        resolveDir: root,
        loader: 'js',
      },
      alias: { 'cdk8s-calico-threat-defense': join(root, 'src', 'index.ts') },
      outfile: program,
      bundle: true,
      platform: 'node',
      external: ['cdk8s', 'constructs'],
      logLevel: 'silent',
    });
    const modules = resolve(createRequire(__filename).resolve('cdk8s/package.json'), '..', '..');
    const { stdout, stderr } = spawnSync(process.execPath, [program], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NODE_PATH: modules },
    });
    return stderr + stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
