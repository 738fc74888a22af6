import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Packages } from '../../src/convert';
import { stateOf } from './command';

const root = resolve(__dirname, '..', '..');
// In a process, because esbuild cannot run in jest.
const BUILD = "require('esbuild').buildSync({ ...JSON.parse(process.argv[1]), bundle: true, platform: 'node' })";

/** This library as it is in the source, for converted programs, which are run in processes of their own. */
export function sourcePackages(): Packages {
  const folder = join(root, '.build', 'libraries', stateOf('src', 'imports', 'package.json'));
  const library = join(folder, 'index.js');
  if (!existsSync(library)) {
    mkdirSync(folder, { recursive: true });
    const outfile = join(folder, `${process.pid}.js`);
    const options = { entryPoints: [join(root, 'src/index.ts')], outfile, external: ['cdk8s', 'constructs'] };
    execFileSync(process.execPath, ['-e', BUILD, JSON.stringify(options)], { cwd: root });
    renameSync(outfile, library);
  }
  return { library, from: __filename };
}

/** What differs between the command as a process and in tests. */
export const TEST_HOST = {
  exitAfterGrace: () => {},
  get packages(): Packages {
    return sourcePackages();
  },
};
