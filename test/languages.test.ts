import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const { name, version, jsii } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { python, java, go } = jsii.targets;
const goModule = `${go.moduleName}/${go.packageName}`;

const read = (...path: string[]) => readFileSync(join(root, 'examples', ...path), 'utf8');

describe('the examples', () => {
  it('take the library in the version that is packed, by the name that the language knows', () => {
    const manifest = JSON.parse(read('typescript', 'package.json'));
    expect(manifest.dependencies[name]).toBe(`file:../../packages/js/${name}-${version}.tgz`);
    expect(read('python', 'requirements.txt').split('\n')).toContain(`${python.distName}==${version}`);
    expect(read('java', 'pom.xml').replace(/\s+/g, '')).toContain(
      `<groupId>${java.maven.groupId}</groupId><artifactId>${java.maven.artifactId}</artifactId><version>${version}</version>`,
    );
    expect(read('go', 'go.mod')).toMatch(new RegExp(`^\\s${goModule} v${version}$`, 'm'));
    expect(read('go', 'go.mod')).toMatch(
      new RegExp(`^replace ${goModule} => ../../packages/go/${go.packageName}$`, 'm'),
    );
  });

  it('import the library as a package', () => {
    expect(read('typescript', 'main.ts')).toContain(`from '${name}'`);
    expect(read('python', 'main.py')).toContain(`from ${python.module} import`);
    expect(read('java', 'src', 'main', 'java', 'example', 'Main.java')).toContain(`import ${java.package}.`);
    expect(read('go', 'main.go')).toContain(`"${goModule}"`);
  });

  it("have go.mod name cdk8s' modules in the version that is installed here", () => {
    const installed = JSON.parse(readFileSync(join(root, 'node_modules', 'cdk8s', 'package.json'), 'utf8')).version;
    expect(read('go', 'go.mod')).toContain(`cdk8s-core-go/cdk8s/v2 v${installed}`);
  });
});

describe('a tool chain', () => {
  const lookFor = (language: string, env: NodeJS.ProcessEnv) => {
    const script = `import { toolChain } from './tools/tool-chains.mjs';
      console.log(JSON.stringify(await toolChain('${language}')));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
      env,
    });
    expect(String(stderr)).toBe('');
    return JSON.parse(String(stdout));
  };
  const missing = "'go version' does not work here";

  it('that is missing is skipped, but not in CI', () => {
    expect(lookFor('go', { PATH: '' })).toEqual({ missing, failed: false });
    expect(lookFor('go', { PATH: '', CI: 'false' })).toEqual({ missing, failed: false });
    expect(lookFor('go', { PATH: '', CI: 'true' })).toEqual({ missing, failed: true });
  });

  it('that is there tells its version', () => {
    expect(lookFor('js', { PATH: process.env.PATH })).toEqual({ version: process.versions.node, failed: false });
  });

  it('has to be one of ours', () => {
    const script = join(root, 'tools', 'package.mjs');
    const { status, stderr } = spawnSync(process.execPath, [script, 'go', 'cobol'], { cwd: root });
    expect([status, String(stderr)]).toEqual([2, 'cobol: no such language; there are js, python, java, go\n']);
  });
});

describe('a run of the tools that is interrupted', () => {
  let folder: string;
  let child: ChildProcess;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'interrupted run '));
  });
  afterEach(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const lineOf = (process: ChildProcess) =>
    new Promise<string>((done) => process.stdout?.once('data', (text) => done(String(text).trim())));

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends its processes and removes its folders', async (signal, status) => {
    const script = `import { run, scratchFolder } from './tools/processes.mjs';
      const scratch = scratchFolder('scratch');
      run('sh', ['-c', 'sleep 600 & echo $! > "$0"/pid; wait', scratch]);
      const { existsSync, readFileSync } = await import('node:fs');
      const timer = setInterval(() => {
        const file = scratch + '/pid';
        if (existsSync(file) && readFileSync(file, 'utf8').endsWith('\\n')) {
          clearInterval(timer);
          console.log(readFileSync(file, 'utf8').trim() + ' ' + scratch);
        }
      }, 20);`;
    child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [pid = '', ...path] = (await lineOf(child)).split(' ');
    const scratch = path.join(' ');
    expect([existsSync(scratch), isAlive(Number(pid))]).toEqual([true, true]);
    const ended = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    expect(await ended).toBe(status);
    expect([existsSync(scratch), isAlive(Number(pid))]).toEqual([false, false]);
  });
});

/** A process that has ended may wait for its new parent to notice. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)]);
  return /^[^Z\s]/.test(String(stdout).trim());
}
