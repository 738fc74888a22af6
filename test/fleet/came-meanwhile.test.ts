import { join } from 'node:path';
import { captureStderr } from '../support';
import {
  addConfigMap,
  CONFIG,
  configOf,
  contentOf,
  fleetOf,
  membersOf,
  putFiles,
  RECORD,
  scratchFolder,
} from './fleets';

/** What happens in the folder while the second of two clusters is made, with the first one ready. */
function run(outdir: string, meanwhile: () => void) {
  return fleetOf({ members: membersOf('a', 'b'), outdir, quiet: true }, (app, member) => {
    addConfigMap(app, member);
    if (member.cluster.name === 'b') {
      meanwhile();
    }
  }).synth();
}

describe('what comes into the folder of a fleet while it runs', () => {
  const folder = scratchFolder();
  captureStderr();
  const outdir = () => join(folder(), 'dist');

  it.each([
    ['a file of the same name', { [`a/${CONFIG}`]: 'mine' }],
    ['a file in the place of a folder', { a: 'mine' }],
    ['a folder in the place of a file', { [`a/${CONFIG}/x`]: 'mine' }],
    ['a file of the same name in another case, where there is a difference', { A: 'mine', [`a/${CONFIG}`]: 'mine' }],
  ])('is named, and left as it is: %s', (_, files) => {
    expect(() => run(outdir(), () => putFiles(outdir(), files))).toThrow(
      `a/${CONFIG}: was not made by a fleet, and would be overwritten; remove it, or name another folder [fleet/file-in-the-way]`,
    );
    expect(contentOf(outdir())).toEqual(files);
    expect(contentOf(folder())).toEqual(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`dist/${path}`, text])),
    );
  });

  it.each<[string, Record<string, string>]>([
    ['beside the files of a cluster', { 'a/mine': 'mine' }],
    ['beside the folders', { mine: 'mine' }],
    ['in a folder of its own', { 'c/mine': 'mine' }],
  ])('is kept: %s', (_, files) => {
    run(outdir(), () => putFiles(outdir(), files));
    const { [RECORD]: __, ...content } = contentOf(outdir());
    expect(content).toEqual({ [`a/${CONFIG}`]: configOf('a'), [`b/${CONFIG}`]: configOf('b'), ...files });
  });

  it('is replaced where another fleet made it', () => {
    const paths = [`a/${CONFIG}`, `c/${CONFIG}`];
    const files = Object.fromEntries(paths.map((path) => [path, 'of the other']));
    run(outdir(), () => putFiles(outdir(), { ...files, [RECORD]: `${paths.join('\n')}\n` }));
    expect(Object.keys(contentOf(outdir()))).toEqual([RECORD, `a/${CONFIG}`, `b/${CONFIG}`]);
  });

  it('is ours where it is the same', () => {
    run(outdir(), () => putFiles(outdir(), { [`a/${CONFIG}`]: configOf('a') }));
    expect(Object.keys(contentOf(outdir()))).toEqual([RECORD, `a/${CONFIG}`, `b/${CONFIG}`]);
  });
});
