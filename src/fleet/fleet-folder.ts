import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { errorRule, FindingsError } from '../findings';
import {
  entryAt,
  holdsText,
  makeFolder,
  onFiles,
  outputFolder,
  recordOf,
  recordText,
  stagingFolder,
  unusable,
} from '../synth';
import { carryForeign, linkFile } from './carry';
import { behindLinks, clearUp, isOfAnotherRun, OLD, RUN_MARK } from './earlier-runs';
import type { FleetSummary } from './fleet';
import { FleetRecord, RECORD } from './fleet-record';
import type { Files } from './manifest-files';

const NOT_OURS = errorRule('fleet/file-in-the-way');

/** How long another run may take for two renames, in milliseconds. */
const LONGEST_SWAP = 1000;

/** How often another run may come between the two renames of this one. */
const MOST_TURNS = 10;

/**
 * The output folder of a fleet. The new one is filled beside the old one and takes its place as a whole, in one step, so
 * that there is never a mixture of both; what does not change is a link to the old file.
 */
export class FleetFolder {
  /** A folder for the app of a cluster, for a moment. */
  readonly scratch: string;

  private readonly target: string;
  private readonly wasThere: boolean;
  private readonly recorded: FleetRecord;
  private readonly staging: string;
  private readonly tree: string;
  private readonly own = new Set<string>();
  private readonly before: ReadonlySet<string>;
  private written = 0;

  /** @throws FindingsError when the folder cannot be written */
  constructor(private readonly folder: string) {
    this.target = outputFolder(behindLinks(folder), 'which is replaced as a whole');
    onFiles(folder, () => clearUp(this.target));
    this.wasThere = existsSync(this.target);
    this.recorded = onFiles(folder, () => new FleetRecord(this.target));
    this.before = onFiles(folder, () => namesIn(this.target));
    this.staging = onFiles(folder, () => stagingFolder(this.target, RUN_MARK));
    this.scratch = join(this.staging, 'app');
    this.tree = join(this.staging, 'new');
    onFiles(folder, () => mkdirSync(this.tree));
  }

  /** @throws FindingsError when something of another maker is in the way of a cluster's files */
  check(name: string, files: Files): void {
    if (this.mayHold(name)) {
      refuse(onFiles(this.folder, () => this.inTheWay(name, files)));
    }
  }

  /** Most folders of clusters are not there in a first run, which one look at the whole tells. */
  private mayHold(cluster: string): boolean {
    return this.before.has(keyOf(cluster));
  }

  /** @throws FindingsError when the folder cannot be written */
  put(name: string, files: Files): void {
    onFiles(this.folder, () => {
      if (files.size > 0) {
        mkdirSync(join(this.tree, name));
      }
      for (const [file, text] of files) {
        this.putFile(join(name, file), text);
      }
    });
  }

  /** Leaves the files that an earlier run made of a cluster as they are. */
  keep(name: string): void {
    onFiles(this.folder, () => {
      for (const path of this.recorded.of(name)) {
        makeFolder(join(this.tree, name));
        this.own.add(path);
        linkFile(join(this.target, path), join(this.tree, path));
      }
    });
  }

  /** Puts the new folder in the place of the old one, unless they are the same. */
  replace(): Omit<FleetSummary, 'clusters'> {
    const removed = [...this.recorded.paths].filter((path) => !this.own.has(path)).length;
    const record = recordOf(this.own);
    if (this.written > 0 || removed > 0 || onFiles(this.folder, () => recordText(this.target, RECORD)) !== record) {
      onFiles(this.folder, () => {
        writeFileSync(join(this.tree, RECORD), record);
        this.carryOthers();
        makeFolder(dirname(this.target));
      });
      this.swap();
    }
    return { filesWritten: this.written, filesUnchanged: this.own.size - this.written, filesRemoved: removed };
  }

  /** Removes what is not needed any more; the old folder only where there is one in its place. */
  dispose(): void {
    const old = join(this.staging, OLD);
    if (existsSync(old)) {
      if (!existsSync(this.target)) {
        return;
      }
      // A run that is ended while it removes this has not left what could be given back.
      renameSync(old, join(this.staging, 'replaced'));
    }
    rmSync(this.staging, { recursive: true, force: true });
  }

