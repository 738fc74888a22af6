/* RESULTS.md: a section for each part of the bench, each with what it was measured on. */
const fs = require('node:fs');
const path = require('node:path');
const { commit, machine } = require('./machine');
const { CHECKOUT } = require('./workplace');

const FILE = path.join(__dirname, 'RESULTS.md');

const TITLE = '# Results of the bench';

const INTRO = [
  '`npm run bench` writes this file. Ratios are of one run, on one machine; seconds are of no use on another. Targets are those',
  'that the project has set itself; where one is missed, that is said.',
];

/** A section as text, by its heading. */
function sectionText({ heading, lines }, isQuick) {
  const on = `Measured on ${new Date().toISOString().slice(0, 10)}, at ${commit(CHECKOUT)}: ${machine()}.`;
  const quick = 'From a quick run, with fewer runs and clusters than the targets mean: no result.';
  return [`## ${heading}`, '', on, ...(isQuick ? ['', quick] : []), '', ...lines, ''].join('\n');
}

/** Puts a section in the place of the one of the same heading; the others stay. They stand in the order of their headings. */
function writeSection(text) {
  const known = sectionsOf(fs.existsSync(FILE) ? fs.readFileSync(FILE, 'utf8') : '');
  known.set(headingOf(text), text);
  const sections = [...known.keys()].sort().map((heading) => known.get(heading));
  const texts = [TITLE, INTRO.join('\n'), ...sections].map((part) => part.trim());
  fs.writeFileSync(FILE, `${texts.join('\n\n')}\n`);
}

function sectionsOf(text) {
  const [, ...sections] = text.split(/^(?=## )/m);
  return new Map(sections.map((section) => [headingOf(section), section]));
}

const headingOf = (section) => section.slice(0, section.indexOf('\n'));

module.exports = { sectionText, writeSection };
