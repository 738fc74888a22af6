import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathWithin } from '../base';
import { realPath, reasonOf, type Selection } from '../reading';
import { CONFIGURATION_FILE, type Configuration, type RuleLevel, type RuleSetting } from './configuration';
import { ConfigurationError } from './configuration-error';
import { ConfigurationReader } from './configuration-reader';
import { ConfigurationText } from './configuration-text';
import { FILE } from './rules';

const OTHER_NAME = CONFIGURATION_FILE.replace(/yaml$/, 'yml');

/**
 * The configuration files of a folder tree. For each file, only the nearest one counts: in its folder or the next one above
 * it, up to the top of its repository. They are not merged.
 */
export class Configurations {
  private readonly byFolder = new Map<string, Configuration | undefined>();
  private readonly realFolders = new Map<string, string>();
  private readonly applied = new Set<RuleSetting>();

  private constructor(private readonly fixed: Configuration | undefined | 'search') {}

  /** Those that are found near the files. */
  static search(): Configurations {
    return new Configurations('search');
  }

  /**
   * One for all files, or none.
   *
   * @throws ConfigurationError when it cannot be read, or anything in it is wrong
   */
  static of(file: string | undefined): Configurations {
    return new Configurations(file === undefined ? undefined : read(file));
  }

  /**
   * The configuration that applies to a file or a folder.
   *
   * @throws ConfigurationError when anything in it is wrong
   */
  for(path: string): Configuration | undefined {
    if (this.fixed !== 'search') {
      return this.fixed;
    }
    const folder = dirname(path);
    const real = this.realFolders.get(folder) ?? realPath(folder);
    this.realFolders.set(folder, real);
    return this.above(real);
  }

  /**
   * The configuration that applies to the content of a folder, or to a file.
   *
   * @throws ConfigurationError when anything in it is wrong
   */
  near(path: string): Configuration | undefined {
    return this.for(isFolder(path) ? join(path, CONFIGURATION_FILE) : path);
  }

  /** Leaves out what the configurations exclude. */
  get selection(): Selection {
    return ({ real, isFolder }) => this.for(real)?.exclude?.matches(real, isFolder) === true;
  }

  /** What becomes of the findings of a rule in a file; the last setting that applies counts. */
  levelOf(file: string, rule: string): RuleLevel | undefined {
    const { rules = [] } = this.for(file) ?? {};
    const real = rules.some((each) => each.rule === rule) ? realPath(file) : '';
    const setting = rules.findLast((each) => each.rule === rule && (each.paths?.matches(real, false) ?? true));
    if (setting !== undefined) {
      this.applied.add(setting);
    }
    return setting?.level;
  }

  /**
   * The settings of rules that decided about no finding.
   *
   * @param folders those that were read as a whole; only configuration files in them and below them are looked at
   */
  unapplied(folders: readonly string[]): UnappliedRule[] {
    const all = this.fixed === 'search' ? new Set(this.byFolder.values()) : [this.fixed];
    return [...all].flatMap((configuration) => {
      const { file = '', rules = [] } = configuration ?? {};
      const folder = realPath(dirname(resolve(file)));
      const isRead = folders.some((each) => pathWithin(realPath(each), folder) !== undefined);
      return rules.flatMap((setting, index) =>
        isRead && !this.applied.has(setting) ? [{ file, index, rule: setting.rule }] : [],
      );
    });
  }

  private above(folder: string): Configuration | undefined {
    if (this.byFolder.has(folder)) {
      return this.byFolder.get(folder);
    }
    const file = join(folder, CONFIGURATION_FILE);
    const isTop = folder === dirname(folder) || exists(join(folder, '.git'));
    const found = exists(file) ? read(shown(file)) : isTop ? undefined : this.above(dirname(folder));
    requireName(folder);
    this.byFolder.set(folder, found);
    return found;
  }
}

/** An entry of the list `rules` that decided about no finding. */
export interface UnappliedRule {
  readonly file: string;
  readonly index: number;
  readonly rule: string;
}

function read(file: string): Configuration {
  const text = new ConfigurationText(bytesOf(file));
  const reader = new ConfigurationReader(file);
  const configuration = text.problems.length === 0 ? reader.read(text.data) : undefined;
  if (configuration === undefined || reader.findings.length > 0) {
    throw new ConfigurationError(file, [...text.problems, ...reader.findings.map((finding) => text.place(finding))]);
  }
  return configuration;
}

/** Throws for a file with the other extension of YAML, which would have no effect. */
function requireName(folder: string): void {
  const other = join(folder, OTHER_NAME);
  if (exists(other)) {
    const message = `is not read: configuration files are called ${CONFIGURATION_FILE}; rename it`;
    throw new ConfigurationError(shown(other), [{ ...FILE, keys: [], message, line: 1, column: 1 }]);
  }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const message = `cannot be read: ${reasonOf(error)}`;
    throw new ConfigurationError(file, [{ ...FILE, keys: [], message, line: 1, column: 1 }]);
  }
}

/** From the current folder on, if it is in there. */
function shown(file: string): string {
  return pathWithin(resolve('.'), file) ?? file;
}

function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A folder that may not be looked into has no configuration for us.
    return false;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
