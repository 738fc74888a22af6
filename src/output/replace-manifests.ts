import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { errorRule, type Finding, noticeRule, report } from '../base';
import { ExistingFiles } from './existing-files';
import { fileList } from './file-list';
import { OutputFolder } from './output-folder';
import { isUnrecorded } from './unrecorded-files';

const RECORD = '.calico-threat-defense-files';
const NOT_OURS = errorRule({
  id: 'output/file-in-the-way',
  form: 'words',
  what: 'A run overwrites only files that an earlier run wrote.',
  why: 'Otherwise a manifest of yours would be lost. The file `.calico-threat-defense-files` in the folder lists the files of the last run.',
  bad: 'The output folder contains a file with the name of a manifest that is not in the record of the last run.',
  good: 'A folder that only the program writes to, or files with other names.',
});
const REMOVED = noticeRule({
  id: 'output/files-removed',
  form: 'words',
  what: 'Files that the last run wrote, and this run does not, are removed.',
  why: 'If they were applied with the others, they would bring back objects that you no longer want.',
  bad: 'The last run wrote a file for a chart that is no longer in the program.',
  good: 'No action is required: the notice says how many files were removed.',
});

/**
 * Replaces the files that the last run wrote into a folder with new ones.
 *
 * @param folder is created when it does not exist; must not contain the current folder
 * @param make writes the new files into the folder that it is given
 * @param stale see `OutputOptions`
 * @throws FindingsError when the folder cannot be written, or would lose a file of others
 */
export function replaceManifests(folder: string, make: (scratch: string) => void, stale?: number): void {
  const notOurs = (path: string) => fileInTheWay(join(folder, path));
  const output = new OutputFolder(folder, { record: RECORD, notOurs, isOurs: isUnrecorded, stale });
  try {
    mkdirSync(output.scratch);
    make(output.scratch);
    output.add(new ExistingFiles(output.scratch).all());
    report('output', removalNotice(folder, output.write().removed));
  } finally {
    output.dispose();
  }
}

function fileInTheWay(path: string): Finding {
  const message =
    'already exists, and no earlier run wrote it, so it is not overwritten; move or delete it, or choose another output folder. Nothing was written';
  return { ...NOT_OURS, keys: [path], message };
}

function removalNotice(folder: string, removed: readonly string[]): Finding[] {
  const [was, them] =
    removed.length === 1
      ? ['1 file from the last run was', 'it']
      : [`${removed.length} files from the last run were`, 'them'];
  const message = `${was} removed, because this run did not write ${them}: ${fileList(removed)}`;
  return removed.length === 0 ? [] : [{ ...REMOVED, keys: ['folder'], value: folder, message }];
}

/** The rules that this file checks. */
export const REPLACE_MANIFESTS_RULES = [NOT_OURS, REMOVED] as const;
