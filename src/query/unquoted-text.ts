import { quotedOr } from './quote';
import { type Expected, problemAt, type QueryProblem, type SyntaxPlace, shown } from './syntax-place';

/** What people write without quotes: all characters without a meaning of their own in a query. */
const RUN = /[^\s\p{Cc}"'`(){},=<>!$]+/uy;

const WORDS: readonly Expected[] = ['name', 'value', 'member'];

/** A string that requires quotes and has none: `kube-system`, `10.0.0.1`, `*.example.com`, `-1`. */
export function unquotedText(place: SyntaxPlace): QueryProblem | undefined {
  const start = beginningOf(place);
  if (start === undefined) {
    return undefined;
  }
  RUN.lastIndex = start;
  const [run = ''] = RUN.exec(place.text) ?? [];
  if (start + run.length <= place.found.start || !/[\p{L}\p{N}*?]/u.test(run)) {
    return undefined;
  }
  return problemAt(start, `${subjectOf(run, place)} must be quoted: write ${quotedOr('it in double quotes', run)}`);
}

/** Where the string starts: at the previous token if it is adjacent, or here if a name or value was expected. */
function beginningOf({ found, before, expected }: SyntaxPlace): number | undefined {
  if (before?.end === found.start && /^[\p{L}\p{Nd}_]/u.test(before.text)) {
    return before.start;
  }
  return WORDS.some((word) => expected.has(word)) ? found.start : undefined;
}

function subjectOf(run: string, { expected }: SyntaxPlace): string {
  if (/^-[0-9.]+$/.test(run)) {
    return 'a negative number';
  }
  const number = /^(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?$/i.test(run);
  return number && expected.has('member') ? 'a number in a set' : shown(run);
}
