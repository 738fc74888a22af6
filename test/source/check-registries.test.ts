import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
const { jsii, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { groupId, artifactId } = jsii.targets.java.maven;
const { moduleName, packageName } = jsii.targets.go;

const POM = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <groupId>${groupId}</groupId>
  <artifactId>${artifactId}</artifactId>
  <version>${version}</version>
  <name>a:b</name>
  <description>d</description>
  <url>https://example.com</url>
  <licenses><license><name>Apache License 2.0</name><url>https://example.com/license</url></license></licenses>
  <developers><developer><organization>o</organization><email>e</email></developer></developers>
  <scm><connection>scm:git:https://example.com/a.git</connection><url>https://example.com/a.git</url></scm>
</project>
`;
const STEM = `java/${groupId.replaceAll('.', '/')}/${artifactId}/${version}/${artifactId}-${version}`;
const MODULE = `go/${packageName}`;
const FILES: Readonly<Record<string, string>> = {
  [`${STEM}.pom`]: POM,
  [`${STEM}.jar`]: '',
  [`${STEM}-sources.jar`]: '',
  [`${STEM}-javadoc.jar`]: '',
  [`${MODULE}/go.mod`]: `module ${moduleName}/${packageName}\n\ngo 1.25\n`,
  [`${MODULE}/LICENSE`]: '',
};

describe('tools/check-registries.mjs', () => {
  /** What it prints about packages with some files changed or missing. */
  function problemsOf(changes: Readonly<Record<string, string | undefined>> = {}): string[] {
    const folder = mkdtempSync(join(tmpdir(), 'packages '));
    for (const [file, text] of Object.entries({ ...FILES, ...changes })) {
      if (text !== undefined) {
        mkdirSync(join(folder, dirname(file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
    }
    const args = [join(root, 'tools', 'check-registries.mjs'), folder];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    rmSync(folder, { recursive: true, force: true });
    expect(stderr).toBe('');
    const lines = stdout.split('\n').slice(0, -1);
    expect(status).toBe(lines.length === 0 ? 0 : 1);
    return lines;
  }
  const ofPom = (change: (pom: string) => string) => problemsOf({ [`${STEM}.pom`]: change(POM) });

  it('accepts what Maven Central and Go accept', () => {
    expect(problemsOf()).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['<name>a:b</name>', '', 'there is no name'],
    ['<description>d</description>', '<description> </description>', 'there is no description'],
    [
      '<url>https://example.com</url>',
      '<url>git+https://example.com</url>',
      'url is not an HTTP URL: git+https://example.com',
    ],
    ['<email>e</email>', '', 'there is no developers/developer/email'],
    ['<name>Apache License 2.0</name>', '', 'there is no licenses/license/name'],
    ['<connection>scm:git:https://example.com/a.git</connection>', '', 'there is no scm/connection'],
    [`<version>${version}</version>`, '<version>9.9.9</version>', 'the file has another name or version'],
  ])('refuses a POM with %s as %j', (before, after, problem) => {
    expect(POM).toContain(before);
    expect(ofPom((pom) => pom.replace(before, after))).toEqual([`${STEM}.pom: ${problem}`]);
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    [
      'no sources',
      { [`${STEM}-sources.jar`]: undefined },
      `${STEM}.pom: there is no ${artifactId}-${version}-sources.jar`,
    ],
    [
      'no javadoc',
      { [`${STEM}-javadoc.jar`]: undefined },
      `${STEM}.pom: there is no ${artifactId}-${version}-javadoc.jar`,
    ],
    ['no POM', { [`${STEM}.pom`]: undefined }, 'java: there is no .pom'],
    ['no license', { [`${MODULE}/LICENSE`]: undefined }, `${MODULE}/go.mod: there is no LICENSE`],
    [
      'another path of the module',
      { [`${MODULE}/go.mod`]: `module ${moduleName}/other\n` },
      `${MODULE}/go.mod: the module is ${moduleName}/other, not ${moduleName}/${packageName}`,
    ],
  ])('refuses packages with %s', (_, changes, problem) => {
    expect(problemsOf(changes)).toEqual([problem]);
  });
});
