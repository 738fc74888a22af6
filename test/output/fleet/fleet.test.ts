import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease } from '../../../src/calico';
import { PortScanAlert } from '../../../src/kinds/global-alert';
import type { Fleet, FleetMember, FleetProps, FleetSummary } from '../../../src/output';
import { captureStderr, messageOf } from '../../support';
import { addConfigMap, CONFIG, configOf, contentOf, fleetOf, membersOf, RECORD, scratchFolder } from './fleets';

const ANY_MEMBERS = membersOf('b', 'a');
const release = CalicoRelease.parse('3.24');
const standalone = { cluster: CalicoCluster.standalone({ release }) };

describe('a fleet', () => {
  const folder = scratchFolder();
  const stderr = captureStderr();
  const outdir = () => join(folder(), 'dist');

  it('gives a folder to each cluster', () => {
    const members = [...membersOf('b'), { ...membersOf('a')[0], folder: 'First_One.x' } as FleetMember, standalone];
    expect(fleetOf({ members, outdir: outdir() }).synth()).toEqual<FleetSummary>({
      clusters: 3,
      filesWritten: 3,
      filesUnchanged: 0,
      filesRemoved: 0,
    });
    expect(contentOf(outdir())).toEqual({
      [RECORD]: `First_One.x/${CONFIG}\nb/${CONFIG}\ncluster/${CONFIG}\n`,
      [`First_One.x/${CONFIG}`]: configOf('a'),
      [`b/${CONFIG}`]: configOf('b'),
      [`cluster/${CONFIG}`]: configOf('cluster'),
    });
  });

  it('makes clusters in their order, each known to its app', () => {
    const seen: string[] = [];
    const fleet = fleetOf({ members: ANY_MEMBERS, outdir: outdir() }, (app) => seen.push(CalicoCluster.of(app).name));
    fleet.synth();
    expect(seen).toEqual(['b', 'a']);
    expect(fleet.members).toEqual(ANY_MEMBERS);
  });

  it('does not see what is done to the list of its members later', () => {
    const members = membersOf('b');
    const fleet = fleetOf({ members, outdir: outdir() });
    members.push(...membersOf('b'));
    expect(fleet.synth().clusters).toBe(1);
  });

  it.each<[what: string, change: (fleet: Fleet) => void, message: string]>([
    [
      'a member is added',
      (fleet) => fleet.members.push(...membersOf('b')),
      'members[2].cluster.name = "b": is already the folder of members[0]',
    ],
    [
      'a folder leads elsewhere',
      ({ members: [first] }) => Object.assign(first ?? {}, { folder: '../../evil' }),
      'members[0].folder = "../../evil": must be a valid folder name',
    ],
  ])('is checked again where it was changed after it was made: %s', (_, change, message) => {
    const fleet = fleetOf({ members: membersOf('b', 'a'), outdir: outdir() });
    change(fleet);
    expect(messageOf(() => fleet.synth())).toContain(message);
    expect(contentOf(folder())).toEqual({});
  });

  it('keeps the folders that it checked, whatever its own code does to the members', () => {
    const members = membersOf('a', 'b');
    const add = (app: App, member: FleetMember) => {
      addConfigMap(app, member);
      Object.assign(members[1] ?? {}, { folder: '../../evil' });
    };
    fleetOf({ members, outdir: outdir() }, add).synth();
    expect(Object.keys(contentOf(folder()))).toEqual([`dist/${RECORD}`, `dist/a/${CONFIG}`, `dist/b/${CONFIG}`]);
  });

  it.each<[string | undefined, string | undefined, string]>([
    ['here', 'there', 'here'],
    [undefined, 'there', 'there'],
    [undefined, '', 'dist'],
    [undefined, undefined, 'dist'],
  ])('is written into %j, or what CDK8S_OUTDIR = %j says', (given, variable, expected) => {
    const before = process.env['CDK8S_OUTDIR'];
    try {
      delete process.env['CDK8S_OUTDIR'];
      if (variable !== undefined) {
        process.env['CDK8S_OUTDIR'] = variable;
      }
      expect(fleetOf({ members: ANY_MEMBERS, outdir: given }).outdir).toBe(expected);
    } finally {
      delete process.env['CDK8S_OUTDIR'];
      if (before !== undefined) {
        process.env['CDK8S_OUTDIR'] = before;
      }
    }
  });

  /** For each prop a value that is not its default, and what shows it. A prop that is added must be listed. */
  const ALL_PROPS: { readonly [Prop in keyof Required<FleetProps>]: [value: FleetProps[Prop], shown: () => boolean] } =
    {
      members: [membersOf('bad', 'only'), () => existsSync('elsewhere/only')],
      outdir: ['elsewhere', () => existsSync('elsewhere')],
      keepGoing: [true, () => existsSync('elsewhere/only')],
      quiet: [true, () => stderr() === before],
    };
  let before: string;
  const shows = (prop: keyof FleetProps, props: FleetProps): boolean => {
    const home = process.cwd();
    process.chdir(mkdtempSync(join(folder(), 'run ')));
    before = stderr();
    try {
      messageOf(() => fleetOf(props, addBad).synth());
      return ALL_PROPS[prop][1]();
    } finally {
      process.chdir(home);
    }
  };
  const addBad = (app: App, member: FleetMember) => {
    addConfigMap(app, member);
    if (member.cluster.name === 'bad') {
      new PortScanAlert(new Chart(app, 'alerts'), 'alert', { severity: 0 });
    }
  };
  it.each(Object.keys(ALL_PROPS) as (keyof FleetProps)[])('reads its prop %s', (prop) => {
    const all = Object.fromEntries(Object.entries(ALL_PROPS).map(([name, [value]]) => [name, value]));
    expect(shows(prop, all as unknown as FleetProps)).toBe(true);
    const other = prop === 'members' ? membersOf('bad', 'other') : undefined;
    expect(shows(prop, { ...all, [prop]: other } as unknown as FleetProps)).toBe(false);
  });

  describe('refuses', () => {
    const folderRule =
      "must be a valid folder name: at most 253 letters, digits, '-', '_' and '.', beginning with a letter or digit and not ending with '.'";
    const device = 'is the name of a device on Windows; give the cluster another folder';
    const give = 'one cluster would overwrite the other; give each cluster its own folder';
    const inFolder = (name: string, ...folders: string[]) =>
      folders.map((each) => ({ ...membersOf(name)[0], folder: each }) as FleetMember);
    it.each<[string, FleetMember[], string]>([
      ['no cluster', [], 'members: must contain at least one cluster [fleet/no-cluster]'],
      [
        'two of one name',
        membersOf('acme', 'other', 'acme'),
        `members[2].cluster.name = "acme": is already the folder of members[0]: ${give} [fleet/same-folder]`,
      ],
      [
        'two that share the name cluster',
        [standalone, { cluster: CalicoCluster.management({ release }) }],
        `members[1].cluster.name = "cluster": is already the folder of members[0]: ${give} [fleet/same-folder]`,
      ],
      [
        'two folders that differ in case',
        [...membersOf('acme'), ...inFolder('other', 'Acme')],
        `members[1].folder = "Acme": differs from acme of members[0] only in case, which some file systems ignore: ${give} [fleet/same-folder]`,
      ],
      ['a folder above', inFolder('a', '..'), `members[0].folder = "..": ${folderRule} [fleet/folder]`],
      ['a folder within a folder', inFolder('a', 'x/y'), `members[0].folder = "x/y": ${folderRule} [fleet/folder]`],
      ['a folder without a name', inFolder('a', ''), `members[0].folder = "": ${folderRule} [fleet/folder]`],
      ['a hidden folder', inFolder('a', '.git'), `members[0].folder = ".git": ${folderRule} [fleet/folder]`],
      ['a folder with a dot at its end', inFolder('a', 'x.'), `members[0].folder = "x.": ${folderRule} [fleet/folder]`],
      ['a folder with a line break', inFolder('a', 'x\n'), `members[0].folder = "x\\n": ${folderRule} [fleet/folder]`],
      ['a device', inFolder('a', 'NUL.txt'), `members[0].folder = "NUL.txt": ${device} [fleet/folder]`],
      ['a cluster called like a device', membersOf('con'), `members[0].cluster.name = "con": ${device} [fleet/folder]`],
    ])('%s', (_, members, line) => {
      expect(messageOf(() => fleetOf({ members }))).toBe(`fleet: 1 problem\n  ${line}`);
    });

    it('a folder that is too long', () => {
      expect(messageOf(() => fleetOf({ members: inFolder('a', 'x'.repeat(254)) }))).toContain('at most 253 letters');
      expect(fleetOf({ members: inFolder('a', 'x'.repeat(253)) }).members).toHaveLength(1);
    });

    it('all that is wrong at once', () => {
      const members = [...inFolder('a', '..', 'x', 'X'), ...membersOf('con')];
      expect(messageOf(() => fleetOf({ members }))).toMatch(
        /^fleet: 3 problems\n.*members\[0\].*\n.*members\[2\].*\n.*members\[3\]/,
      );
    });
  });
});
