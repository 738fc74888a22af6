/** How a piece of text looks: `kind` and `note` in the reader's sans-serif font, the others in its monospaced one. */
export type TextStyle = 'title' | 'kind' | 'note' | 'name' | 'detail';

/** Height of a character in pixels. */
export const TEXT_SIZE: Readonly<Record<TextStyle, number>> = { title: 13, kind: 11, note: 12, name: 12, detail: 11 };

/** Distance of two lines of text. */
export const LINE_HEIGHT = 16;

const MONOSPACED: readonly TextStyle[] = ['name', 'detail'];

/** The widest of the common monospaced fonts has this share of its size; a name is bold, which changes nothing there. */
const MONOSPACED_WIDTH = 0.62;

/** Widths of the classes of characters in DejaVu Sans and Verdana, the widest fonts that a reader may have. */
const SANS_WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[fijlrtI .,:;'|()[\]!/-]/, 0.42],
  [/[mwMWG@%→]/, 0.99],
  [/[A-Z]/, 0.77],
];
const SANS_WIDTH = 0.64;
const BOLD = 1.12;

/** Width of the text in pixels, at most. The reader's fonts are not known, so the widest of the common ones counts. */
export function widthOf(text: string, style: TextStyle): number {
  if (MONOSPACED.includes(style)) {
    return [...text].length * MONOSPACED_WIDTH * TEXT_SIZE[style];
  }
  const shares = [...text].map((character) => SANS_WIDTHS.find(([kind]) => kind.test(character))?.[1] ?? SANS_WIDTH);
  const sum = shares.reduce((total, share) => total + share, 0);
  return sum * TEXT_SIZE[style] * (style === 'title' ? BOLD : 1);
}

/**
 * The text in lines of at most this width, broken after blanks, dashes, slashes, underscores, colons, and dots that are not in a number.
 *
 * @throws when a piece without such a place is wider
 */
export function wrap(text: string, style: TextStyle, width: number): string[] {
  const lines = [''];
  for (const piece of piecesOf(text)) {
    const line = `${lines.at(-1)}${piece}`;
    if (widthOf(line.trimEnd(), style) <= width) {
      lines[lines.length - 1] = line;
    } else {
      lines.push(piece);
    }
    if (widthOf(piece.trimEnd(), style) > width) {
      throw new Error(`"${piece}" is wider than ${width} pixels, and there is no place to break it`);
    }
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** The smallest width that holds the text in so many lines. */
export function narrowest(text: string, style: TextStyle, lines: number): number {
  const longest = Math.max(...piecesOf(text).map((piece) => widthOf(piece.trimEnd(), style)));
  let width = Math.ceil(longest);
  while (wrap(text, style, width).length > lines) {
    width += 2;
  }
  return width;
}

function piecesOf(text: string): string[] {
  return text.split(/(?<=[ /_:-]|\.(?!\d))/);
}
