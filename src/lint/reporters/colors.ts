import { FindingSeverity } from '../../base';

type Style = (text: string) => string;

/** How the parts of a report for people look. */
export type Colors = Readonly<Record<FindingSeverity | 'file' | 'rule', Style>>;

const ESCAPE = '\u001b[';

function style(start: number, end: number): Style {
  return (text) => `${ESCAPE}${start}m${text}${ESCAPE}${end}m`;
}

const PLAIN: Style = (text) => text;

const COLORED: Colors = {
  [FindingSeverity.ERROR]: style(31, 39),
  [FindingSeverity.WARNING]: style(33, 39),
  [FindingSeverity.NOTICE]: style(36, 39),
  file: style(1, 22),
  rule: style(2, 22),
};

const UNCOLORED: Colors = {
  [FindingSeverity.ERROR]: PLAIN,
  [FindingSeverity.WARNING]: PLAIN,
  [FindingSeverity.NOTICE]: PLAIN,
  file: PLAIN,
  rule: PLAIN,
};

/** The colors of terminals, or none. */
export function colorsIf(isColored = false): Colors {
  return isColored ? COLORED : UNCOLORED;
}
