import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const TYPES = resolve(__dirname, '../../tools/synth/types.js');
const PROGRAM = `require(${JSON.stringify(TYPES)}).checkTypes(...process.argv.slice(1)).then((code) => process.exit(code))`;

/** What `npm run synth` checks before it runs a program, and when it need not. */
describe('the type check of npm run synth', () => {
  let root: string;
  const write = (file: string, text: string) => writeFileSync(join(root, file), text);
  const check = () => spawnSync(process.execPath, ['-e', PROGRAM, root, join(root, '.build')]).status;
  const checkedAt = () => statSync(join(root, '.build', 'tsconfig.tsbuildinfo')).mtimeMs;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'the types ')));
    mkdirSync(join(root, '.build'));
    write('package.json', '{}');
    write('tsconfig.json', '{ "compilerOptions": { "strict": true, "types": [], "noEmit": true } }');
    write(
      'tsconfig.build.json',
      JSON.stringify({
        extends: './tsconfig.json',
        compilerOptions: { incremental: true, tsBuildInfoFile: '.build/tsconfig.tsbuildinfo' },
        include: ['main.ts'],
      }),
    );
    write('main.ts', "import { port } from './port';\nexport const next: number = port + 1;\n");
    write('port.ts', 'export const port = 80;\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('does not run again while nothing has changed', () => {
    expect(check()).toBe(0);
    const at = checkedAt();
    expect(check()).toBe(0);
    expect(checkedAt()).toBe(at);
  });

  const changes: [string, () => void][] = [
    ['the program', () => write('main.ts', 'export const next: number = "81";\n')],
    ['a file that it imports', () => write('port.ts', 'export const port = { number: 80 };\n')],
    ['a file that is gone', () => rmSync(join(root, 'port.ts'))],
    [
      'the configuration',
      () => write('tsconfig.json', '{ "compilerOptions": { "lib": ["es2023"], "types": ["no"] } }'),
    ],
  ];
  it.each(changes)('finds what is wrong after a change of %s, and again until it is fixed', (_, change) => {
    expect(check()).toBe(0);
    change();
    expect(check()).not.toBe(0);
    expect(check()).not.toBe(0);
  });
});
