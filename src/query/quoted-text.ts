import { ownValue } from '../base';
import { printable, quotedOr } from './quote';

/** What is wrong with a string; the offset counts from its opening quote. */
interface StringProblem {
  readonly offset: number;
  readonly message: string;
}

/** The value of a string, or what is wrong with it. */
type StringReading =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: StringProblem };

/** An escape, or everything up to the next one. */
const PIECE = /\\x[\dA-Fa-f]{2}|\\[0-7]{3}|\\u[\dA-Fa-f]{4}|\\U[\dA-Fa-f]{8}|\\.|[^\\]+/suy;

const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Decodes a string, given with its quotes. */
export function readString(string: string): StringReading {
  const substitution = string.indexOf('${');
  if (substitution >= 0) {
    return problemAt(
      substitution,
      '${ starts a substitution even inside quotes: write \\x24{ for a literal ${, or, in an alert, IN ${…} without quotes',
    );
  }
  const single = string.startsWith("'");
  const reading = decode(string.slice(1, -1), single);
  return single && reading.text !== undefined ? checkSingle(string, reading.text) : reading;
}

/** In Calico, a single character in single quotes is a character literal, which is not a valid value. */
function checkSingle(string: string, text: string): StringReading {
  const inner = string.indexOf('"');
  if (inner >= 0) {
    return problemAt(
      inner,
      `a double quote is not allowed in single quotes: write ${quotedOr('the string in double quotes', text)}`,
    );
  }
  if ([...text].length < 2) {
    return problemAt(
      0,
      `single quotes require at least two characters: write ${quotedOr('the string in double quotes', text)}`,
    );
  }
  return { text };
}

/** Byte escapes are UTF-8 bytes, so the string is assembled as bytes. */
function decode(inside: string, single: boolean): StringReading {
  const bytes: Buffer[] = [];
  let firstByte = -1;
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < inside.length) {
    const offset = PIECE.lastIndex + 1;
    const [piece = ''] = PIECE.exec(inside) ?? [];
    const decoded = decodePiece(piece, single);
    if (typeof decoded === 'string') {
      return problemAt(offset, decoded);
    }
    firstByte = firstByte < 0 && /^\\[x0-7]/.test(piece) && (decoded[0] ?? 0) > 0x7f ? offset : firstByte;
    bytes.push(decoded);
  }
  const all = Buffer.concat(bytes);
  const text = all.toString('utf8');
  return firstByte >= 0 && !Buffer.from(text, 'utf8').equals(all)
    ? problemAt(firstByte, 'the bytes written as \\xHH and \\OOO are not valid UTF-8')
    : { text };
}

/** The bytes of a piece, or what is wrong with it. */
function decodePiece(piece: string, single: boolean): Buffer | string {
  if (!piece.startsWith('\\')) {
    return Buffer.from(piece, 'utf8');
  }
  const digits = piece.slice(2);
  switch (piece.charAt(1)) {
    case 'x':
      return digits === '' ? needsDigits(piece, 'two') : Buffer.of(Number.parseInt(digits, 16));
    case 'u':
    case 'U':
      return decodeCodePoint(piece, digits);
    case '"':
      return single
        ? 'a quote cannot be escaped in single quotes: write the string in double quotes'
        : Buffer.from('"');
    case "'":
      return single
        ? 'a quote cannot be escaped in single quotes: write the string in double quotes'
        : "\\' is not a valid escape: write ' without a backslash";
    default:
      return decodeLetterOrOctal(piece);
  }
}

function decodeCodePoint(piece: string, digits: string): Buffer | string {
  if (digits === '') {
    return needsDigits(piece, piece === '\\u' ? 'four' : 'eight');
  }
  const code = Number.parseInt(digits, 16);
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
    ? `${piece} is not a Unicode character`
    : Buffer.from(String.fromCodePoint(code), 'utf8');
}

function decodeLetterOrOctal(piece: string): Buffer | string {
  if (/^\\[0-7]/.test(piece)) {
    const code = Number.parseInt(piece.slice(1), 8);
    return piece.length === 4 && code <= 0xff
      ? Buffer.of(code)
      : `${piece} is not a valid escape: a byte requires three octal digits, up to \\377`;
  }
  const letter = ownValue(LETTERS, piece.slice(1));
  return letter === undefined
    ? `${printable(piece)} is not a valid escape: write \\\\ for a backslash; valid escapes are \\a \\b \\f \\n \\r \\t \\v \\\\ \\" \\xHH \\OOO \\uHHHH \\UHHHHHHHH`
    : Buffer.from(letter);
}

function needsDigits(piece: string, count: string): string {
  return `${piece} is not a valid escape: it requires ${count} hexadecimal digits`;
}

function problemAt(offset: number, message: string): StringReading {
  return { problem: { offset, message } };
}
