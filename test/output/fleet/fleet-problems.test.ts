import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, type App, Chart } from 'cdk8s';
import { PortScanAlert } from '../../../src/kinds/global-alert';
import type { FleetMember } from '../../../src/output';
import { isUserError } from '../../../src/output';
import { captureStderr, messageOf } from '../../support';
import {
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
    expect((thrown as Error).stack).toMatch(/^TypeError: b: Cannot read .*\n +at .*fleet-problems\.test\.ts/);
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
