/** The longest word that is indexed whole. */
const LONGEST_WORD = 255;

/** Punctuation that a word of letters, or a number, may contain between two letters or digits. */
const WITHIN_LETTERS = ":.'";
const WITHIN_DIGITS = ".,;'";

/**
 * The words by which analyzed text is found: in lower case, split by the rules of Unicode (UAX #29) at anything but
 * letters, digits, underscores, and some punctuation inside. Undefined for text with other characters than those of
 * ASCII, or with a word that is too long: how the log store splits it is not known here.
 */
export function wordsOf(text: string): string[] | undefined {
  const words: string[] = [];
  let start = 0;
  for (let index = 0; index <= text.length; index += 1) {
    if (text.charCodeAt(index) > 0x7f) {
      return undefined;
    }
    if (!continues(text, index, start)) {
      const word = text.slice(start, index);
      if (word.length > LONGEST_WORD) {
        return undefined;
      }
      if (hasLetterOrDigit(word)) {
        words.push(word.toLowerCase());
      }
      start = index + 1;
    }
  }
  return words;
}

/** Whether the character at an index belongs to the word that starts at another one. */
function continues(text: string, index: number, start: number): boolean {
  const character = text[index];
  if (isWordCharacter(character)) {
    return true;
  }
  const [before, after] = [text[index - 1], text[index + 1]];
  if (character === undefined || index === start || before === undefined || after === undefined) {
    return false;
  }
  return (
    (WITHIN_LETTERS.includes(character) && isLetter(before) && isLetter(after)) ||
    (WITHIN_DIGITS.includes(character) && isDigit(before) && isDigit(after))
  );
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && (character === '_' || isLetter(character) || isDigit(character));
}

function hasLetterOrDigit(word: string): boolean {
  return Array.from(word).some((character) => isLetter(character) || isDigit(character));
}

function isLetter(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
