import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { isEventLine } from '../backtest';
import { errorRule, FindingsError, pathWithin } from '../base';
import { reasonOf } from '../reading';

const UNWRITABLE = errorRule({
  id: 'command/events-unwritable',
  form: 'words',
  what: 'The file for the events must be writable, and must not be one of the files that are read, or contain anything but events of an earlier run.',
  why: 'Otherwise, the events of a run that may have taken long are lost, or they overwrite logs, an alert, or something that cannot be restored.',
  bad: '`npx cdk8s-calico-threat-defense backtest dist --logs logs --events missing/events.ndjson` if the folder `missing` does not exist.',
  good: 'The same command with a file in an existing folder.',
});

/** A system call for each line takes longer than the line. */
const LINES_AT_ONCE = 1_000;

/** Longer than an event. */
const LONGEST_LINE = 1_000_000;

/**
 * A file that receives events, one per line. It is opened before the logs are read, so a wrong name is noticed at once, but
 * what it contains is only replaced when there are events to write.
 */
export class EventFile {
  /**
   * @param inputs the files and folders that the command reads
   * @throws FindingsError when it cannot be created, is one of the inputs or below one, or contains anything but events
   */
  static create(path: string, inputs: readonly string[]): EventFile {
    const input = inputs.find((one) => isReadAs(one, path));
    if (input !== undefined) {
      throw unwritable(path, `would be overwritten, but is read as part of ${input}; name another file`);
    }
    if (!guarded(path, () => isReplaceable(path))) {
      const reason = 'already exists, and contains something other than events of a backtest, so it is not overwritten';
      throw unwritable(path, `${reason}; name another file`);
    }
    return new EventFile(
      path,
      guarded(path, () => openSync(path, 'a')),
    );
  }

  private constructor(
    private readonly path: string,
    private readonly descriptor: number,
  ) {}

  /**
   * Replaces the content.
   *
   * @returns the number of lines
   * @throws FindingsError when they cannot be written, as on a full disk
   */
  async write(lines: AsyncIterable<string>): Promise<number> {
    const { descriptor } = this;
    const write = (text: string) => guarded(this.path, () => writeFileSync(descriptor, text));
    guarded(this.path, () => fstatSync(descriptor).isFile() && ftruncateSync(descriptor));
    let count = 0;
    let batch: string[] = [];
    for await (const line of lines) {
      batch.push(line);
      count += 1;
      if (batch.length === LINES_AT_ONCE) {
        write(batch.join(''));
        batch = [];
      }
    }
    write(batch.join(''));
    guarded(this.path, () => closeSync(descriptor));
    return count;
  }
}

/** Whether an input is a file, by whatever name, or a folder that it is in. */
function isReadAs(input: string, path: string): boolean {
  const [read, written, folder] = [input, path, dirname(path)].map((one) => statSync(one, { throwIfNoEntry: false }));
  if (read?.isDirectory() && folder?.isDirectory() && written?.isFile() !== false) {
    return pathWithin(realpathSync(input), realpathSync(dirname(path))) !== undefined;
  }
  return read?.isFile() === true && read.dev === written?.dev && read.ino === written.ino;
}

/** Whether a file is missing, empty, no regular file, or begins with an event of an earlier run. */
function isReplaceable(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || stats.size === 0 || !stats.isFile()) {
    return true;
  }
  const descriptor = openSync(path, 'r');
  try {
    const start = Buffer.alloc(Math.min(stats.size, LONGEST_LINE));
    const [line = ''] = start.toString('utf8', 0, readSync(descriptor, start)).split('\n', 1);
    return isEventLine(line);
  } finally {
    closeSync(descriptor);
  }
}

function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const advice =
      (error as NodeJS.ErrnoException).code === 'ENOSPC'
        ? 'make room, or name a file on another disk'
        : 'name a file in an existing folder';
    throw unwritable(path, `cannot be written: ${reasonOf(error)}; ${advice}`);
  }
}

function unwritable(path: string, message: string): FindingsError {
  return new FindingsError('--events', [{ ...UNWRITABLE, keys: [path], message }]);
}

/** The rules that this file checks. */
export const EVENT_FILE_RULES = [UNWRITABLE] as const;
