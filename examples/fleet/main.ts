import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { App } from 'cdk8s';
import { AnomalyDetectionChart, Fleet, type FleetMember } from 'cdk8s-calico-threat-defense';
import { readClusters } from './clusters';

const USAGE = 'usage: node .build/main.js [--quiet] [--keep-going] [FILE]      FILE is clusters.yaml unless named\n';

/** What values, and not the program, have to be mended for: printed without the stack of the program. */
const USERS_TO_MEND = ['ClustersError', 'FindingsError', 'FleetError'];

/** Module 7 for each cluster. */
class ThreatDefenseFleet extends Fleet {
  protected override addCharts(app: App, { cluster }: FleetMember): void {
    new AnomalyDetectionChart(app, 'anomaly-detection', { cluster });
  }
}

interface Options {
  readonly file: string;
  readonly quiet: boolean;
  readonly keepGoing: boolean;
}

/** @throws TypeError when there is an option that is not known, or more than one file */
function optionsOf(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { quiet: { type: 'boolean', default: false }, 'keep-going': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file = 'clusters.yaml', ...more] = positionals;
  if (more.length > 0) {
    throw new TypeError(`There is one file of clusters, not ${positionals.join(' and ')}`);
  }
  return { file, quiet: values.quiet ?? false, keepGoing: values['keep-going'] ?? false };
}

/** @returns 0 when all clusters are written, 1 when something is wrong with one, 2 when the program was called wrongly */
function main(args: readonly string[]): number {
  let options: Options;
  let text: string;
  try {
    options = optionsOf(args);
    text = readFileSync(options.file, 'utf8');
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  try {
    const { file, ...how } = options;
    new ThreatDefenseFleet({ members: readClusters(file, text), ...how }).synth();
    return 0;
  } catch (error) {
    const { name, message } = error as Error;
    if (!USERS_TO_MEND.includes(name)) {
      throw error;
    }
    process.stderr.write(`${message}\n`);
    return 1;
  }
}

process.exitCode = main(process.argv.slice(2));
