/*
 * Which files of src/ are mutated: all but documentation, and generated ones, which .gitattributes marks.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTATION } from './rooms.mjs';

/** The files in rooms, folders or files below `src/`. */
export function filesBelow(root, names) {
  const files = names.flatMap((name) => {
    const path = join('src', name);
    if (!existsSync(join(root, path))) {
      throw new Error(`${name}: there is no ${path}; name a room, such as base`);
    }
    return statSync(join(root, path)).isFile()
      ? [path]
      : readdirSync(join(root, path), { recursive: true, encoding: 'utf8' }).map((file) => join(path, file));
  });
  return handWritten(root, files.sort());
}

/** The files that differ from a commit, in the working tree. */
export function changedFiles(root, base = defaultBase(root)) {
  const tracked = git(root, 'diff', '--name-only', '--diff-filter=d', '-z', base, '--', 'src');
  const untracked = git(root, 'ls-files', '--others', '--exclude-standard', '-z', '--', 'src');
  return handWritten(root, `${tracked}${untracked}`.split('\0'));
}

/** The commit that is checked out. */
export function commit(root) {
  return git(root, 'rev-parse', 'HEAD').trim();
}

/** Where this branch left origin/main; the commit before, if this is origin/main itself and its history is there. */
function defaultBase(root) {
  const head = commitOf(root, 'rev-parse', 'HEAD');
  const parting = commitOf(root, 'merge-base', 'origin/main', 'HEAD');
  return parting === undefined || parting === head ? (commitOf(root, 'rev-parse', 'HEAD~1') ?? head) : parting;
}

function commitOf(root, ...args) {
  try {
    return git(root, ...args).trim();
  } catch {
    return undefined;
  }
}

function handWritten(root, files) {
  const sources = files.filter((file) => /\.m?ts$/.test(file) && !DOCUMENTATION.includes(file));
  return sources.filter(
    (file) => !git(root, 'check-attr', 'linguist-generated', '--', file).trimEnd().endsWith(': set'),
  );
}

function git(cwd, ...args) {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
