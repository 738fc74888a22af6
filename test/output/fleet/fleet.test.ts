import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, type App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease } from '../../../src/calico';
import { PortScanAlert } from '../../../src/kinds/global-alert';
import type { Fleet, FleetMember, FleetProps, FleetSummary } from '../../../src/output';
import { isUserError } from '../../../src/output';
import { captureStderr, messageOf } from '../../support';
import {
  addConfigMap,
  CONFIG,
  configMapOf,
  configOf,
  contentOf,
  fleetOf,
  membersOf,
  putFiles,
  RECORD,
  scratchFolder,
} from './fleets';

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

describe('problems of the clusters of a fleet', () => {
  const folder = scratchFolder();
  const stderr = captureStderr();
  const outdir = () => join(folder(), 'dist');

  /** What is wrong with clusters, by their name. */
  const adding =
    (severities: Readonly<Record<string, number>>, version = '1') =>
    (app: App, member: FleetMember) => {
      configMapOf(version)(app, member);
      const severity = severities[member.cluster.name];
      if (severity !== undefined) {
        new PortScanAlert(new Chart(app, 'alerts'), 'port-scan', { severity });
      }
    };
  const refused = (severity: number) =>
    `  alerts/port-scan: 1 problem\n    spec.severity = ${severity}: must be a whole number from 1 to 100 (100 is the most severe) [global-alert/severity-range]`;

  it('are told all at once, each once with its clusters, and nothing is written', () => {
    putFiles(outdir(), { mine: 'kept' });
    const members = membersOf('a', 'b', 'c', 'd', 'e', 'f', 'g');
    const add = adding({ a: 0, b: 101, c: 0, d: 0, e: 0, f: 0 });
    expect(messageOf(() => fleetOf({ members, outdir: outdir() }, add).synth())).toBe(
      `fleet: 6 of 7 clusters have problems; nothing was written\na, c, d and 2 others:\n${refused(0)}\nb:\n${refused(101)}`,
    );
    expect(contentOf(folder())).toEqual({ 'dist/mine': 'kept' });
  });

  it('name the cluster and its findings where it is one', () => {
    expect(messageOf(() => fleetOf({ members: membersOf('a', 'b'), outdir: outdir() }, adding({ b: 0 })).synth())).toBe(
      `fleet: 1 of 2 clusters has a problem; nothing was written\nb:\n${refused(0)}`,
    );
    expect(existsSync(outdir())).toBe(false);
  });

  it('are those too that only the finished tree knows', () => {
    const add = (app: App) => {
      const chart = new Chart(app, 'alerts');
      new PortScanAlert(chart, 'first');
      new PortScanAlert(chart, 'second');
    };
    expect(messageOf(() => fleetOf({ members: membersOf('a'), outdir: outdir() }, add).synth())).toMatch(
      /^fleet: 1 of 1 clusters has a problem; nothing was written\na:\n {2}Validation failed with the following errors:\n.*\n.*\[manifest\/duplicate-object\]$/,
    );
  });

  it('leave the others to be written where it keeps going, and what there was of the cluster', () => {
    const members = membersOf('a', 'b', 'c');
    fleetOf({ members: membersOf('a', 'b', 'gone'), outdir: outdir() }).synth();
    putFiles(outdir(), { 'b/mine': 'kept' });
    const fleet = fleetOf({ members, outdir: outdir(), keepGoing: true }, adding({ b: 0, c: 0 }, '2'));
    expect(messageOf(() => fleet.synth())).toBe(
      `fleet: 2 of 3 clusters have problems; the others were written\nb, c:\n${refused(0)}`,
    );
    expect(contentOf(outdir())).toEqual({
      [RECORD]: `a/${CONFIG}\nb/${CONFIG}\n`,
      [`a/${CONFIG}`]: configOf('a', '2'),
      [`b/${CONFIG}`]: configOf('b'),
      'b/mine': 'kept',
    });
    expect(stderr()).toContain('fleet: 1 clusters: 1 files written, 1 unchanged, 1 removed\n');
  });

  it('leave no trace where all have one and it keeps going', () => {
    const fleet = fleetOf({ members: membersOf('a'), outdir: outdir(), keepGoing: true }, adding({ a: 0 }));
    expect(messageOf(() => fleet.synth())).toMatch(/^fleet: 1 of 1 clusters has a problem; no cluster was written\n/);
    expect(contentOf(folder())).toEqual({});
  });

  it.each([false, true])('do not hide a bug of the program, which names the cluster (keepGoing: %s)', (keepGoing) => {
    const add = (app: App, member: FleetMember) => {
      adding({ a: 0 })(app, member);
      (undefined as unknown as App).synth();
    };
    let thrown: unknown;
    try {
      fleetOf({ members: membersOf('b', 'c'), outdir: outdir(), keepGoing }, add).synth();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(TypeError);
    expect((thrown as Error).message).toMatch(/^b: Cannot read properties of undefined/);
    expect((thrown as Error).stack).toMatch(/^TypeError: b: Cannot read .*\n +at .*fleet\.test\.ts/);
    expect(contentOf(folder())).toEqual({});
  });

  it('are of the class FleetError, by which a program knows them', () => {
    let thrown: unknown;
    try {
      fleetOf({ members: membersOf('a'), outdir: outdir() }, adding({ a: 0 })).synth();
    } catch (error) {
      thrown = error;
    }
    expect((thrown as Error).name).toBe('FleetError');
    // Node.js prints the stack of what a program does not catch.
    expect((thrown as Error).stack).toBe(`FleetError: ${(thrown as Error).message}`);
  });

  it('are for the user, so that runSynth prints them without a stack, unlike bugs', () => {
    const thrownWith = (add: (app: App, member: FleetMember) => void): unknown => {
      try {
        fleetOf({ members: membersOf('a'), outdir: outdir(), quiet: true }, add).synth();
      } catch (error) {
        return error;
      }
      return undefined;
    };
    expect(isUserError(thrownWith(adding({ a: 0 })))).toBe(true);
    const bug = () => (undefined as unknown as App).synth();
    expect(isUserError(thrownWith(bug))).toBe(false);
  });
});

describe('warnings of the clusters of a fleet', () => {
  const folder = scratchFolder();
  const stderr = captureStderr();
  const warning = (app: App, { cluster }: FleetMember) => {
    new Chart(app, 'chart');
    if (cluster.name !== 'quiet') {
      CalicoRelease.enterprise(`3.${cluster.name === 'z' ? 31 : 30}`);
    }
  };
  const notice = (minor: string) =>
    `  CalicoRelease: 1 notice\n    release = "${minor}": is newer than 3.24, the newest release that this library knows, and is treated like it [release/newer]\n`;

  it('are told at the end, each once with its clusters', () => {
    fleetOf({ members: membersOf('a', 'z', 'quiet', 'b', 'c'), outdir: join(folder(), 'dist') }, warning).synth();
    expect(stderr().replace(/^fleet: \d of 5 clusters\n/gm, '')).toBe(
      `a, b, c:\n${notice('3.30')}z:\n${notice('3.31')}fleet: 5 clusters: 5 files written, 0 unchanged, 0 removed\n`,
    );
  });

  it('do not fill the memory where each cluster has one of its own', () => {
    const names = Array.from({ length: 105 }, (_, index) => `c${index}`);
    const add = (_: App, { cluster }: FleetMember) =>
      CalicoRelease.enterprise(`3.${100 + Number(cluster.name.slice(1))}`);
    fleetOf({ members: membersOf(...names), outdir: join(folder(), 'dist') }, add).synth();
    expect(stderr().match(/\[release\/newer\]/g)).toHaveLength(100);
    expect(stderr()).toContain('\n5 more warnings and notices were omitted\nfleet: 105 clusters');
  });

  it('go to standard error again when the fleet is done', () => {
    fleetOf({ members: membersOf('a'), outdir: join(folder(), 'dist'), quiet: true }, warning).synth();
    expect(stderr()).toBe('');
    CalicoRelease.enterprise('3.30');
    expect(stderr()).toContain('[release/newer]');
  });
});

describe('an object of a fleet that cannot be made into a manifest', () => {
  const folder = scratchFolder();
  captureStderr();

  it('is a bug with the name of the cluster', () => {
    const add = (app: App) => {
      new ApiObject(new Chart(app, 'chart'), 'map', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        data: { since: new Date() },
      });
    };
    expect(messageOf(() => fleetOf({ members: membersOf('a'), outdir: join(folder(), 'dist') }, add).synth())).toMatch(
      /^a: Failed serializing construct at path 'chart\/map'/,
    );
  });
});
