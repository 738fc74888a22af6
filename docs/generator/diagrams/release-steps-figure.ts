import { type History, releaseHistory } from './release-history';
import { LINE_HEIGHT, type Line, legend, path, rect, svg, texts, widthOf, wrap } from './svg';

const MARGIN = 8;
const LABELS = 182;
const PADDING = 7;

/** Picture of what each release of Calico Enterprise changes: a column for each release, a row for each object and feature. */
export function releaseStepsFigure(): string {
  const { releases, objects, features } = releaseHistory();
  const heading = (label: string): History => ({ label, eras: [] });
  const rows = [heading('Objects of module 7'), ...objects, heading('What the release has'), ...features];
  const eras = rows.flatMap((history) => history.eras);
  /** Left edges of the columns, and the right edge of the last. Each word in a single column fits. */
  const edges = [LABELS + 2 * MARGIN];
  const heads = releases.flatMap((release, column) => {
    const lines: Line[] = [[release, 'name'], ...countsOf(objects, column)];
    const single = eras.filter(({ first, last }) => first === column && last === column);
    const words = single.flatMap(({ text }) => wrap(text, 'detail', 0));
    const left = edges[column] ?? 0;
    edges.push(left + Math.max(79, widthOf(lines) + 10, widthOf(words) + 2 * PADDING + 2));
    return texts(lines, left + 5, 23);
  });
  let bottom = 62;
  const bars = rows.flatMap((history) => {
    const { drawn, height } = row(history, edges, bottom);
    bottom += height;
    return drawn;
  });
  const sentences = [...objects, ...features].map((history) => {
    const spans = history.eras.map(({ first, last, text }) => `${text} from ${releases[first]} to ${releases[last]}`);
    return `${history.label} ${history.note ?? ''}: ${spans.join('; ')}.`.replace(' :', ':');
  });
  return svg(
    'What each release of Calico Enterprise changes',
    sentences.join(' '),
    { x: (edges.at(-1) ?? 0) + MARGIN, y: bottom + 40 },
    [
      ...edges.slice(0, -1).map((x) => path('group', { x, y: MARGIN }, { x, y: bottom - 8 })),
      ...texts([['Calico Enterprise', 'title']], MARGIN, 23),
      ...texts([['managed cluster', 'kind']], MARGIN, 39),
      ...[...heads, ...bars],
      ...legend('bar', 'from the oldest release on', MARGIN, bottom + 10),
      ...legend('changed', 'new or changed: the fields of the object, or the value', 268, bottom + 10),
    ],
  );
}

/** What a release does to the objects of the release before. */
function countsOf(objects: readonly History[], column: number): Line[] {
  const started = objects.filter(({ eras }) => column > 0 && eras.some(({ first }) => first === column));
  const ended = objects.filter(({ eras }) => eras.some(({ last }) => last === column - 1));
  const changed = started.filter((object) => ended.includes(object)).length;
  const counts = { added: started.length - changed, removed: ended.length - changed, changed };
  return Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [[`${count} ${what}`, 'kind']]));
}

/** A row of bars; one without any is a heading. */
function row({ label, note = '', eras }: History, edges: readonly number[], y: number) {
  const names = [...wrap(label, eras.length > 0 ? 'detail' : 'title', LABELS), ...wrap(note, 'kind', LABELS)];
  const bars = eras.map(({ first, last, text }) => {
    const x = (edges[first] ?? 0) + 1;
    const width = (edges[last + 1] ?? 0) - 1 - x;
    return { style: first === 0 ? 'bar' : 'changed', x, width, lines: wrap(text, 'detail', width - 2 * PADDING) };
  });
  const height = Math.max(names.length, ...bars.map(({ lines }) => lines.length)) * LINE_HEIGHT + 8;
  const boxes = bars.map(({ style, x, width }) => rect(style, { x, y, width, height }));
  const words = bars.flatMap(({ x, lines }) => texts(lines, x + PADDING, y + 16));
  return { drawn: [...texts(names, MARGIN, y + 16), ...boxes, ...words], height: height + 8 };
}
