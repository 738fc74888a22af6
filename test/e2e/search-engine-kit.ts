import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachePath, fillCache, say } from './build-cache';
import type { Keeper } from './keeper';

/** Search engines, each a folder of `binaries/` with a Maven project that has one class, `Engine`. */
export type EngineName = 'opensearch' | 'elasticsearch';

/** The same for a database. */
type DatabaseName = 'trino';

/** What of a Maven project decides what is built. */
const SOURCES = ['pom.xml', 'Engine.java'];

/** Builds an engine where the cache lacks it, and gives the class path that starts it. */
export async function provideEngine(keeper: Keeper, name: EngineName | DatabaseName): Promise<string> {
  const project = join(__dirname, 'binaries', name);
  const sources = SOURCES.map((file) => readFileSync(join(project, file), 'utf8'));
  const [, version] = /<engine\.version>([\d.]+)</.exec(sources.join()) ?? [];
  const digest = createHash('sha256').update(sources.join()).digest('hex').slice(0, 8);
  const folder = cachePath(`${name}-${version}-${digest}`);
  if (!existsSync(folder)) {
    await requireJava(keeper);
    say(`building ${name} ${version} into ${folder}, once: 45 to 90 MB from Maven Central`);
    await fillCache(keeper, folder, (target) => build(keeper, project, target));
  }
  return [join(folder, 'classes'), join(folder, 'lib', '*')].join(':');
}

async function requireJava(keeper: Keeper): Promise<void> {
  for (const [command, argument] of [
    ['javac', '-version'],
    ['mvn', '--version'],
  ] as const) {
    const { status } = await keeper.run({ command, args: [argument] });
    if (status !== 0) {
      throw new Error(
        `the end-to-end tests of queries need an engine, and ${command} to build it once: install a JDK, 17 or newer, and Maven`,
      );
    }
  }
}

async function build(keeper: Keeper, project: string, target: string): Promise<void> {
  const args = ['--quiet', '--batch-mode', 'compile', 'dependency:copy-dependencies', `-Dbuild.folder=${target}`];
  const { status, stdout } = await keeper.run({ command: 'mvn', args, cwd: project });
  if (status !== 0) {
    throw new Error(`mvn in ${project} failed:\n${stdout.slice(-2_000)}`);
  }
}
