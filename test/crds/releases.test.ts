import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithShared } from '../shared-folder';
import {
  type Crd,
  crdsFolder,
  documentsOf,
  KINDS,
  official,
  ours,
  RELEASES,
  rulesOf,
  runsOfNineWords,
  undescribed,
  withoutDescriptions,
} from './crd';

const FILES = RELEASES.map((release) => `${release}/projectcalico.org.yaml`).concat('projectcalico.org.yaml');
const EACH = RELEASES.flatMap((release) => KINDS.map((kind) => [release, kind] as const));
const SCHEMAS_WITH_RULES = RELEASES.slice(RELEASES.indexOf('3.23'));

/** What a server judges objects by: rules by their number, order and reason, since their wording is ours. */
function structureOf(crd: Crd): object {
  const { status: _, metadata, ...rest } = withoutDescriptions(crd) as Crd & { status?: object };
  const text = JSON.stringify({ ...rest, metadata: { name: metadata.name } });
  return JSON.parse(text, (key, value) =>
    key === 'x-kubernetes-validations'
      ? value.map(({ rule, message, ...others }: { rule: string; message: string }) => others)
      : value,
  );
}

describe('npm run crds', () => {
  test('makes the files that are there, byte by byte, and no others', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'crds-'));
    try {
      execFileSync(process.execPath, [join(crdsFolder, '../tools/crds.mjs'), outdir]);
      const made = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
      expect(made.sort()).toEqual([...FILES].sort());
      for (const file of FILES) {
        expect([file, readFileSync(join(crdsFolder, file), 'utf8')]).toEqual([
          file,
          readFileSync(join(outdir, file), 'utf8'),
        ]);
      }
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});

describe('the CRDs of each release', () => {
  test.each(RELEASES)('%s: three kinds, and YAML without complaints and annotations', (release) => {
    const documents = documentsOf(release);
    expect(documents.map((document) => document.toJS().spec.names.kind)).toEqual(KINDS);
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    expect(JSON.stringify(documents)).not.toMatch(/"x-(since|from|union)"/);
  });

  test.each(EACH)('%s: describes every property of %s', (release, kind) => {
    // The API server refuses a CRD whose metadata says anything beyond its type.
    expect(undescribed(kind, ours(kind, release))).toEqual([`${kind}.metadata`]);
  });
});

describeWithShared('the official CRDs of each release', () => {
  test.each(EACH)('%s: have the structure of our %s', (release, kind) => {
    expect(structureOf(ours(kind, release))).toEqual(structureOf(official(release, kind)));
  });

  test.each(EACH)('%s: share no nine words in a row with our %s', (release, kind) => {
    const theirs = new Set(RELEASES.flatMap((other) => runsOfNineWords(official(other, kind))));
    expect(runsOfNineWords(ours(kind, release)).filter((run) => theirs.has(run))).toEqual([]);
  });

  test.each(SCHEMAS_WITH_RULES)('%s: word no CEL rule and no message as we do', (release) => {
    const textsOf = (crd: Crd) => rulesOf(crd).flatMap(({ rule, message }) => [rule, message]);
    const theirs = new Set(KINDS.flatMap((kind) => textsOf(official(release, kind))));
    const same = KINDS.flatMap((kind) => textsOf(ours(kind, release))).filter((text) => theirs.has(text));
    expect(same).toEqual([]);
  });
});
