import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { AD_JOB_VARIABLES } from '../src/kinds/ad-jobs';
import { AdJob } from '../src/kinds/ad-jobs/ad-job';
import { DETECTORS, Detector } from '../src/kinds/global-alert';

const root = resolve(__dirname, '..');

describe('npm run generate', () => {
  it('would change nothing', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'tools', 'generate.mjs'), '--check'], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('makes a constant for each detector', () => {
    expect(Object.entries(Detector).map(([constant, { id }]) => [constant, id])).toEqual(
      Object.keys(DETECTORS).map((id) => [id.toUpperCase(), id]),
    );
  });

  it('makes a job for each detector that is not newer than the AD jobs', () => {
    const older = Object.keys(DETECTORS).filter((id) => DETECTORS[id]?.adJob !== false);
    expect(Object.values(AdJob)).toEqual(older);
    expect(older.length).toBeLessThan(Object.keys(DETECTORS).length);
  });

  it('has something to say about each setting', () => {
    const silent = AD_JOB_VARIABLES.filter(({ setting, meaning }) => setting !== undefined && meaning === undefined);
    expect(silent).toEqual([]);
  });
});

/** Imports a generator, which is an ES module, in a process of its own, and prints what an expression of it yields. */
function evaluated(module: string, expression: string): string {
  const script = `import * as made from './tools/generate/${module}.mjs'; process.stdout.write(${expression});`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout;
}

describe('a doc comment', () => {
  it('says all that the row of a setting does', () => {
    const row = {
      ...{ name: 'AD_X', setting: 'x', jobs: ['dga', 'ip_sweep'], generations: ['old'], type: 'minutes' },
      ...{ default: '5', min: 2, direction: 'fewer', meaning: 'width of <job>', note: 'It is wide' },
    };
    const files = `made.settingInterfaces([${JSON.stringify(row)}])`;
    expect(evaluated('settings', `${files}['src/kinds/ad-jobs/settings/forest-settings.ts']`)).toContain(
      [
        '   * Width of jobs `dga` and `ip_sweep`, a whole number of minutes, at least 2. A higher value means fewer alerts. It is',
        '   * wide. Variable `AD_X`, read by images up to 3.10.',
        '   *',
        '   * @default - 5 minutes, set by the image',
        '   */',
        '  readonly x?: Duration;',
      ].join('\n'),
    );
  });

  it('is on one line where it fits', () => {
    expect(evaluated('code', "made.docComment('  ', 'Short.')")).toBe('  /** Short. */\n');
    expect(evaluated('code', "made.docComment('', 'Short.', '', '@see here')")).toBe(
      '/**\n * Short.\n *\n * @see here\n */\n',
    );
  });
});
