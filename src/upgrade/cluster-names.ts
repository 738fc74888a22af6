import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Manifest, textAt } from '../base';
import { MADE_FOR } from '../calico';
import { FLEET_RECORD } from '../output';
import { absolutePath } from '../reading';

/**
 * The name of the cluster that each object is for: the folder that a fleet has for it, or else the name that it states,
 * or the only one that others in its folder state. Empty if it is not known.
 */
export class ClusterNames {
  private readonly stated = new Map<string, Set<string>>();
  private readonly inFleets = new Map<string, string | undefined>();

  add(file: string, manifest: Manifest): void {
    const folder = dirname(absolutePath(file));
    const names = this.stated.get(folder) ?? new Set();
    this.stated.set(folder, names);
    const name = nameIn(manifest);
    if (name !== '') {
      names.add(name);
    }
  }

  of(file: string, manifest: Manifest): string {
    const folder = dirname(absolutePath(file));
    const [first = '', ...others] = this.stated.get(folder) ?? [];
    return this.memberOf(folder) ?? (nameIn(manifest) || (others.length === 0 ? first : ''));
  }

  /** The folder of a cluster in a fleet, above a file; a fleet leaves a record next to these folders. */
  private memberOf(folder: string): string | undefined {
    const above = dirname(folder);
    if (!this.inFleets.has(folder)) {
      const isMember = existsSync(join(above, FLEET_RECORD));
      this.inFleets.set(folder, isMember ? basename(folder) : above === folder ? undefined : this.memberOf(above));
    }
    return this.inFleets.get(folder);
  }
}

function nameIn(manifest: Manifest): string {
  return textAt(manifest, 'metadata', 'annotations', MADE_FOR.cluster);
}
