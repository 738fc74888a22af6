import { COMPARATORS } from './query-node';
import { LONGEST, printable, quotedOr } from './quote';
import { type Expected, expectation, problemAt, type QueryProblem, type SyntaxPlace, shown } from './syntax-place';
import { misspeltKeyword } from './words';

/** Operators of other languages, and their equivalents. */
const SIGNS: Readonly<Record<string, string>> = {
  '==': '=',
  '<>': '!=',
  '=<': '<=',
  '=>': '>=',
  '&&': 'AND',
  '||': 'OR',
  '!': 'NOT',
};

/** Recognizes common mistakes and says what to write instead. */
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
  if (found.kind !== 'open string') {
    return undefined;
  }
  if (text.charAt(found.end) === '\0') {
    return problemAt(found.end, 'a string cannot contain the control character \\x00: write the escape \\x00');
  }
  const mark = found.text.charAt(0);
  return problemAt(
    found.start,
    found.end < text.length
      ? `the string that starts here is not closed on the same line: add the closing ${mark}, and write \\n for a line break`
      : `the string that starts here is not closed: add the closing ${mark}`,
  );
}

function controlCharacter({ found }: SyntaxPlace): QueryProblem | undefined {
  return /^\p{Cc}$/u.test(found.text)
    ? problemAt(found.start, `the control character ${printable(found.text)} is only allowed in quotes: remove it`)
    : undefined;
}

function foreignSign({ found }: SyntaxPlace): QueryProblem | undefined {
  const sign = Object.hasOwn(SIGNS, found.text) ? SIGNS[found.text] : undefined;
  return sign === undefined ? undefined : problemAt(found.start, `'${found.text}' is not supported: write ${sign}`);
}

/** A keyword in mixed case is a word, so the parser may have read it as a field name before the error. */
function mixedCase({ found, before, expected }: SyntaxPlace): QueryProblem | undefined {
  const word = expected.has('comparator') && before !== undefined && misspeltKeyword(before.text) ? before : found;
  const keyword = misspeltKeyword(word.text);
  return keyword !== undefined && (word === before || expected.has(keyword))
    ? problemAt(word.start, `'${word.text}' is not a keyword: write ${keyword} or ${keyword.toLowerCase()}`)
    : undefined;
}

const NEGATION = /^(?:NOT|!+)$/i;

/** Like NOT, `!` negates a single operand. */
function doubleNot({ found, before }: SyntaxPlace): QueryProblem | undefined {
  return before !== undefined && NEGATION.test(before.text) && NEGATION.test(found.text)
    ? problemAt(found.start, `${negation(before.text)} ${negation(found.text)} is not supported: remove both`)
    : undefined;
}

function negation(word: string): string {
  return word.startsWith('!') ? '!' : 'NOT';
}

/** A number that starts with 0 is read as octal. */
function leadingZero({ found, expected }: SyntaxPlace): QueryProblem | undefined {
  if (!expected.has('value') || !/^0\d*$/.test(found.text) || !/[89]/.test(found.text)) {
    return undefined;
  }
  const decimal = found.text.replace(/^0+/, '');
  const instead = `${decimal.length > LONGEST ? 'it without the 0' : decimal}, or ${quotedOr('it in double quotes', found.text)} for a string`;
  return problemAt(
    found.start,
    `${shown(found.text)} is not a valid number: digits after a leading 0 are octal. Write ${instead}`,
  );
}

function misplacedNot({ found, before, expected }: SyntaxPlace): QueryProblem | undefined {
  if (found.text.toUpperCase() !== 'NOT' || before === undefined) {
    return undefined;
  }
  if (expected.has('comparator')) {
    return problemAt(
      found.start,
      'NOT must come before the field name: write NOTIN instead of NOT IN, or != instead of NOT =',
    );
  }
  if (expected.has('substitution')) {
    return problemAt(found.start, 'IN NOT is not supported: write NOTIN');
  }
  return undefined;
}

function emptyBrackets({ found, before }: SyntaxPlace): QueryProblem | undefined {
  switch (`${before?.text}${found.text}`) {
    case '()':
      return problemAt(found.start, 'the parentheses are empty: add a condition, or remove them');
    case '{}':
      return problemAt(found.start, 'the set is empty: add at least one value');
    case ',}':
      return problemAt(found.start, 'the set ends with a comma: add a value after it, or remove it');
    default:
      return undefined;
  }
}

function misplacedSubstitution({ text, found, expected }: SyntaxPlace): QueryProblem | undefined {
  if (!text.startsWith('${', found.start)) {
    return undefined;
  }
  if (found.text === '$') {
    return problemAt(found.start, 'the substitution that starts here is not closed: add the closing }');
  }
  if (expected.has('substitution')) {
    return problemAt(
      found.start,
      `${shown(found.text)} is not a valid substitution: its name must not be blank or contain control characters`,
    );
  }
  const rule = expected.has('member')
    ? 'is already a set: remove the braces around it'
    : 'is a set: write it after IN or NOTIN';
  return problemAt(found.start, `${shown(found.text)} ${rule}`);
}

/** A keyword is a valid name or value, but if the token after it does not fit, a keyword was probably meant. */
function keywordForWord({ before, earlier, expected }: SyntaxPlace): QueryProblem | undefined {
  if (before === undefined || before.keyword === undefined) {
    return undefined;
  }
  if (expected.has('comparator')) {
    const names: Expected[] = earlier?.text.toUpperCase() === 'NOT' ? ['name', '('] : ['name', 'NOT', '('];
    return problemAt(before.start, expectation(new Set(names), before, earlier));
  }
  return earlier !== undefined && COMPARATORS.some((sign) => sign === earlier.text)
    ? problemAt(before.start, expectation(new Set(['value']), before, earlier))
    : undefined;
}
