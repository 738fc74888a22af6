import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
const NAMES = ['calico-threat-defense', 'cdk8s-calico-threat-defense'];
const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** A clone, as far as its command goes, before it is built and after. */
describe.each(NAMES)('the command %s in a clone', (name) => {
  let folder: string;
  let clone: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'a clone ')));
    clone = join(folder, 'project');
    mkdirSync(clone);
    for (const file of ['package.json', 'package-lock.json', 'bin']) {
      cpSync(join(root, file), join(clone, file), { recursive: true });
    }
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const build = () => {
    mkdirSync(join(clone, 'lib', 'bin'), { recursive: true });
    const program = 'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 1;';
    writeFileSync(join(clone, 'lib', 'bin', 'calico-threat-defense.js'), program);
  };
  const run = (file: string, args: readonly string[]) => {
    const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter);
    // Whatever npx keeps, it keeps in this folder, and it gets nothing from elsewhere.
    const env = { PATH, HOME: folder, npm_config_cache: join(folder, 'npm'), npm_config_offline: 'true' };
    const { status, stdout, stderr } = spawnSync(file, args, { cwd: clone, env });
    return { status, stdout: String(stdout), stderr: String(stderr).replace(/^npm (warn|notice).*\n/gm, '') };
  };
  const notBuilt = () => ({
    status: 2,
    stdout: '',
    stderr: `calico-threat-defense: this clone is not built yet; run npm ci && npm run build in ${clone}, then try again\n`,
  });
  const built = { status: 1, stdout: '["lint","a b"]\n', stderr: '' };

  it('is a file that is there without a build, and can be run', () => {
    expect(() => accessSync(join(clone, bin[name]), constants.X_OK)).not.toThrow();
    expect(readFileSync(join(clone, bin[name]), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('says what to run before it is built, and does its work after that', () => {
    const launcher = join(clone, bin[name]);
    expect(run(launcher, ['lint', 'a b'])).toEqual(notBuilt());
    build();
    expect(run(launcher, ['lint', 'a b'])).toEqual(built);
  });

  it('is found by npx, which forgets nothing that it saw before the build', () => {
    expect(run('npx', [name, 'lint', 'a b'])).toEqual(notBuilt());
    build();
    expect(run('npx', [name, 'lint', 'a b'])).toEqual(built);
  }, 60_000);
});
