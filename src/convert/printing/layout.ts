/** Where a text begins, and what follows it. */
export interface Place {
  /** How far the line is indented that it begins on. */
  readonly indent: number;
  readonly column: number;
  /** How many characters follow its last line. */
  readonly after: number;
}

/** Text in one of two forms. */
export interface Layout {
  /** On one line; undefined if it always takes several. */
  readonly flat: string | undefined;
  /** On several lines. */
  readonly broken: (place: Place) => string;
}

/** A text that cannot be broken. */
export function word(text: string): Layout {
  return { flat: text, broken: () => text };
}

/** Lays texts out as the formatter of a language does. */
export class Formatter {
  /**
   * @param width of the longest lines
   * @param step by which lines inside brackets are indented
   */
  constructor(
    readonly width: number,
    readonly step: number,
  ) {}

  /** A text on one line if it fits. */
  placed(layout: Layout, place: Place): string {
    return this.fits(layout, place) ? (layout.flat as string) : layout.broken(place);
  }

  /** A text on a line of its own. */
  line(layout: Layout, indent: number, after = 0): string {
    return `${' '.repeat(indent)}${this.placed(layout, { indent, column: indent, after })}`;
  }

  fits({ flat }: Layout, { column, after }: Place): boolean {
    return flat !== undefined && column + widthOf(flat) + after <= this.width;
  }

  /** Items between brackets, one a line if they do not fit. */
  bracketed(open: string, items: readonly Layout[], close: string, pad = ''): Layout {
    if (items.length === 0) {
      return word(`${open}${close}`);
    }
    const flats = items.map(({ flat }) => flat);
    return {
      flat: flats.includes(undefined) ? undefined : `${open}${pad}${flats.join(', ')}${pad}${close}`,
      broken: ({ indent }) => {
        const lines = items.map((item) => `${this.line(item, indent + this.step, 1)},`);
        return [open, ...lines, `${' '.repeat(indent)}${close}`].join('\n');
      },
    };
  }

  /** Two texts one after the other, each on as few lines as possible. */
  joined(first: Layout, second: Layout): Layout {
    return {
      flat: first.flat === undefined || second.flat === undefined ? undefined : `${first.flat}${second.flat}`,
      broken: ({ indent, column, after }) => {
        const head = this.placed(first, { indent, column, after: 0 });
        return head + this.placed(second, { indent, column: columnAfter(head, column), after });
      },
    };
  }
}

/** Code points that terminals show two columns wide, as formatters count them. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;
const WITHOUT_WIDTH = /[\p{Mn}\p{Me}]/gu;

export function widthOf(text: string): number {
  return [...text].length + (text.match(WIDE)?.length ?? 0) - (text.match(WITHOUT_WIDTH)?.length ?? 0);
}

/** The column after the last character of a text that begins at a column. */
function columnAfter(text: string, column: number): number {
  const start = text.lastIndexOf('\n') + 1;
  return (start === 0 ? column : 0) + widthOf(text.slice(start));
}
