/*
 * Moves every version in the repository in one step, or checks that a tag agrees with all of them.
 *
 *   node tools/release.mjs 0.2.0 2026-12-01        writes the version, and the date into the changelog
 *   node tools/release.mjs --check v0.2.0          exits with 1 where a file has another version
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(process.env.RELEASE_ROOT ?? join(import.meta.dirname, '..'));
const VERSION = /^\d+\.\d+\.\d+(?:-[0-9a-z.]+)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const NAME = 'cdk8s-calico-threat-defense';
const ANY = '(\\d+\\.\\d+\\.\\d+(?:-[0-9a-z.]+)?)';

/** Where a version is, as an expression whose first group is the text before it, and whose second group it is. */
const PLACES = {
  '.pre-commit-hooks.yaml': `(${NAME}@)${ANY}`,
  'action.yml': `(^ {4}default: )${ANY}`,
  Dockerfile: `(^ARG VERSION=)${ANY}`,
  'docs/ci.md': `(${NAME}@v?|rev: v)${ANY}`,
  'package.json': `(^ {2}"version": ")${ANY}`,
  'package-lock.json': `("name": "${NAME}",\\n\\s+"version": ")${ANY}`,
  'examples/cdk8s-plus/package.json': `(${NAME}-)${ANY}(?=\\.tgz)`,
  'examples/fleet/package.json': `(${NAME}-)${ANY}(?=\\.tgz)`,
  'examples/lint-plugin/package.json': `(${NAME}-)${ANY}(?=\\.tgz)`,
  'examples/lint-plugin/cdk8s.yaml': `(^ {4}version: )${ANY}`,
  'examples/own-chart/package.json': `(${NAME}-)${ANY}(?=\\.tgz)`,
  'examples/threat-feed/package.json': `(${NAME}-)${ANY}(?=\\.tgz)`,
  'examples/typescript/package.json': `(${NAME}-)${ANY}(?=\\.tgz)`,
  'examples/python/requirements.txt': `(^${NAME}==)${ANY}`,
  'examples/java/pom.xml': `(<artifactId>${NAME}</artifactId>\\s*<version>)${ANY}`,
  'examples/go/go.mod': `(/${NAME}-go/calicothreatdefense v)${ANY}`,
};

const CHANGELOG = 'CHANGELOG.md';
const UNRELEASED = '## [Unreleased]\n';

function read(file) {
  return readFileSync(join(root, file), 'utf8');
}

function versionsIn(file, expression) {
  return [...read(file).matchAll(new RegExp(expression, 'gm'))].map(([, , version]) => version);
}

/** What does not have the version, in words. */
function differences(version) {
  const places = Object.entries(PLACES).flatMap(([file, expression]) => {
    const found = versionsIn(file, expression);
    const others = found.filter((other) => other !== version);
    return found.length === 0 ? [`${file} has no version`] : others.map((other) => `${file} has version ${other}`);
  });
  const isDated = new RegExp(`^## ${version.replaceAll('.', '\\.')} - \\d{4}-\\d{2}-\\d{2}$`, 'm').test(
    read(CHANGELOG),
  );
  return isDated ? places : [...places, `${CHANGELOG} has no dated section for ${version}`];
}

function move(version, date) {
  const changelog = read(CHANGELOG);
  if (!changelog.includes(UNRELEASED)) {
    fail(`${CHANGELOG} has no section [Unreleased]`);
  }
  if (changelog.includes(`\n## ${version} - `)) {
    fail(`${CHANGELOG} already has a section for ${version}`);
  }
  for (const [file, expression] of Object.entries(PLACES)) {
    writeFileSync(join(root, file), read(file).replaceAll(new RegExp(expression, 'gm'), `$1${version}`));
  }
  writeFileSync(join(root, CHANGELOG), changelog.replace(UNRELEASED, `${UNRELEASED}\n## ${version} - ${date}\n`));
}

function fail(message, code = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

const [first = '', second = ''] = process.argv.slice(2);
const check = first === '--check';
const version = (check ? second : first).replace(/^v/, '');
if (!VERSION.test(version) || !(check || DATE.test(second))) {
  fail('usage: node tools/release.mjs VERSION YYYY-MM-DD, or node tools/release.mjs --check TAG', 2);
}
if (!check) {
  move(version, second);
}
const wrong = differences(version);
if (wrong.length > 0) {
  fail(wrong.join('\n'));
}
if (!check) {
  process.stdout.write(
    `Moved to ${version}. Review the changes, then run:\n` +
      `  git commit --all --message "Release ${version}"\n  git tag v${version}\n  git push --atomic origin main v${version}\n`,
  );
}
