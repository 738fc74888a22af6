import { dirname, resolve } from 'node:path';
import { type Manifest, valueAt } from '../base';
import { FELIX_DEFAULT, isFelixConfiguration, LogSettings, logsMadeFor, readFelix } from '../calico';
import { decode, readDocuments, type Source } from '../reading';

/** The word that each file with log settings contains. */
const WORD = Buffer.from('FelixConfiguration');

/** The log settings of clusters, by the folder of the FelixConfiguration that has them. */
export class LogSettingsOfFiles {
  private readonly byFolder = new Map<string, LogSettings[]>();

  /** Reads every file, and remembers only the log settings. */
  static read(sources: Iterable<Source>): LogSettingsOfFiles {
    const all = new LogSettingsOfFiles();
    for (const { file, bytes, patchOf } of sources) {
      if (patchOf === undefined && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(WORD)) {
        all.add(file, bytes);
      }
    }
    return all;
  }

  /**
   * The settings for the objects of a file: those in its folder, or in the nearest folder above it; otherwise the only ones
   * that there are. Undefined if there are none, or several in one folder.
   */
  for(file: string): LogSettings | undefined {
    for (let folder = folderOf(file); ; folder = dirname(folder)) {
      const found = this.byFolder.get(folder);
      if (found !== undefined) {
        return found.length === 1 ? found[0] : undefined;
      }
      if (folder === dirname(folder)) {
        break;
      }
    }
    const all = [...this.byFolder.values()].flat();
    return all.length === 1 ? all[0] : undefined;
  }

  /**
   * The settings for an object: what the FelixConfiguration sets, and apart from that, what the object was made for. A
   * FelixConfiguration in a folder is often only a part of the one on the cluster.
   */
  forObject(file: string, manifest: Manifest): LogSettings {
    const madeFor = logsMadeFor(manifest);
    const found = this.for(file);
    return found === undefined ? madeFor : LogSettings._ofValues({ ...madeFor._values, ...found._values });
  }

  private add(file: string, bytes: Uint8Array): void {
    const { text, problem } = decode(bytes);
    const folder = folderOf(file);
    for (const { content } of problem === undefined ? readDocuments(text) : []) {
      for (const { manifest } of (content?.objects ?? []).filter((object) => isDefault(object.manifest))) {
        const settings = LogSettings._ofValues(readFelix(manifest).values);
        this.byFolder.set(folder, [...(this.byFolder.get(folder) ?? []), settings]);
      }
    }
  }
}

/** The folder of a file, as an absolute path: the folder above `..` is not the current one. */
export function folderOf(file: string): string {
  return dirname(resolve(file));
}

function isDefault(manifest: Manifest): boolean {
  return isFelixConfiguration(manifest) && valueAt(manifest, 'metadata', 'name') === FELIX_DEFAULT;
}
