import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { blocksOf, type Snippet, sessionsOf, snippetsOf } from '../markdown';
import { LIBRARY, objectsIn, type PackedProject, ROOT } from './project';

/** Texts whose snippets are compiled and run against the packed library. */
export const TEXTS = [
  'README.md',
  join('docs', 'own-program.md'),
  join('docs', 'cdk8s-plus.md'),
  join('docs', 'testing.md'),
  join('docs', 'test-your-alerts.md'),
];

/** Runs what the README begins with, as JavaScript, and lints what it wrote. */
function firstProgram(project: PackedProject) {
  const cwd = project.path('first program');
  mkdirSync(cwd);
  const program = blocksOf(readFileSync(join(ROOT, 'README.md'), 'utf8')).find(({ language }) => language === 'ts');
  writeFileSync(join(cwd, 'main.mjs'), program?.text ?? '');
  const { status, stdout, stderr } = project.run(cwd, 'main.mjs');
  const lint = project.command(cwd, 'lint', 'dist', '--calico-release', '3.23');
  return { status, said: `${stdout}${stderr}`, written: readdirSync(join(cwd, 'dist')), linted: lint.status };
}

/** Converts YAML with the packed command, and compiles and runs the project that it writes. */
export function convertYaml(project: PackedProject): void {
  const cwd = project.path('converted');
  mkdirSync(cwd);
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: words\n  namespace: ${SPACE}\ndata:\n  a: b\n';
  writeFileSync(join(cwd, 'words.yaml'), text);
  const { status, stderr } = project.command(cwd, 'convert', 'words.yaml', '--out', 'words');
  expect([status, stderr]).toEqual([0, expect.stringContaining('the program creates 1 object')]);
  const folder = join(cwd, 'words');
  project.compile(folder);
  const env = { ...process.env, SPACE: 'shop' };
  expect(spawnSync(process.execPath, [join('.build', 'main.js')], { cwd: folder, env }).status).toBe(0);
  const [written] = objectsIn(join(folder, 'dist', 'words.k8s.yaml'));
  expect(written).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'words', namespace: 'shop' },
    data: { a: 'b' },
  });
}

/** Tests what the README begins with. */
export function itDoesWhatTheReadmeSays(project: PackedProject): void {
  it('has the command, which prints what the README says', () => {
    const blocks = blocksOf(readFileSync(join(ROOT, 'README.md'), 'utf8'));
    const at = blocks.findIndex(({ text }) => text.startsWith('$ npx cdk8s-calico-threat-defense lint'));
    const [{ command, output } = { command: '', output: '' }] = sessionsOf(blocks.slice(at, at + 1));
    writeFileSync(project.path('alert.yaml'), blocks[at - 1]?.text ?? '');
    const { bin } = JSON.parse(readFileSync(join(project.library, 'package.json'), 'utf8'));
    const [, name = '', ...args] = command.split(' ');
    const file = join(project.library, bin[name]);
    const { status, stdout, stderr } = spawnSync(file, args, { cwd: project.folder });
    expect([status, String(stdout), String(stderr)]).toEqual([1, output, '']);
    expect([bin[LIBRARY], name]).toEqual([bin['calico-threat-defense'], LIBRARY]);
  });

  it('has the first program of the README, which Node.js runs as it stands', () => {
    expect(firstProgram(project)).toEqual({ status: 0, said: '', written: ['threat-defense.k8s.yaml'], linted: 0 });
  });
}

/** Compiles and runs the snippets of the texts. */
export function snippetsOfTexts(project: PackedProject): void {
  const snippets = TEXTS.flatMap((text) =>
    snippetsOf(blocksOf(readFileSync(join(ROOT, text), 'utf8'))).map((snippet) => ({
      ...snippet,
      name: `${basename(text, '.md')}-${snippet.name}`,
    })),
  );
  beforeAll(() => {
    project.installPlus('28');
    for (const { name, code } of snippets) {
      writeFileSync(project.path(`${name}.ts`), code);
    }
    const options = '--target es2022 --module node16 --strict --types node --outDir .build --ignoreConfig'.split(' ');
    project.compile(project.folder, ...options, ...snippets.map(({ name }) => `${name}.ts`));
  });

  it.each(snippets.map((snippet): [string, Snippet] => [snippet.name, snippet]))(
    'does what they say: %s',
    (name, { yaml, text }) => {
      const cwd = project.path(`run ${name}`);
      mkdirSync(cwd);
      const { status, stdout, stderr } = project.run(cwd, project.path('.build', `${name}.js`));
      expect([status, stdout, stderr.match(/^\s+at .*/m)]).toEqual([0, '', null]);
      if (text !== undefined) {
        expect(stderr).toBe(text);
      }
      if (yaml !== undefined) {
        const [file = ''] = readdirSync(join(cwd, 'dist')).filter((name) => name.endsWith('.yaml'));
        expect(readFileSync(join(cwd, 'dist', file), 'utf8').slice(0, yaml.length)).toBe(yaml);
      }
      expect([yaml, text]).not.toEqual([undefined, undefined]);
    },
  );
}