  private inTheWay(name: string, files: Files): string[] {
    const entry = files.size === 0 ? undefined : entryAt(join(this.target, name));
    return entry === undefined || entry.isDirectory()
      ? [...files].filter(([file, text]) => this.isInTheWay(join(name, file), text)).map(([file]) => join(name, file))
      : [name];
  }

  private isInTheWay(path: string, text: string): boolean {
    const file = join(this.target, path);
    const entry = entryAt(file);
    if (entry === undefined || !entry.isFile()) {
      return entry !== undefined;
    }
    return !this.recorded.paths.has(path) && !holdsText(file, text);
  }

  private putFile(path: string, text: string): void {
    const fresh = join(this.tree, path);
    this.own.add(path);
    if (this.mayHold(dirname(path)) && entryAt(join(this.target, path)) !== undefined) {
      linkFile(join(this.target, path), fresh);
      // The link is read, and not the old file, in whose place another run may put its own at any moment.
      if (holdsText(fresh, text)) {
        return;
      }
      rmSync(fresh);
    }
    this.written += 1;
    writeFileSync(fresh, text);
  }

  private carryOthers(): void {
    // Gone for a moment where another run is about to put its own there.
    for (const end = Date.now() + LONGEST_SWAP; this.wasThere && !existsSync(this.target) && Date.now() < end; ) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
    if (existsSync(this.target)) {
      const made = new FleetRecord(this.target).paths;
      refuse(this.cameMeanwhile(made));
      const own = [new Set([RECORD]), made, this.recorded.paths, this.own];
      carryForeign(this.target, this.tree, { has: (path) => own.some((paths) => paths.has(path)) });
      chmodSync(this.tree, statSync(this.target).mode);
    }
  }

  /** What others have put in the way since this run began. */
  private cameMeanwhile(made: ReadonlySet<string>): string[] {
    const fresh = [...namesIn(this.target)].filter((name) => !this.before.has(name));
    const own = fresh.length === 0 ? [] : [...this.own].filter((path) => fresh.includes(keyOf(dirname(path))));
    return own.filter((path) => {
      const isNoFolder = entryAt(join(this.target, dirname(path)))?.isDirectory() === false;
      const text = readFileSync(join(this.tree, path), 'utf8');
      return isNoFolder || (!made.has(path) && this.isInTheWay(path, text));
    });
  }

  private swap(): void {
    const old = join(this.staging, OLD);
    try {
      for (let turn = 1; !this.isSwapped(old, turn === MOST_TURNS); turn += 1) {
        // Another run was faster: what it replaced is out of date, and its own is replaced next.
        rmSync(old, { recursive: true, force: true });
      }
    } catch (error) {
      if (existsSync(old) && !existsSync(this.target)) {
        onFiles(this.folder, () => renameSync(old, this.target));
      }
      throw unusable(
        this.folder,
        `cannot be replaced (${(error as Error).message.split(',')[0]}); name a folder that is no mount, in one that may be written`,
      );
    }
  }

  private isSwapped(old: string, isLastTurn: boolean): boolean {
    try {
      if (existsSync(this.target)) {
        renameSync(this.target, old);
      }
      renameSync(this.tree, this.target);
      return true;
    } catch (error) {
      if (isLastTurn || !isOfAnotherRun(error)) {
        throw error;
      }
      return false;
    }
  }
}

/** The names in a folder, as a file system reads them that does not tell upper case from lower case. */
function namesIn(folder: string): Set<string> {
  return new Set(existsSync(folder) ? readdirSync(folder).map(keyOf) : []);
}

function keyOf(name: string): string {
  return name.toLowerCase();
}

/** @throws FindingsError where there is something at all */
function refuse(inTheWay: readonly string[]): void {
  if (inTheWay.length > 0) {
    const message = 'was not made by a fleet, and would be overwritten; remove it, or name another folder';
    throw new FindingsError(
      'output',
      inTheWay.map((path) => ({ ...NOT_OURS, path, message })),
    );
  }
}
