/*
 * Looks at the package as npm would publish it: whether its entries are found with their types by every resolution that
 * TypeScript knows (arethetypeswrong), whether package.json says what the files are (publint), and whether it is as large
 * as docs/package.md says.
 *
 *   node tools/check-package.mjs [TARBALL]        packs, which builds, unless a tarball is named
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const STATEMENT = 'docs/package.md';

/** An entry of jsii's own tools: data, which no program imports. */
const DATA = ['./.jsii'];

/** How far the stated size may be from the real one. */
const TOLERANCE = 0.1;

/** @returns {Promise<string[]>} what is wrong, a line each */
async function problemsOf(tarball) {
  const { types, problems } = await checkPackage(createPackageFromTarballData(tarball), { excludeEntrypoints: DATA });
  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  return [
    ...(types === false ? ['arethetypeswrong: the package has no types'] : problems.map(typesProblem)),
    ...messages.map((message) => `publint: ${message.type}: ${formatMessage(message, pkg, { color: false })}`),
    ...sizeProblems(tarball),
  ];
}

function typesProblem({ kind, entrypoint, resolutionKind, typesFileName, fileName }) {
  return ['arethetypeswrong:', kind, entrypoint, resolutionKind, typesFileName ?? fileName].filter(Boolean).join(' ');
}

function sizeProblems(tarball) {
  const stated = /(\d+) kB packed and (\d+) kB unpacked/.exec(readFileSync(join(root, STATEMENT), 'utf8'));
  const real = [tarball.length, unpackedSize(gunzipSync(tarball))].map((bytes) => Math.round(bytes / 1000));
  const near = real.every((size, index) => Math.abs(size - Number(stated?.[index + 1])) <= TOLERANCE * size);
  return near ? [] : [`size: ${STATEMENT} should say "${real[0]} kB packed and ${real[1]} kB unpacked"`];
}

/** The sum of the files of a tar archive: each has a header of 512 bytes, with its size in octal from byte 124 on. */
function unpackedSize(archive) {
  let total = 0;
  for (let at = 0; at + 512 <= archive.length; ) {
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 136), 8) || 0;
    total += size;
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return total;
}

function pack() {
  const folder = mkdtempSync(join(tmpdir(), 'package '));
  try {
    execFileSync('npm', ['pack', '--pack-destination', folder], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    return readFileSync(join(folder, readdirSync(folder)[0]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [file] = process.argv.slice(2);
const problems = await problemsOf(new Uint8Array(file === undefined ? pack() : readFileSync(resolve(file))));
for (const problem of problems) {
  process.stderr.write(`${problem}\n`);
}
process.exitCode = problems.length === 0 ? 0 : 1;
