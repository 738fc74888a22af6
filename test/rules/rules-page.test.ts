import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foundIn, releasesOf } from '../../docs/generator/rule-releases';
import { rulesPage } from '../../docs/generator/rules-page';
import type { RuleDescription } from '../../src/base';
import { compareVersions, version } from '../../src/calico';
import { RULES, type RuleId } from '../../src/cli/all-rules';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'rules.md'), 'utf8');

/** The column "releases" of the page, by rule. */
const STATED = new Map(
  [...page.matchAll(/^\| \[([^\]]+)\]\([^)]*\) \| \w+ \| ([^|]+) \|$/gm)].map(([, id = '', releases = '']) => [
    id,
    releases,
  ]),
);

function isCloud(release: string): boolean {
  return release.startsWith('cloud-');
}

/** A bare minor means its first release where the page has one. */
function full(written: string): string {
  return /^\d+\.\d+$/.test(written) ? `${written}.0` : written;
}

/** What the page says of a release: `all`, `none`, or spans like `from 3.13, before 3.18.0-2.0; from 3.21`. */
function isStated(releases: string, release: string): boolean {
  const [, enterprise = releases, cloud = releases] =
    /^Calico Enterprise: (.*); Calico Cloud: (.*)$/.exec(releases) ?? [];
  return (isCloud(release) ? cloud : enterprise).split('; ').some((span) => {
    const [, from = '0.0.0'] = /from ([^,]+)/.exec(span) ?? [];
    const [, before = span === 'none' ? '0.0.0' : '9999.0.0'] = /before (.+)/.exec(span) ?? [];
    const at = version(release.replace('cloud-', ''));
    return compareVersions(at, version(full(from))) >= 0 && compareVersions(at, version(full(before))) < 0;
  });
}

/**
 * The releases of a rule, by running its examples on the first and the last release of each product, and on both sides of each change that is
 * stated. `npm run docs` runs them on all releases.
 */
function checkedReleases(id: string, rule: RuleDescription, stated = STATED.get(id) ?? 'none'): string {
  const known: string[] = [];
  const expected = releasesOf(id, rule, (release) => {
    known.push(release);
    return isStated(stated, release);
  });
  const tried = known.filter((release, index) =>
    [known[index - 1], known[index + 1]].some(
      (next) =>
        next === undefined ||
        isCloud(next) !== isCloud(release) ||
        isStated(stated, next) !== isStated(stated, release),
    ),
  );
  const isFound = foundIn(id, rule);
  return tried.every((release) => isFound(release) === isStated(stated, release)) ? expected : releasesOf(id, rule);
}

describe('docs/rules.md', () => {
  it('is what `npm run docs` makes', () => {
    expect(page).toBe(rulesPage((id, rule) => checkedReleases(id, rule)));
  });

  it.each<[RuleId, string]>([
    ['global-alert/field-too-long', 'all'],
    ['global-alert/field-too-long', 'none'],
    ['global-alert/field-too-long', 'Calico Enterprise: from 3.23.0-2.0; Calico Cloud: none'],
    ['detector-alert/removed', 'Calico Enterprise: from 3.18.1; Calico Cloud: from 18.3.0'],
    ['detector-alert/removed', 'Calico Enterprise: from 3.18.0-2.0; Calico Cloud: from 19.0.0'],
  ])('must state the releases of %s: not %s', (id, stated) => {
    expect(checkedReleases(id, RULES[id] as RuleDescription, stated)).toBe(STATED.get(id));
  });
});
