/*
 * Looks at the packages for Maven Central and Go as those registries do: what a POM must say, which files must be next to
 * it, and where a Go module must be. What PyPI requires is in check-python-package.py.
 *
 *   node tools/check-registries.mjs [FOLDER]        looks into packages unless a folder is named
 *
 * https://central.sonatype.org/publish/requirements/ and https://go.dev/ref/mod#vcs-dir
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';

const root = resolve(import.meta.dirname, '..');
const { jsii, repository, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** What Maven Central requires of a POM: paths of elements that must have text. */
const ELEMENTS = [
  'groupId',
  'artifactId',
  'version',
  'name',
  'description',
  'url',
  'licenses/license/name',
  'licenses/license/url',
  'developers/developer/email',
  'developers/developer/organization',
  'scm/connection',
  'scm/url',
];
const URLS = ['url', 'licenses/license/url', 'scm/url'];

/** The files that belong to a POM. Signatures are added when they are published. */
const FILES = ['.jar', '-sources.jar', '-javadoc.jar'];

/** The text of the element at a path below another one; undefined if it is missing or empty. */
function textAt(element, [name, ...rest]) {
  const child = [...element.childNodes].find(({ nodeName }) => nodeName === name);
  if (child === undefined) {
    return undefined;
  }
  return rest.length === 0 ? child.textContent.trim() || undefined : textAt(child, rest);
}

/** What Maven Central would refuse about a POM and the files next to it. */
function problemsOfPom(file) {
  const project = new DOMParser().parseFromString(readFileSync(file, 'utf8'), 'text/xml').documentElement;
  const text = (path) => textAt(project, path.split('/'));
  const stem = file.replace(/\.pom$/, '');
  return [
    ...ELEMENTS.filter((path) => text(path) === undefined).map((path) => `there is no ${path}`),
    ...URLS.filter((path) => text(path) !== undefined && !/^https?:/.test(text(path))).map(
      (path) => `${path} is not an HTTP URL: ${text(path)}`,
    ),
    ...(/-SNAPSHOT$/.test(text('version') ?? '') ? ['the version is a snapshot'] : []),
    ...(basename(stem) === `${text('artifactId')}-${text('version')}` ? [] : ['the file has another name or version']),
    ...FILES.filter((end) => !existsSync(`${stem}${end}`)).map((end) => `there is no ${basename(stem)}${end}`),
  ];
}

/** What Go would not find: a module is in the folder of its repository that its path names, and has a license for pkg.go.dev. */
function problemsOfModule(file) {
  const { moduleName, packageName } = jsii.targets.go;
  const folder = dirname(file);
  const [, path = ''] = /^module (\S+)$/m.exec(readFileSync(file, 'utf8')) ?? [];
  const expected = `${repository.url.replace(/^https:\/\/|\.git$/g, '')}-go/${packageName}`;
  // From the second major version on, the path ends with it.
  const suffix = /^[01]\./.test(version) ? '' : `/v${version.split('.')[0]}`;
  return [
    ...(path === `${expected}${suffix}` ? [] : [`the module is ${path}, not ${expected}${suffix}`]),
    ...(path.startsWith(`${moduleName}/`) ? [] : [`the module is not in ${moduleName}`]),
    ...(basename(folder) === packageName ? [] : [`the folder is not called ${packageName}`]),
    ...(existsSync(join(folder, 'LICENSE')) ? [] : ['there is no LICENSE']),
  ];
}

/** The files below a folder with a certain end. */
function filesIn(folder, end) {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .filter((file) => file.endsWith(end))
        .map((file) => join(folder, file))
    : [];
}

const packages = resolve(process.argv[2] ?? join(root, 'packages'));
const checks = [
  ['java', '.pom', problemsOfPom],
  ['go', 'go.mod', problemsOfModule],
];
const lines = checks.flatMap(([language, end, problemsOf]) => {
  const files = filesIn(join(packages, language), end);
  return files.length === 0
    ? [`${language}: there is no ${end}`]
    : files.flatMap((file) => problemsOf(file).map((problem) => `${relative(packages, file)}: ${problem}`));
});
process.stdout.write(lines.map((line) => `${line}\n`).join(''));
process.exitCode = lines.length === 0 ? 0 : 1;
