import { join } from 'node:path';
import { type App, Chart } from 'cdk8s';
import { CalicoRelease, NEWEST_ENTERPRISE } from '../../../src/calico';
import type { FleetMember } from '../../../src/output';
import { captureStderr } from '../../support';
import { fleetOf, membersOf, scratchFolder } from './fleets';

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
    `  CalicoRelease: 1 notice\n    release = "${minor}": is newer than ${NEWEST_ENTERPRISE}, the newest release that this library knows, and is treated like it [release/newer]\n`;

  it('are told at the end, each once with its clusters', () => {
    fleetOf({ members: membersOf('a', 'z', 'quiet', 'b', 'c'), outdir: join(folder(), 'dist') }, warning).synth();
    expect(stderr().replace(/^fleet: \d of 5 clusters\n/gm, '')).toBe(
      `a, b, c:\n${notice('3.30')}z:\n${notice('3.31')}fleet: 5 clusters: 5 files written, 0 unchanged, 0 removed\n`,
    );
  });

  it.each([
    [101, '1 more warning or notice was omitted'],
    [105, '5 more warnings and notices were omitted'],
  ])('do not fill the memory where each of %d clusters has one of its own', (clusters, omitted) => {
    const names = Array.from({ length: clusters }, (_, index) => `c${index}`);
    const add = (_: App, { cluster }: FleetMember) =>
      CalicoRelease.enterprise(`3.${100 + Number(cluster.name.slice(1))}`);
    fleetOf({ members: membersOf(...names), outdir: join(folder(), 'dist') }, add).synth();
    expect(stderr().match(/\[release\/newer\]/g)).toHaveLength(100);
    expect(stderr()).toContain(`\n${omitted}\nfleet: ${clusters} clusters`);
  });

  it('go to standard error again when the fleet is done', () => {
    fleetOf({ members: membersOf('a'), outdir: join(folder(), 'dist'), quiet: true }, warning).synth();
    expect(stderr()).toBe('');
    CalicoRelease.enterprise('3.30');
    expect(stderr()).toContain('[release/newer]');
  });
});
