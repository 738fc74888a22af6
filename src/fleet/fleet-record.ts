import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';

/** Names the files that fleets have made in a folder, a line each. Without an ending, so that kubectl leaves it alone. */
export const RECORD = '.calico-threat-defense-fleet';

/** A file in the folder of a cluster; a record that was changed by hand must not lead anywhere else. */
const RECORDED = /^[^./\\][^/\\]*[/\\][^/\\]+$/;

/** The files of a folder that fleets have made, as far as they are still files: what took the place of one is not ours. */
export class FleetRecord {
  /** Their paths from the folder on. */
  readonly paths: ReadonlySet<string>;

  private readonly byCluster = new Map<string, string[]>();

  constructor(folder: string) {
    const lines = recordedIn(folder).split('\n');
    this.paths = new Set(lines.filter((path) => RECORDED.test(path) && entryAt(join(folder, path))?.isFile()));
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

/** The record that fits some paths. */
export function recordOf(paths: ReadonlySet<string>): string {
  return [...paths]
    .sort()
    .map((path) => `${path}\n`)
    .join('');
}

/** The record that stands in a folder; empty where there is none. */
export function recordedIn(folder: string): string {
  const file = join(folder, RECORD);
  return entryAt(file) === undefined ? '' : readFileSync(file, 'utf8');
}

/** What has a path, without following a link; `undefined` where nothing has it. */
export function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return undefined;
    }
    throw error;
  }
}
