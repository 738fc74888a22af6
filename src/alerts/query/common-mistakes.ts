import { printable } from './quote';
import { expectation, problemAt, type QueryProblem, type SyntaxPlace, shown } from './syntax-place';
import { isKeyword, misspeltKeyword } from './words';

/** Signs of other languages, and what is written for them here. */
const SIGNS: Readonly<Record<string, string>> = {
  '==': '=',
  '<>': '!=',
  '=<': '<=',
  '=>': '>=',
  '&&': 'AND',
  '||': 'OR',
  '!': 'NOT',
};

const NAME = 'a field name';
const COMPARISON = 'a comparison such as = or >=';
const VALUE = 'a value';
const MEMBER = 'a value in the set';

const COMPARATORS: readonly string[] = ['=', '!=', '<', '<=', '>', '>='];

/** What people write that is no query, with what to write for it. */
export function commonMistake(place: SyntaxPlace): QueryProblem | undefined {
  return (
    openString(place) ??
    controlCharacter(place) ??
    doubleNot(place) ??
    leadingZero(place) ??
    foreignSign(place) ??
    mixedCase(place) ??
    misplacedNot(place) ??
    emptyBrackets(place) ??
    misplacedSubstitution(place) ??
    keywordForWord(place)
  );
}

function openString({ text, found }: SyntaxPlace): QueryProblem | undefined {
  if (found.open !== true) {
    return undefined;
  }
  if (text.charAt(found.end) === '\0') {
    return problemAt(found.end, 'a string cannot hold the control character \\x00 itself: write the escape \\x00');
  }
  const mark = found.text.charAt(0);
  return problemAt(
    found.start,
    found.end < text.length
      ? `the string that begins here is not closed on its line: add the closing ${mark}, and write \\n for a line break`
      : `the string that begins here is not closed: add the closing ${mark}`,
  );
}

function controlCharacter({ offset, found }: SyntaxPlace): QueryProblem | undefined {
  return /^\p{Cc}$/u.test(found.text)
    ? problemAt(offset, `the control character ${printable(found.text)} can stand in quotes only: take it out`)
    : undefined;
}

function foreignSign({ offset, found }: SyntaxPlace): QueryProblem | undefined {
  const sign = Object.hasOwn(SIGNS, found.text) ? SIGNS[found.text] : undefined;
  return sign === undefined ? undefined : problemAt(offset, `'${found.text}' is not supported: write ${sign}`);
}

/** A keyword in mixed case is a word, so it may have been taken for a field name before the text goes wrong. */
function mixedCase({ found, before, expected }: SyntaxPlace): QueryProblem | undefined {
  const word = expected.has(COMPARISON) && before !== undefined && misspeltKeyword(before.text) ? before : found;
  const keyword = misspeltKeyword(word.text);
  return keyword !== undefined && (word === before || expected.has(keyword))
    ? problemAt(word.start, `'${word.text}' is no keyword: write ${keyword} or ${keyword.toLowerCase()}`)
    : undefined;
}

const NEGATION = /^(?:NOT|!+)$/i;

/** `!` is read like NOT, and negates one operand as well. */
function doubleNot({ offset, found, before }: SyntaxPlace): QueryProblem | undefined {
  return before !== undefined && NEGATION.test(before.text) && NEGATION.test(found.text)
    ? problemAt(offset, `${negation(before.text)} ${negation(found.text)} is not supported: leave both out`)
    : undefined;
}

function negation(word: string): string {
  return word.startsWith('!') ? '!' : 'NOT';
}

/** A number that begins with 0 is read as an octal one. */
function leadingZero({ found, expected }: SyntaxPlace): QueryProblem | undefined {
  return expected.has(VALUE) && /^0\d*[89]\d*$/.test(found.text)
    ? problemAt(
        found.start,
        `'${found.text}' is not a number: after a leading 0, digits are octal. Write ${Number(found.text)}, or "${found.text}" for the string`,
      )
    : undefined;
}

function misplacedNot({ offset, found, before, expected }: SyntaxPlace): QueryProblem | undefined {
  if (found.text.toUpperCase() !== 'NOT' || before === undefined) {
    return undefined;
  }
  if (expected.has(COMPARISON)) {
    return problemAt(offset, 'NOT stands before the field name: write NOTIN for NOT IN, or != for NOT =');
  }
  if (expected.has('a substitution')) {
    return problemAt(offset, 'IN NOT is not supported: write NOTIN');
  }
  return undefined;
}

function emptyBrackets({ offset, found, before }: SyntaxPlace): QueryProblem | undefined {
  switch (`${before?.text}${found.text}`) {
    case '()':
      return problemAt(offset, 'the parentheses are empty: put a comparison in them, or leave them out');
    case '{}':
      return problemAt(offset, 'the set is empty: it needs at least one value');
    case ',}':
      return problemAt(offset, 'the set ends with a comma: add a value behind it, or leave it out');
    default:
      return undefined;
  }
}

function misplacedSubstitution({ text, offset, found, expected }: SyntaxPlace): QueryProblem | undefined {
  if (!text.startsWith('${', offset)) {
    return undefined;
  }
  if (found.text === '$') {
    return problemAt(offset, 'the substitution that begins here is not closed: add the closing }');
  }
  if (expected.has('a substitution')) {
    return problemAt(
      offset,
      `${shown(found.text)} names no substitution: a name is not blank, and has no control characters`,
    );
  }
  const rule = expected.has(MEMBER)
    ? 'is a whole set: leave the braces around it out'
    : 'is a set: write it behind IN or NOTIN';
  return problemAt(offset, `${shown(found.text)} ${rule}`);
}

/** Keywords are words where a word may stand, but where the next token does not fit either, they were meant as such. */
function keywordForWord({ before, earlier, expected }: SyntaxPlace): QueryProblem | undefined {
  if (before === undefined || !isKeyword(before.text)) {
    return undefined;
  }
  if (expected.has(COMPARISON)) {
    const names = earlier?.text.toUpperCase() === 'NOT' ? [NAME, "'('"] : [NAME, 'NOT', "'('"];
    return problemAt(before.start, expectation(new Set(names), before, earlier));
  }
  return earlier !== undefined && COMPARATORS.includes(earlier.text)
    ? problemAt(before.start, expectation(new Set([VALUE]), before, earlier))
    : undefined;
}
