import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const root = resolve(import.meta.dirname, '..');

/**
 * Imports a source file of the library, which need not be built for it.
 *
 * @param {string} file path from the root of the project, such as `src/calico/index.ts`
 */
export async function importTypeScript(file) {
  // Packages are found from a folder inside the project only.
  const folder = join(root, '.build');
  mkdirSync(folder, { recursive: true });
  const outdir = mkdtempSync(join(folder, 'tools-'));
  try {
    const outfile = join(outdir, 'module.mjs');
    await build({
      absWorkingDir: root,
      entryPoints: [file],
      outfile,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
