import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LIBRARY, type PackedProject, ROOT } from './project';

interface Member {
  readonly name: string;
  readonly docs?: { readonly summary?: string };
  readonly parameters?: readonly Member[];
}

/** What jsii knows of a type, as far as it is looked at here. */
interface ApiType extends Member {
  readonly properties?: readonly Member[];
  readonly methods?: readonly Member[];
  readonly members?: readonly Member[];
  readonly initializer?: Pick<Member, 'parameters'>;
}

interface Assembly {
  readonly types: Readonly<Record<string, ApiType>>;
}

/** A type, its members and their parameters, as far as nothing is said of them. A constructor is what its type says. */
function undocumentedIn(type: ApiType): string[] {
  const members = [...(type.properties ?? []), ...(type.methods ?? []), ...(type.members ?? [])];
  const parameters = [...members, type.initializer].flatMap((member) => member?.parameters ?? []);
  return [type, ...members, ...parameters]
    .filter(({ docs }) => !docs?.summary)
    .map(({ name }) => `${name} of ${type.name}`);
}

/** What is in `lib/`, besides the entries. */
const BUILT = ['LICENSES.txt', 'bin', 'imports', 'sbom.cdx.json', 'src'];

/** Whether a bundled package is missing from the SBOM, or would run something when it is installed. */
function suspicionsAbout(folder: string, name: string): string[] {
  const { version, scripts = {} } = JSON.parse(
    readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'),
  );
  const listed = readFileSync(join(folder, 'lib', 'sbom.cdx.json'), 'utf8').includes(`"pkg:npm/${name}@${version}"`);
  const run = Object.keys(scripts).filter((script) => /^(pre|post)?install$/.test(script));
  return [
    ...(listed ? [] : [`${name} is not in the SBOM`]),
    ...run.map((script) => `${name} has the script ${script}`),
  ];
}

/** What lib holds, by the ends of its paths. */
const PACKED = /(\.js|\.d\.ts|LICENSES\.txt|sbom\.cdx\.json|bin\/rules\.md|_v\d\.json|\/all\.json)$/;

/** Tests what is in the package. */
export function itHoldsWhatItNeeds(project: PackedProject): void {
  it('holds no tests, tools or shared data', () => {
    const { library: folder } = project;
    const texts = ['CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md'];
    const files = ['.jsii', ...texts, 'bin', 'lib', 'node_modules', 'package.json', 'schemas'];
    expect(readdirSync(folder).sort()).toEqual(files);
    const entries = ['schemas', 'testing', 'validation.d.ts', 'validation.js'];
    expect(readdirSync(join(folder, 'lib')).sort()).toEqual([...BUILT, ...entries].sort());
    const kept = readdirSync(join(folder, 'lib'), { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(join(folder, 'lib', file)).isFile())
      .filter((file) => !PACKED.test(file));
    expect(kept).toEqual([]);
  });

  it('holds the packages that it needs and that are no peers, each with its licence', () => {
    const bundled = join(project.library, 'node_modules');
    const licensed = readdirSync(bundled).filter((name) =>
      readdirSync(join(bundled, name)).some((file) => /^licen[cs]e/i.test(file)),
    );
    expect(licensed).toEqual(readdirSync(bundled));
    expect(licensed.flatMap((name) => suspicionsAbout(project.library, name))).toEqual([]);
    for (const name of ['cli-progress', 'fastest-levenshtein', 'yaml']) {
      const load = `process.stdout.write(require.resolve('${name}', { paths: [process.argv[1]] }))`;
      const { stdout } = spawnSync(process.execPath, ['--eval', load, join(bundled, '..')], { cwd: project.folder });
      expect(String(stdout)).toContain(join(LIBRARY, 'node_modules', name));
    }
  });

  it('names nothing of the machine that made it', () => {
    const { library: folder } = project;
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
    for (const file of files.filter((path) => statSync(path).isFile())) {
      expect([file, readFileSync(file, 'utf8').includes(ROOT)]).toEqual([file, false]);
    }
  });

  it('is what publint and arethetypeswrong ask for, and as large as docs/package.md says', () => {
    const args = [join('tools', 'check-package.mjs'), project.path(project.tarball)];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT });
    expect([status, String(stdout), String(stderr)]).toEqual([0, '', '']);
  }, 60_000);

  it('says of each member of its API what it is', () => {
    const { types } = JSON.parse(readFileSync(join(project.library, '.jsii'), 'utf8')) as Assembly;
    const silent = Object.values(types).flatMap(undocumentedIn);
    expect([Object.keys(types).length > 50, silent]).toEqual([true, []]);
  });

  it.each([
    ['required', (entry: string, name: string) => `process.stdout.write(typeof require('${entry}').${name})`],
    [
      'imported',
      (entry: string, name: string) => `import { ${name} } from '${entry}'; process.stdout.write(typeof ${name})`,
    ],
  ])(
    'has entries that can be %s',
    (how, program) => {
      const exported = {
        '': 'GlobalAlert',
        '/plus': 'scanTargetOf',
        '/synth': 'runSynth',
        '/testing': 'Template',
        '/validation': 'ThreatDefenseValidation',
      };
      expect(readdirSync(project.path('node_modules')).filter((name) => name.startsWith('cdk8s-plus'))).toEqual([]);
      for (const [entry, name] of Object.entries(exported)) {
        const type = how === 'imported' ? ['--input-type', 'module'] : [];
        const args = [...type, '--eval', program(`${LIBRARY}${entry}`, name)];
        const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: project.folder });
        expect([entry, String(stdout), String(stderr)]).toEqual([entry, 'function', '']);
      }
    },
    60_000,
  );
}
