import { type Era, type History, releaseHistory } from './release-history';
import { LINE_HEIGHT, type Line, labelled, path, rect, svg, texts, widthOf, wrap } from './svg';

const MARGIN = 8;
const LABELS = 190;
const PADDING = 7;

/** Picture of what each release of Calico Enterprise changes: a column for each release, a row for each object and feature. */
export function releaseStepsFigure(): string {
  const { releases, objects, features } = releaseHistory();
  const heads = releases.map((release, column): Line[] => [
    [release, 'name'],
    ...countsOf(objects, column).map((count) => [count, 'kind'] as const),
  ]);
  const edges = columnEdges(heads, [...objects, ...features]);
  const first = rows('Objects of module 7', objects, { edges, top: 68 });
  const second = rows('What the release has', features, { edges, top: first.bottom + 14 });
  const sentences = [
    ...releases
      .slice(1)
      .map((release, before) => `${release}: ${countsOf(objects, before + 1).join(', ') || 'no object changes'}.`),
    ...[...objects, ...features].map((history) => sentenceOf(history, releases)),
  ];
  return svg(
    'What each release of Calico Enterprise changes',
    sentences.join(' '),
    { x: (edges.at(-1) ?? 0) + MARGIN, y: second.bottom + 40 },
    [
      ...edges.slice(0, -1).map((x) =>
        path('rule', [
          { x, y: MARGIN },
          { x, y: second.bottom - 8 },
        ]),
      ),
      ...texts(
        [
          ['Calico Enterprise', 'title'],
          ['managed cluster', 'kind'],
        ],
        { x: MARGIN, y: 23 },
      ),
      ...heads.flatMap((lines, column) => texts(lines, { x: (edges[column] ?? 0) + 5, y: 23 })),
      ...first.drawn,
      ...second.drawn,
      ...legendEntry('bar', 'from the oldest release on', { x: MARGIN, y: second.bottom + 10 }),
      ...legendEntry(
        'changed',
        'new, or different from the release before: which fields of the object, or which value',
        { x: 248, y: second.bottom + 10 },
      ),
    ],
  );
}

/** What a release does to the objects of the release before. */
function countsOf(objects: readonly History[], column: number): string[] {
  const counts = { added: 0, removed: 0, changed: 0 };
  for (const { eras } of objects) {
    const starts = eras.some(({ first }) => first === column && column > 0);
    const ends = eras.some(({ last }) => last === column - 1);
    counts.added += Number(starts && !ends);
    counts.removed += Number(ends && !starts);
    counts.changed += Number(starts && ends);
  }
  return Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`]));
}

/** Left edges of the columns, and the right edge of the last. Each word in a single column fits. */
function columnEdges(heads: readonly (readonly Line[])[], histories: readonly History[]): number[] {
  const eras = histories.flatMap((history) => history.eras);
  const edges = [MARGIN + LABELS];
  heads.forEach((head, column) => {
    const single = eras.filter(({ first, last }) => first === column && last === column);
    const words = single.flatMap(({ text }) => wrap(text, 'detail', 0));
    edges.push((edges.at(-1) ?? 0) + Math.max(79, widthOf(head) + 10, widthOf(words) + 2 * PADDING + 2));
  });
  return edges;
}

function rows(title: string, histories: readonly History[], { edges, top }: { edges: readonly number[]; top: number }) {
  const drawn = texts([[title, 'title']], { x: MARGIN, y: top + 12 });
  let y = top + 24;
  for (const { id, label, note, eras } of histories) {
    const names = [...wrap(label, 'detail', LABELS - 8), ...(note === '' ? [] : wrap(note, 'kind', LABELS - 8))];
    const bars = eras.map((era) => {
      const x = (edges[era.first] ?? 0) + 1;
      const width = (edges[era.last + 1] ?? 0) - 1 - x;
      return { era, x, width, lines: wrap(era.text, 'detail', width - 2 * PADDING) };
    });
    const height = Math.max(names.length, ...bars.map(({ lines }) => lines.length)) * LINE_HEIGHT + 8;
    const at = y;
    drawn.push(...texts(names, { x: MARGIN, y: y + 16 }));
    drawn.push(
      ...bars.map(({ era, x, width, lines }) =>
        labelled({ object: id, first: String(era.first), last: String(era.last) }, `${label}: ${era.text}`, [
          rect(era.first === 0 ? 'bar' : 'changed', { x, y: at, width, height }),
          ...texts(lines, { x: x + PADDING, y: at + 16 }),
        ]),
      ),
    );
    y += height + 8;
  }
  return { drawn, bottom: y };
}

function legendEntry(style: string, text: string, { x, y }: { x: number; y: number }): string[] {
  return [rect(style, { x, y, width: 28, height: 18 }), ...texts([[text, 'note']], { x: x + 36, y: y + 13 })];
}

function sentenceOf({ label, note, eras }: History, releases: readonly string[]): string {
  const spans = eras.map(({ first, last, text }: Era) => `${text} from ${releases[first]} to ${releases[last]}`);
  return `${[label, note].join(' ').trim()}: ${spans.join('; ')}.`;
}
