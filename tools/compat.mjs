/*
 * Compares the public API with that of the last tag, by jsii-diff. The library must be built.
 *
 *   node tools/compat.mjs [TAG]        the newest tag before this commit unless one is named
 *
 * A break that is meant is listed in `.compatignore`, by the key that is printed with it.
 */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './package.mjs';
import { must, run, scratchFolder } from './processes.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);

/** The newest version tag that this commit descends from. */
async function lastTag() {
  const { status, stdout } = await run('git', ['describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*'], {
    cwd: root,
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Why there is no tag: a shallow clone, as CI makes it, has none even where the project does. */
async function whyNoTag() {
  const { stdout } = await run('git', ['rev-parse', '--is-shallow-repository'], { cwd: root });
  return stdout.trim() === 'true'
    ? "this clone is shallow and has no version tag: run 'git fetch --unshallow --tags' to compare with one"
    : 'there is no version tag yet (v0.1.0, ...), hence no API that could be broken';
}

/** The assembly of a tag, compiled in a scratch folder with the packages that are installed here. */
async function assemblyOf(tag) {
  const scratch = scratchFolder('calico-threat-defense');
  const folder = join(scratch, 'tag');
  mkdirSync(folder);
  const archive = join(scratch, 'tag.tar');
  await must('git', ['archive', '--output', archive, tag], { cwd: root });
  await must('tar', ['-xf', archive, '-C', folder]);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const silence = ['metadata/missing-dev-dependency', 'reserved-word'].map((code) => `--silence-warnings=${code}`);
  await must(bin('jsii'), [...silence, '--generate-tsconfig', 'tsconfig.jsii.json'], { cwd: folder });
  return folder;
}

async function compare(tag) {
  const before = await assemblyOf(tag);
  const options = ['--error-on', 'all', '--keys', '--ignore-file', join(root, '.compatignore')];
  const { status, output } = await run(bin('jsii-diff'), [...options, before, root], { cwd: root });
  process.stdout.write(output);
  process.stdout.write(`The API is ${status === 0 ? '' : 'not '}compatible with that of ${tag}.\n`);
  return status === 0;
}

try {
  const tag = process.argv[2] ?? (await lastTag());
  if (tag === undefined) {
    process.stdout.write(`Nothing to compare: ${await whyNoTag()}.\n`);
  } else {
    process.exitCode = (await compare(tag)) ? 0 : 1;
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
