import { closeSync, openSync, writeFileSync } from 'node:fs';
import { errorRule, FindingsError } from '../base';
import { reasonOf } from '../reading';

const UNWRITABLE = errorRule({
  id: 'command/events-unwritable',
  form: 'words',
  what: 'The file for the events must be writable.',
  why: 'Otherwise the events are lost after a run that may take long.',
  bad: '`npx cdk8s-calico-threat-defense backtest dist --logs logs --events missing/events.ndjson` if the folder `missing` does not exist.',
  good: 'The same command with a file in an existing folder.',
});

/** A file that receives events, one per line. It is created before the logs are read, so a wrong name is noticed at once. */
export class EventFile {
  /** @throws FindingsError when it cannot be created */
  static create(path: string): EventFile {
    return new EventFile(
      path,
      guarded(path, () => openSync(path, 'w')),
    );
  }

  private constructor(
    private readonly path: string,
    private readonly descriptor: number,
  ) {}

  /** @throws FindingsError when they cannot be written, as on a full disk */
  write(lines: Iterable<string>): void {
    guarded(this.path, () => {
      for (const line of lines) {
        writeFileSync(this.descriptor, line);
      }
      closeSync(this.descriptor);
    });
  }
}

function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new FindingsError('--events', [
      {
        ...UNWRITABLE,
        keys: [path],
        message: `cannot be written: ${reasonOf(error)}; name a file in an existing folder`,
      },
    ]);
  }
}

/** The rules that this file checks. */
export const EVENT_FILE_RULES = [UNWRITABLE] as const;
