/*
 * Looks at the package as npm would publish it: whether its entries are found with their types by every resolution that
 * TypeScript knows (arethetypeswrong), whether package.json says what the files are (publint), whether it contains all
 * packages that it bundles, without which `npm ci` fails in projects that use it, and whether it is as large as
 * docs/package.md says.
 *
 *   node tools/check-package.mjs [TARBALL]        packs, which builds, unless a tarball is named
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packedByNpm } from './bundled-packages.mjs';
import { NPM } from './npm.mjs';

const root = resolve(import.meta.dirname, '..');
const STATEMENT = 'docs/package.md';

/** An entry of jsii's own tools: data, which no program imports. */
const DATA = ['./.jsii'];

/** The URL of the repository begins with https:, which npm accepts, since PyPI accepts no git+https:. */
const ACCEPTED = 'INVALID_REPOSITORY_VALUE';

/** How far the stated size may be from the real one. */
const TOLERANCE = 0.1;

/** @returns {Promise<string[]>} what is wrong, a line each */
async function problemsOf({ tarball, size, unpackedSize }) {
  const contents = createPackageFromTarballData(tarball);
  const { types, problems } = await checkPackage(contents, { excludeEntrypoints: DATA });
  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  return [
    ...(types === false ? ['arethetypeswrong: the package has no types'] : problems.map(typesProblem)),
    ...messages
      .filter(({ code }) => code !== ACCEPTED)
      .map((message) => `publint: ${message.type}: ${formatMessage(message, pkg, { color: false })}`),
    ...bundleProblems(contents.listFiles()),
    ...sizeProblems([size, unpackedSize]),
  ];
}

/** npm leaves out a package that it does not find, without an error. */
function bundleProblems(files) {
  return packedByNpm(root)
    .filter((folder) => !files.some((file) => file.endsWith(`/${folder}/package.json`)))
    .map((folder) => `bundle: ${folder} is not in the package`);
}

function typesProblem({ kind, entrypoint, resolutionKind, typesFileName, fileName }) {
  return ['arethetypeswrong:', kind, entrypoint, resolutionKind, typesFileName ?? fileName].filter(Boolean).join(' ');
}

function sizeProblems(sizes) {
  const stated = /(\d+) kB packed and (\d+) kB unpacked/.exec(readFileSync(join(root, STATEMENT), 'utf8'));
  const real = sizes.map((bytes) => Math.round(bytes / 1000));
  const near = real.every((size, index) => Math.abs(size - Number(stated?.[index + 1])) <= TOLERANCE * size);
  return near ? [] : [`size: ${STATEMENT} should say "${real[0]} kB packed and ${real[1]} kB unpacked"`];
}

/** What npm packs, or takes from a tarball. Scripts are silent, so that standard output is npm's alone. */
function pack(tarballs) {
  const folder = mkdtempSync(join(tmpdir(), 'package '));
  try {
    const args = ['pack', '--json', '--foreground-scripts=false', '--pack-destination', folder, ...tarballs];
    // A list up to npm 11, and a map by name since npm 12.
    const [{ filename, ...sizes }] = Object.values(
      JSON.parse(execFileSync(NPM.command, [...NPM.args, ...args], { cwd: root, encoding: 'utf8' })),
    );
    return { tarball: new Uint8Array(readFileSync(join(folder, filename))), ...sizes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const problems = await problemsOf(pack(process.argv.slice(2).map((file) => resolve(file))));
for (const problem of problems) {
  process.stderr.write(`${problem}\n`);
}
process.exitCode = problems.length === 0 ? 0 : 1;
