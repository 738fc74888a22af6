/*
 * Packs the library for every language, by jsii-pacmak, from the npm tarball that is packed first.
 *
 *   node tools/package.mjs [LANGUAGE...]        js, python, java, go; all of them unless some are named
 *
 * packages/js            the npm tarball
 * packages/python        a wheel, and the sources that it is made from
 * packages/java          a Maven repository
 * packages/go            a Go module
 * packages/dependencies  cdk8s' own packages, for languages whose registries lag behind npm
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { NPM } from './npm.mjs';
import { must, run, scratchFolder } from './processes.mjs';
import { registryReadme } from './registry-readme.mjs';
import { chosenLanguages, toolChain } from './tool-chains.mjs';

export const root = resolve(import.meta.dirname, '..');
export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { java, go } = manifest.jsii.targets;

/** Where artifacts end up. Git leaves it alone. */
export const packages = join(root, 'packages');

/** cdk8s' packages that are made here from npm's: Go proxies may have none. */
const MADE_HERE = { python: [], java: [], go: ['cdk8s'] };

/** What of jsii-pacmak's output is ours, by language. */
const OURS = { python: '.', java: java.maven.groupId.replaceAll('.', '/'), go: go.packageName };

/** What Maven has fetched, apart from what other projects have: packing installs artifacts there that nobody published. */
export const mavenCache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), manifest.name, 'maven');

/** Has Maven take what is made here from `packages/`, and not an older one that it kept. */
export function forgetOurs() {
  rmSync(join(mavenCache, OURS.java, java.maven.artifactId), { recursive: true, force: true });
}

/** Its sources and docs are Maven Central's business, and take longer than itself. */
const NO_DOCS = '-Dmaven.javadoc.skip=true -Dmaven.source.skip=true';

/**
 * Packs for the languages that have their tool chain here.
 *
 * @param {string[]} languages
 * @param {string} scratch a folder that is removed at the end
 * @returns {Promise<{ language: string, failed: boolean, text: string }[]>} what came of each, printed as it comes; the
 * npm tarball is the first
 */
export async function packageFor(languages, scratch) {
  const env = {
    TMPDIR: join(scratch, 'tmp'),
    ...(await timestamp()),
  };
  const outcomes = [];
  const add = (outcome) => {
    outcomes.push(outcome);
    process.stdout.write(`${outcome.language.padEnd(8)}${outcome.text}\n`);
  };
  rmSync(packages, { recursive: true, force: true });
  const tarball = await packJs();
  add({ language: 'js', failed: false, text: relative(root, tarball) });
  // jsii-pacmak's go.mod cannot name a path with a blank: the stage is not below the project, which may have one.
  const stage = await stageFor(tarball, join(scratch, 'stage'));
  for (const language of languages.filter((name) => name !== 'js')) {
    const { missing, failed } = await toolChain(language);
    add(
      missing === undefined
        ? await attempt(language, () => packageInto(language, { stage, env }))
        : { language, failed, text: `${failed ? 'FAILED' : 'skipped'}: ${missing}` },
    );
  }
  return outcomes;
}

/** The npm tarball, from a fresh build. */
async function packJs() {
  const folder = join(packages, 'js');
  mkdirSync(folder, { recursive: true });
  await must(NPM.command, [...NPM.args, 'pack', '--pack-destination', folder], { cwd: root });
  return join(folder, `${manifest.name}-${manifest.version}.tgz`);
}

/** The packed library unpacked, beside its peers: all that jsii-pacmak gets to see. */
async function stageFor(tarball, stage) {
  const library = join(stage, 'library');
  mkdirSync(library, { recursive: true });
  await must('tar', ['-xzf', tarball, '--strip-components', '1', '-C', library]);
  resolveLinks(join(library, '.jsii'));
  for (const name of Object.keys(manifest.peerDependencies)) {
    cpSync(join(root, 'node_modules', name), join(stage, 'node_modules', name), { recursive: true });
  }
  return stage;
}

/** The README of the assembly becomes that of each package, on registries that resolve no relative links. */
function resolveLinks(file) {
  const assembly = JSON.parse(readFileSync(file, 'utf8'));
  const { readme, repository, version } = assembly;
  readme.markdown = registryReadme(readme.markdown, repository.url, version);
  writeFileSync(file, JSON.stringify(assembly));
}

async function packageInto(language, { stage, env }) {
  const out = join(stage, 'out');
  const pacmak = (paths, more = {}) => {
    const command = join(root, 'node_modules', '.bin', 'jsii-pacmak');
    const pack = ['--pack-command', 'npm pack --ignore-scripts', '--maven-local-repository', mavenCache];
    const options = ['--targets', language, '--outdir', out, ...(more.options ?? []), ...pack];
    const mavenOptions = [process.env.MAVEN_OPTS, env.MAVEN_OPTS, more.mavenOptions].filter(Boolean).join(' ');
    return must(command, [...options, ...paths], { cwd: stage, env: { ...env, MAVEN_OPTS: mavenOptions } });
  };
  if (MADE_HERE[language].length > 0) {
    const paths = MADE_HERE[language].map((name) => join('node_modules', name));
    // Go code is built with what imports it.
    await pacmak(paths, { options: language === 'go' ? ['--code-only'] : [], mavenOptions: NO_DOCS });
    cpSync(join(out, language), join(packages, 'dependencies', language), { recursive: true });
  }
  await pacmak(['library']);
  forgetOurs();
  const made = join(out, language, OURS[language]);
  const folder = join(packages, language, OURS[language]);
  cpSync(made, folder, { recursive: true });
  const file = artifact(folder);
  if (language === 'python') {
    await must('python3', [join(root, 'tools', 'console-entry-points.py'), file]);
  }
  return file;
}

async function attempt(language, action) {
  const start = Date.now();
  try {
    const path = await action();
    return { language, failed: false, text: `${relative(root, path)} (${Math.round((Date.now() - start) / 1000)} s)` };
  } catch (error) {
    return { language, failed: true, text: `FAILED: ${error.message}` };
  }
}

/** The file that users of a language name, or else the folder. */
function artifact(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => /(\.whl|\d\.jar)$/.test(file));
  return files.length > 0 ? join(folder, files[0]) : folder;
}

/** The time that archives get: the commit's. jsii-pacmak writes its own into Java's, all others come out the same again. */
async function timestamp() {
  const { status, stdout } = await run('git', ['log', '-1', '--format=%ct'], { cwd: root });
  const seconds = process.env.SOURCE_DATE_EPOCH ?? (status === 0 ? stdout.trim() : undefined);
  if (!/^\d+$/.test(seconds ?? '')) {
    return {};
  }
  const iso = new Date(Number(seconds) * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  return { SOURCE_DATE_EPOCH: seconds, MAVEN_OPTS: `-Dproject.build.outputTimestamp=${iso}` };
}

if (process.argv[1] === import.meta.filename) {
  const languages = chosenLanguages(process.argv.slice(2));
  const scratch = scratchFolder('calico-threat-defense');
  try {
    const outcomes = await packageFor(languages, scratch);
    process.exitCode = outcomes.some(({ failed }) => failed) ? 1 : 0;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
