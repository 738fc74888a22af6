import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Synthesized } from '../support';

export const ROOT = resolve(__dirname, '..', '..');
export const LIBRARY = 'cdk8s-calico-threat-defense';

/** The peers of the library, and what compiles and reads what is made with it. */
const PACKAGES = ['cdk8s', 'constructs', 'typescript', '@types', '@typescript', 'ajv', 'yaml'];

/** What a program said and returned. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with the packed library, and its peers as installed here, in place of `npm install`, which needs a network. */
export class PackedProject {
  /** The folder of the project, once it is installed. */
  folder = '';

  /** Packs the library, which builds it. */
  install(): void {
    this.folder = mkdtempSync(join(tmpdir(), 'packed library '));
    mkdirSync(this.library, { recursive: true });
    execFileSync('npm', ['pack', '--pack-destination', this.folder], { cwd: ROOT, stdio: 'pipe' });
    execFileSync('tar', ['-xzf', this.tarball, '--strip-components', '1', '-C', this.library], { cwd: this.folder });
    for (const name of PACKAGES) {
      symlinkSync(join(ROOT, 'node_modules', name), join(this.folder, 'node_modules', name));
    }
  }

  /** Installs versions of cdk8s-plus, which are not there before, since the library needs none. */
  installPlus(...versions: string[]): void {
    for (const version of versions) {
      const folder = join(this.folder, 'node_modules', `cdk8s-plus-${version}`);
      rmSync(folder, { force: true });
      symlinkSync(join(ROOT, 'node_modules', `cdk8s-plus-${version}`), folder);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The library as installed. */
  get library(): string {
    return this.path('node_modules', LIBRARY);
  }

  get tarball(): string {
    return readdirSync(this.folder).find((file) => file.endsWith('.tgz')) ?? '';
  }

  path(...below: string[]): string {
    return join(this.folder, ...below);
  }

  compile(folder: string, ...options: string[]): void {
    const tsc = this.path('node_modules', 'typescript', 'bin', 'tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, ...options], { cwd: folder });
    expect([status, String(stdout)]).toEqual([0, '']);
  }

  /** Runs a program with Node.js. */
  run(folder: string, ...args: string[]): Ended {
    return this.spawn(process.execPath, folder, args);
  }

  /** Runs the command of the library. */
  command(folder: string, ...args: string[]): Ended {
    return this.spawn(join(this.library, 'bin', 'calico-threat-defense.js'), folder, args);
  }

  private spawn(program: string, cwd: string, args: readonly string[]): Ended {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd });
    return { status, stdout: String(stdout), stderr: String(stderr) };
  }
}

/** The objects of a file of manifests. */
export function objectsIn(file: string): Synthesized[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS());
}

/** What the `package.json` of an example says of the library. */
export function dependencyIn(example: string): string {
  return JSON.parse(readFileSync(join(example, 'package.json'), 'utf8')).dependencies[LIBRARY];
}
