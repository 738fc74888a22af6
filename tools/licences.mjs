/*
 * The licences of the packages that are bundled, as they ask for.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestOf } from './bundled-packages.mjs';

const LICENCE = /^(licen[cs]e|copying|copyright)([-.]\w+)*$/i;
const NOTICE = /^(notices?|third-?party-?(notices?|licen[cs]es?))(\.(md|txt))?$/i;
const CODE = /\.(js|mjs|cjs|ts|json)$/i;

/** Packages that say what their licence is, but do not contain its text. */
const WITHOUT_LICENCE_TEXT = ['tr46'];

/** The text of `LICENSES.txt`. */
export function licences(root, folders) {
  const { license } = manifestOf(root, '.');
  const intro = `The command and the validation plugin (${license}) contain these packages:\n`;
  return [intro, ...folders.map((folder) => licenceOf(root, folder))].join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceOf(root, folder) {
  const manifest = manifestOf(root, folder);
  const notices = textsIn(join(root, folder), NOTICE);
  const texts = textsIn(join(root, folder), LICENCE);
  if (texts.length === 0 && !WITHOUT_LICENCE_TEXT.includes(manifest.name)) {
    throw new Error(`${manifest.name} has no licence text that could be kept`);
  }
  const body = [...notices, ...(texts.length === 0 ? [withoutText(manifest)] : texts)].join('\n').trim();
  return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${body}\n`;
}

function textsIn(folder, pattern) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name) && !CODE.test(entry.name))
    .map(({ name }) => name);
  return names.sort().map((name) => readFileSync(join(folder, name), 'utf8'));
}

function withoutText({ author, repository }) {
  return `By ${author.name ?? author}; the package does not contain the text of its licence. ${repository.url ?? repository}`;
}
