import { copyFileSync, type Dirent, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { makeFolder, onFiles, outputFolder, stagingFolder } from './folder';

/** What `kubectl apply -f FOLDER` reads. */
const MANIFEST_EXTENSIONS = ['.yaml', '.yml', '.json'];

/**
 * Replaces the manifests of a folder by new ones. They are made in a folder beside it, so that a run that fails leaves
 * the old ones as they were; each then takes its place in one step, and manifests that the run did not make are removed.
 *
 * @param folder made where it is missing; must not hold the current folder, whose files would count as old manifests
 * @param make writes the new manifests into the folder that it is given
 * @throws FindingsError when the folder cannot be written
 */
export function replaceManifests(folder: string, make: (staging: string) => void): void {
  const target = outputFolder(folder, 'whose YAML and JSON files would be removed as old');
  const staging = onFiles(folder, () => stagingFolder(target));
  try {
    make(staging);
    onFiles(folder, () => {
      makeFolder(target);
      const fresh = filesBelow(staging);
      for (const file of fresh) {
        moveInto(join(staging, file), join(target, file));
      }
      for (const stale of filesBelow(target).filter((file) => isManifest(file) && !fresh.includes(file))) {
        rmSync(join(target, stale));
      }
    });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => relative(folder, pathOf(entry)));
}

function pathOf(entry: Dirent): string {
  return join(entry.parentPath, entry.name);
}

function isManifest(file: string): boolean {
  return MANIFEST_EXTENSIONS.includes(extname(file));
}

function moveInto(source: string, destination: string): void {
  makeFolder(dirname(destination));
  try {
    renameSync(source, destination);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') {
      throw error;
    }
    // The folder is a mount: bring the file over first, so that it still takes its place in one step.
    const partial = `${destination}.partial`;
    try {
      copyFileSync(source, partial);
      renameSync(partial, destination);
    } finally {
      rmSync(partial, { force: true });
    }
  }
}
