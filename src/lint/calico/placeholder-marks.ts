import type { StringContext } from '../../kind';

/** A piece of a string that something or somebody should have replaced. */
export interface Mark {
  readonly text: string;
  readonly offset: number;
  /** Whether a backslash kept a shell, or nothing, from replacing it. */
  readonly escaped: boolean;
}

/** What a placeholder has at least one of. */
const ANYTHING = /[$<@%]|\{\{|__|change|replace|fill|insert|your[-_]|fixme|todo|tbd|xxx|clustername|placeholder/i;

/** What a string as a whole may be instead of a value. */
const WHOLE = /^(?:change[-_]?me|replace[-_]?me|placeholder|todo|tbd|fixme|xxx{1,20}|your[-_][a-z0-9_-]{1,60})$/i;
const LONGEST_WHOLE = 70;

/** The same as a value in a query. */
const QUERY_VALUE =
  /(?<![\w.$-])(?:\$[A-Za-z_]\w{0,80}|change[-_]?me|replace[-_]?me|placeholder|todo|tbd|your[-_][a-z0-9_-]{1,60})(?![\w.-])/gi;

/** A path of Windows, such as `C:\$Recycle.Bin`, has a backslash of its own. */
const ESCAPED = /(?<![A-Za-z]:)\\\$(?:\{[^{}]{0,80}\}?|\([A-Za-z_]|[A-Za-z_][A-Za-z0-9_]{0,80})/g;
const VARIABLE = /\$\{[^{}]{0,200}\}/g;
const COMMAND = /\$\([A-Za-z_][^()]{0,80}\)/g;
const SHELL = /(?<![A-Za-z0-9_$])\$(?:[A-Z_][A-Z0-9_]{1,80}(?![A-Za-z0-9_])|[A-Za-z_][A-Za-z0-9_]{0,80}$)/g;
/** Without a letter, two braces are rather a part of a regular expression. */
const TEMPLATE = /\{\{[^A-Za-z{}]{0,20}[A-Za-z][^{}]{0,200}\}\}|\{%[^{}]{0,200}%\}|<%[^<>]{0,200}%>/g;
const ANGLES = /<[A-Za-z][A-Za-z0-9 _./-]{0,60}[A-Za-z0-9]>/g;
const FRAMED = /@[A-Z][A-Z0-9_]{1,60}@|%[A-Z][A-Z0-9_]{2,60}%|__[A-Z][A-Z0-9_]{1,60}__/g;
const WORDS =
  /(?<![A-Za-z0-9])(?:CHANGE[-_]?ME|REPLACE[-_]?(?:ME|THIS)|FILL[-_]?(?:ME|IN|ME[-_]IN)|INSERT[-_][A-Z_-]{1,40}HERE|YOUR[-_][A-Z0-9_-]{1,60}|FIXME|CLUSTERNAME|PLACEHOLDER)(?![A-Za-z0-9])/g;

/** Variables of every system, which a text names rather than wants replaced. */
const OF_THE_SYSTEM =
  /^(?:\$(?:HOME|PATH|PWD|SHELL|TMPDIR|IFS|LD_PRELOAD|LD_LIBRARY_PATH)|%(?:APPDATA|COMSPEC|PATH|PROGRAMDATA|SYSTEMROOT|TEMP|TMP|USERPROFILE|WINDIR)%)$/;

/** A command that a reader is to run, whose `<name>` is the reader's to fill in. */
const COMMAND_LINE = /\b(?:aws|az|calicoctl|curl|dig|docker|gcloud|helm|kubectl|nmap|nslookup|oc|ping|ssh)[ \t]/;

const HTML = /^<(?:b|i|u|s|p|a|em|br|hr|li|ul|ol|tt|h[1-6]|tr|td|th|pre|div|code|span|strong|table)>$/i;

/** Whether a string may hold a placeholder; of most strings this is all that has to be asked. */
export function mayHoldMark(text: string): boolean {
  return ANYTHING.test(text);
}

/** The first placeholder in a string; undefined where it has none. */
export function firstMark(text: string, around: StringContext): Mark | undefined {
  if (text.length <= LONGEST_WHOLE && WHOLE.test(text)) {
    return { text, offset: 0, escaped: false };
  }
  const isLeft = (at: number, mark: string) => !around.isSearched(at, mark);
  const escaped = first(text, ESCAPED, isLeft);
  if (escaped !== undefined) {
    return { ...escaped, escaped: true };
  }
  const marks = [
    around.hasVariables
      ? undefined
      : first(text, VARIABLE, (at, mark) => isLeft(at, mark) && !isUsedInQuery(text, at, mark, around)),
    first(text, COMMAND, (at, mark) => isLeft(at, mark) && !around.isEnvironment),
    around.isTemplate ? undefined : first(text, SHELL, (at, mark) => isLeft(at, mark) && !OF_THE_SYSTEM.test(mark)),
    around.isQuery ? first(text, QUERY_VALUE, isLeft) : undefined,
    around.isTemplate ? undefined : first(text, TEMPLATE, isLeft),
    text.includes('</') && !around.isQuery
      ? undefined
      : first(text, ANGLES, (at, mark) => isLeft(at, mark) && isInsteadOfValue(text, at, mark, around)),
    first(text, FRAMED, (at, mark) => isLeft(at, mark) && !OF_THE_SYSTEM.test(mark)),
    first(text, WORDS, isLeft),
  ].filter((mark) => mark !== undefined);
  const [nearest] = marks.sort((left, right) => left.offset - right.offset);
  return nearest === undefined ? undefined : { ...nearest, escaped: false };
}

type Found = Omit<Mark, 'escaped'>;

function first(text: string, pattern: RegExp, accepts: (offset: number, mark: string) => boolean): Found | undefined {
  for (const { 0: mark, index } of text.matchAll(pattern)) {
    if (accepts(index, mark)) {
      return { text: mark, offset: index };
    }
  }
  return undefined;
}

const WORD_BEFORE = 40;
const LONGEST_COMMAND = 200;

/** Whether a variable follows IN or NOTIN, where Calico inserts the values of a substitution, or names a substitution. */
function isUsedInQuery(text: string, offset: number, mark: string, around: StringContext): boolean {
  if (!around.isQuery || around.isSubstitution(mark.slice(2, -1))) {
    return around.isQuery;
  }
  const before = text.slice(Math.max(0, offset - WORD_BEFORE), offset).trimEnd();
  return /(?:^|[^A-Za-z0-9_.])(?:NOT)?IN$/i.test(before);
}

/** Whether `<some words>` is a placeholder for a value, not HTML or two comparisons of a query. */
function isInsteadOfValue(text: string, offset: number, mark: string, { isQuery }: StringContext): boolean {
  if (isQuery) {
    const before = text.slice(Math.max(0, offset - WORD_BEFORE), offset).trimEnd();
    return !/[A-Za-z0-9_.]$/.test(before) && !/ (?:AND|OR) /i.test(mark);
  }
  // A type of a programming language, such as vector<int>, follows a name.
  const isOfType = /\w/.test(text.charAt(offset - 1));
  const before = text.slice(Math.max(0, offset - LONGEST_COMMAND), offset);
  return !HTML.test(mark) && !isOfType && !COMMAND_LINE.test(before);
}
