import { dirname } from 'node:path';
import { recordedFiles } from '../synth';

/** Names the files that fleets have made in a folder, a line each. Without an ending, so that kubectl leaves it alone. */
export const RECORD = '.calico-threat-defense-fleet';

/** A file in the folder of a cluster; a record that was changed by hand must not lead anywhere else. */
const RECORDED = /^[^./\\][^/\\]*[/\\][^/\\]+$/;

/** The files of a folder that fleets have made, as far as they are still files. */
export class FleetRecord {
  /** Their paths from the folder on. */
  readonly paths: ReadonlySet<string>;

  private readonly byCluster = new Map<string, string[]>();

  constructor(folder: string) {
    this.paths = recordedFiles(folder, RECORD, RECORDED);
    for (const path of this.paths) {
      const known = this.byCluster.get(dirname(path));
      if (known === undefined) {
        this.byCluster.set(dirname(path), [path]);
      } else {
        known.push(path);
      }
    }
  }

  /** The paths of a cluster's files. */
  of(cluster: string): readonly string[] {
    return this.byCluster.get(cluster) ?? [];
  }
}
