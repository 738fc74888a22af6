import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

/** What the compiler and the formatter of this project say about programs; empty if they are as they would write them. */
export interface Verdict {
  readonly types: string;
  readonly format: string;
}

/** Compiles and formats programs of TypeScript, all of them at once. */
export function checkPrograms(programs: readonly string[]): Verdict {
  const folder = mkdtempSync(join(tmpdir(), 'converted programs '));
  try {
    mkdirSync(join(folder, 'programs'));
    for (const [index, program] of programs.entries()) {
      writeFileSync(join(folder, 'programs', `program-${index}.ts`), program);
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    cpSync(join(root, 'biome.json'), join(folder, 'biome.json'));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    return { types: run(folder, 'typescript/bin/tsc', '--project', '.'), format: formatted(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    // This library is read as source here.
    lib: ['es2023'],
    module: 'node16',
    moduleResolution: 'node16',
    types: ['node'],
    strict: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    skipLibCheck: true,
    noEmit: true,
    paths: { 'cdk8s-calico-threat-defense': [join(root, 'src', 'index.ts')] },
  },
  include: ['programs'],
};

function formatted(folder: string): string {
  const options = ['--vcs-enabled=false', '--max-diagnostics=20', '--files-max-size=10000000'];
  return run(folder, '@biomejs/biome/bin/biome', 'format', ...options, 'programs');
}

/** What a program prints if it fails. */
function run(folder: string, script: string, ...args: readonly string[]): string {
  const path = join(root, 'node_modules', script);
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], { cwd: folder, encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`.trim();
}
