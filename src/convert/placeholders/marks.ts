import type { DataKeys, Manifest } from '../../base';
import { KINDS } from '../../kinds';

/** A placeholder in a string. */
export interface Mark {
  readonly text: string;
  readonly offset: number;
  /** The name of what replaces it. */
  readonly name: string;
}

/** What a placeholder has at least one of; of most strings this is all that has to be asked. */
const ANYTHING = /[$@%]|__|change|replace|your|clustername/i;

/** Of envsubst, shells and Flux: `${NAME}`, `${NAME:-default}`; of shells: `$NAME`. */
const VARIABLE = /(?<![$\\])\$\{([A-Za-z_]\w{0,80})(?::?[-=][^{}$]{0,100})?\}/g;
const SHELL = /(?<![A-Za-z0-9_$\\])\$([A-Z_][A-Z0-9_]{1,80})(?![A-Za-z0-9_])/g;
/** Of sed. */
const FRAMED =
  /@([A-Z][A-Z0-9_]{1,60})@|%([A-Z][A-Z0-9_]{2,60})%|(?<![A-Za-z0-9_])__([A-Z][A-Z0-9_]{0,60}[A-Z0-9])__(?!\w)/g;
const WORDS =
  /(?<![A-Za-z0-9_$-])(CLUSTERNAME|CHANGE_?ME|REPLACE_?ME|REPLACE_[A-Z0-9_]{1,60}|YOUR_[A-Z0-9_]{1,60})(?![A-Za-z0-9_-])/g;

/** Variables of every system, which a string names rather than wants replaced. */
const OF_THE_SYSTEM: readonly string[] = [
  'HOME',
  'PATH',
  'PWD',
  'SHELL',
  'TMPDIR',
  'IFS',
  'LD_LIBRARY_PATH',
  'HOSTNAME',
];

/** The placeholders in a string of an object, in their order. */
export function marksIn(text: string, keys: DataKeys, manifest: Manifest): Mark[] {
  if (!ANYTHING.test(text) || isProgram(keys, manifest)) {
    return [];
  }
  const isVariable = variablesOf(text, keys, manifest);
  const variables = [...text.matchAll(VARIABLE)].map(markOf).filter(({ name }) => !isVariable(name));
  const others = [SHELL, FRAMED, WORDS].flatMap((pattern) => [...text.matchAll(pattern)].map(markOf));
  const found = [...variables, ...others].filter(({ name }) => !OF_THE_SYSTEM.includes(name));
  const marks = found.sort((left, right) => left.offset - right.offset);
  return marks.filter(({ offset }, index) =>
    marks.slice(0, index).every((one) => one.offset + one.text.length <= offset),
  );
}

function markOf({ 0: text, 1: first, 2: second, 3: third, index }: RegExpExecArray): Mark {
  return { text, offset: index, name: first ?? second ?? third ?? text };
}

/** What a container runs, and what a ConfigMap contains, may be a script with variables of its own. */
function isProgram(keys: DataKeys, { kind }: Manifest): boolean {
  const list = keys[keys.length - 2];
  const isData = (kind === 'ConfigMap' || kind === 'Secret') && (keys[0] === 'data' || keys[0] === 'stringData');
  return list === 'command' || list === 'args' || isData;
}

/** Which `${name}` are something that Calico itself replaces. */
function variablesOf(text: string, keys: DataKeys, manifest: Manifest): (name: string) => boolean {
  const kind = KINDS.find(({ stringContext, looksAt }) => stringContext !== undefined && looksAt(manifest));
  const { hasVariables = false, isQuery = false, isSubstitution } = kind?.stringContext?.(manifest, keys, text) ?? {};
  return (name) => hasVariables || (isQuery && isSubstitution?.(name) === true);
}
