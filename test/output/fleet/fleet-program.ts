import { configMapOf, fleetOf, membersOf } from './fleets';

/**
 * A program for tests that start several, or kill one: makes a fleet again and again, or `TIMES` times, each with the text
 * of the next version.
 *
 *   node fleet-program.js OUTDIR CLUSTERS VERSION…
 */
const [outdir = '', clusters = '', ...versions] = process.argv.slice(2);
const members = membersOf(...Array.from({ length: Number(clusters) }, (_, index) => `c${index}`));
const times = Number(process.env['TIMES'] ?? Number.POSITIVE_INFINITY);
process.stdout.write('begins\n');
for (let time = 0; time < times; time += 1) {
  const version = versions[time % versions.length] ?? '';
  fleetOf({ members, outdir, quiet: true }, configMapOf(version)).synth();
}
