import type { Box, Figure, Line, Point } from './figure';
import { type Era, type History, releaseHistory, type Step } from './release-history';
import { LINE_HEIGHT, narrowest, TEXT_SIZE, type TextStyle, widthOf, wrap } from './text';

const LABEL_WIDTH = 190;
const HEADER_PADDING = 5;
const LEAST_COLUMN = 58;
const MARGIN = 8;
/** Distance of text from the border of a bar. */
const BAR_PADDING = 7;
const BAR_GAP = 2;
const ROW_GAP = 8;
const LINES = 3;
const STYLE: TextStyle = 'detail';

/** Picture of what each release of Calico Enterprise changes, as bars over the releases that have a value. */
export function releaseStepsFigure(): Figure {
  const { steps, objects, features } = releaseHistory();
  const edges = columnEdges(steps, [...objects, ...features]);
  const right = edges.at(-1) ?? 0;
  const head = header(steps, edges);
  const first = section('Objects of module 7', objects, { edges, top: head.bottom });
  const second = section('What the release has', features, { edges, top: first.bottom + 22 });
  const legend = legendAt(second.bottom + 18);
  return {
    title: 'What each release of Calico Enterprise changes',
    description: [
      ...steps.slice(1).map(sentenceOf),
      ...[...objects, ...features].map((history) => historySentence(history, steps)),
    ].join(' '),
    width: right + MARGIN,
    height: second.bottom + 46,
    boxes: [...first.boxes, ...second.boxes, ...legend.boxes],
    arrows: [],
    texts: [...head.texts, ...first.texts, ...second.texts, ...legend.texts],
    rules: edges.slice(0, -1).map((x) => [[x, MARGIN] as Point, [x, second.bottom] as Point] as const),
  };
}

/** Left edges of the columns and the right one of the last, wide enough for each text in a few lines. */
function columnEdges(steps: readonly Step[], histories: readonly History[]): number[] {
  const widths = steps.map((step) =>
    Math.ceil(
      Math.max(LEAST_COLUMN, ...headerOf(step).map(([text, style]) => widthOf(text, style) + 2 * HEADER_PADDING)),
    ),
  );
  const eras = histories.flatMap((history) => history.eras);
  for (const { first, last, text } of eras.toSorted(
    (one, other) => one.last - one.first - (other.last - other.first),
  )) {
    const needed = narrowest(text, STYLE, LINES) + 2 * BAR_PADDING + BAR_GAP;
    const present = widths.slice(first, last + 1).reduce((sum, width) => sum + width, 0);
    const missing = Math.ceil((needed - present) / (last - first + 1));
    for (let column = first; column <= last && missing > 0; column += 1) {
      widths[column] = (widths[column] ?? 0) + missing;
    }
  }
  const edges = [MARGIN + LABEL_WIDTH];
  for (const width of widths) {
    edges.push((edges.at(-1) ?? 0) + width);
  }
  return edges;
}

function header(steps: readonly Step[], edges: readonly number[]): { texts: Line[]; bottom: number } {
  const columns = steps.map((step, index) => ({ x: (edges[index] ?? 0) + HEADER_PADDING, lines: headerOf(step) }));
  const texts = columns.flatMap(({ x, lines }) =>
    lines.map(([text, style], line) => ({ text, style, x, y: MARGIN + 15 + line * LINE_HEIGHT })),
  );
  return {
    texts: [
      { text: 'Calico Enterprise', style: 'title', x: MARGIN, y: MARGIN + 15 },
      { text: 'managed cluster', style: 'kind', x: MARGIN, y: MARGIN + 15 + LINE_HEIGHT },
      ...texts,
    ],
    bottom: MARGIN + 15 + Math.max(...columns.map(({ lines }) => lines.length)) * LINE_HEIGHT,
  };
}

/** The release and what it does to the objects; the oldest has nothing to be compared with. */
function headerOf(step: Step): (readonly [text: string, style: TextStyle])[] {
  const counts = countsOf(step).map((text) => [text, 'kind'] as const);
  return [[step.release, 'name'], ...counts];
}

function countsOf({ added, removed, changed }: Step): string[] {
  return [[added, 'added'] as const, [removed, 'removed'] as const, [changed, 'changed'] as const].flatMap(
    ([count, what]) => (count === 0 ? [] : [`${count} ${what}`]),
  );
}

interface Place {
  readonly edges: readonly number[];
  readonly top: number;
}

function section(title: string, histories: readonly History[], { edges, top }: Place) {
  const boxes: Box[] = [];
  const texts: Line[] = [{ text: title, style: 'title', x: MARGIN, y: top + 12 }];
  let y = top + 24;
  for (const history of histories) {
    const bars = history.eras.map((era) => barOf(history, era, { edges, top: y }));
    const label = [
      ...wrap(history.label, STYLE, LABEL_WIDTH - 8).map((text) => ({ text, style: STYLE })),
      ...wrap(history.note ?? '', 'kind', LABEL_WIDTH - 8).map((text) => ({ text, style: 'kind' as const })),
    ].map((line, index) => ({ ...line, x: MARGIN, y: y + 16 + index * LINE_HEIGHT }));
    const lines = Math.max(label.length, ...bars.map((bar) => bar.lines.length));
    const height = lines * LINE_HEIGHT + 8;
    boxes.push(...bars.map((bar) => ({ ...bar, height })));
    texts.push(...label);
    y += height + ROW_GAP;
  }
  return { boxes, texts, bottom: y - ROW_GAP };
}

function barOf({ id, label }: History, { first, last, text, changed }: Era, { edges, top }: Place): Box {
  const x = (edges[first] ?? 0) + BAR_GAP / 2;
  const width = (edges[last + 1] ?? 0) - BAR_GAP / 2 - x;
  const lines = wrap(text, STYLE, width - 2 * BAR_PADDING).map((line, index) => ({
    text: line,
    style: STYLE,
    x: x + BAR_PADDING,
    y: top + 5 + TEXT_SIZE[STYLE] + index * LINE_HEIGHT,
  }));
  return {
    id: `${id}/${first}`,
    role: changed ? 'changed' : 'bar',
    made: true,
    x,
    y: top,
    width,
    height: 0,
    lines,
    description: `${label}: ${text}`,
  };
}

function legendAt(y: number): { boxes: Box[]; texts: Line[] } {
  const swatch = { y, width: 28, height: 18, made: true, lines: [] };
  const entry = (role: 'bar' | 'changed', x: number, text: string) => ({
    box: { ...swatch, id: `legend/${role}`, role, x, description: text },
    text: { text, style: 'note' as const, x: x + 36, y: y + 13 },
  });
  const entries = [
    entry('bar', MARGIN, 'from the oldest release on'),
    entry(
      'changed',
      MARGIN + 240,
      'new, or other than in the release before: which fields of the object, or which value',
    ),
  ];
  return { boxes: entries.map(({ box }) => box), texts: entries.map(({ text }) => text) };
}

function sentenceOf(step: Step): string {
  return `${step.release}: ${countsOf(step).join(', ') || 'no object of the module changes'}.`;
}

function historySentence({ label, note, eras }: History, steps: readonly Step[]): string {
  return `${[label, note].join(' ').trim()}: ${eras.map(({ first, last, text }) => `${text} from ${steps[first]?.release} to ${steps[last]?.release}`).join('; ')}.`;
}
