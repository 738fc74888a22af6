import { FlowAggregation, levelOf } from '../../../src/calico';
import { LINE_HEIGHT, type Line, path, rect, svg, texts, widthOf } from './svg';

const MARGIN = 8;
const GAP = 28;
const PADDING = 9;
const TOP = 30;
const LANE = 32;
const BAR = 24;

/** What a flow log goes through, in this order. */
const STATIONS: readonly { style: string; lines: readonly Line[] }[] = [
  {
    style: 'Deployment',
    lines: [
      ['Connections', 'title'],
      ['of pods, allowed', 'note'],
      ['or denied', 'note'],
    ],
  },
  {
    style: 'group',
    lines: [
      ['Each node', 'title'],
      ['collects them for', 'note'],
      ['a flush interval', 'note'],
    ],
  },
  {
    style: 'NetworkPolicy',
    lines: [
      ['Aggregation', 'title'],
      ...levelLines({
        [FlowAggregation.NONE]: 'nothing is merged',
        [FlowAggregation.BY_SOURCE]: 'source ports are merged',
        [FlowAggregation.BY_POD_PREFIX]: 'pods of a controller, too',
        [FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS]: 'ports of the target, too',
      }),
    ],
  },
  {
    style: 'bar',
    lines: [
      ['Rows', 'title'],
      ['in Elasticsearch,', 'note'],
      ['written when the', 'note'],
      ['interval ends', 'note'],
    ],
  },
  {
    style: 'GlobalAlert',
    lines: [
      ['The alert', 'title'],
      ['every period, counts', 'note'],
      ['the rows within the', 'note'],
      ['lookback', 'note'],
    ],
  },
];

/** Minutes of the example. The runs of an alert and the ends of flush intervals are not in step. */
const FLUSH = 5;
const PERIOD = 5;
const LOOKBACK = 15;
const SCAN = { from: 6, to: 8.5 };
const FIRST_RUN = 8;
const END = 30;
const LABELS = 106;

/** Picture of how connections become rows, and of which runs of an alert see the rows of a scan. */
export function flowLogsFigure(): string {
  const height = Math.max(...STATIONS.map(({ lines }) => lines.length)) * LINE_HEIGHT + 2 * PADDING;
  const widths = STATIONS.map(({ lines }) => widthOf(lines) + 2 * PADDING);
  const lefts = widths.map((_, index) => MARGIN + sum(widths.slice(0, index)) + index * GAP);
  const right = (lefts.at(-1) ?? 0) + (widths.at(-1) ?? 0);
  const example = timeline(TOP + height + 34, right);
  return svg(
    'How connections become rows of flow logs, and which runs of an alert see them',
    `${STATIONS.map(({ lines }) => `${lines.map(([text]) => text).join(' ')}.`).join(' ')} ${example.sentence}`,
    { x: right + MARGIN, y: example.bottom },
    [
      ...texts([['From a connection to an event', 'title']], MARGIN, 19),
      ...STATIONS.flatMap(({ style, lines }, index) => {
        const place = { x: lefts[index] ?? 0, y: TOP, width: widths[index] ?? 0, height };
        return [rect(style, place), ...texts(lines, place.x + PADDING, TOP + PADDING + 12)];
      }),
      ...STATIONS.slice(1).map((_, index) => {
        const from = (lefts[index] ?? 0) + (widths[index] ?? 0);
        const y = TOP + height / 2;
        return path('arrow', { x: from, y }, { x: from + GAP, y });
      }),
      ...example.drawn,
    ],
  );
}

function levelLines(meanings: Readonly<Record<FlowAggregation, string>>): Line[] {
  return Object.values(FlowAggregation).map((level) => [`${levelOf(level)}: ${meanings[level]}`, 'note']);
}

function timeline(top: number, right: number) {
  const start = MARGIN + LABELS;
  const at = (minute: number) => Math.round(start + (minute * (right - start)) / END);
  const bar = (lane: number, from: number, to: number) => ({
    x: at(from) + 1,
    y: top + 30 + lane * LANE,
    width: at(to) - at(from) - 2,
    height: BAR,
  });
  const lane = (index: number, label: string) => texts([[label, 'note']], MARGIN, top + 30 + index * LANE + 16);
  const box = (style: string, place: ReturnType<typeof bar>, text: string) => [
    rect(style, place),
    ...texts([[text, 'kind']], place.x + 6, place.y + 16),
  ];
  const written = Math.ceil(SCAN.to / FLUSH) * FLUSH;
  const runs = Array.from(
    { length: Math.floor((END - FIRST_RUN) / PERIOD) + 1 },
    (_, index) => FIRST_RUN + index * PERIOD,
  ).map((now) => ({ now, sees: written <= now && written > now - LOOKBACK }));
  const intervals = Array.from({ length: END / FLUSH }, (_, index) => index * FLUSH);
  const title = `An example: flush interval ${FLUSH} minutes, period ${PERIOD} minutes, lookback ${LOOKBACK} minutes`;
  const told = runs.map(({ now, sees }) => `run at ${now}: ${outcome(now, sees, written)}`);
  const bottom = top + 30 + (runs.length + 2) * LANE + 6;
  return {
    bottom,
    sentence: `${title}. A scan from minute ${SCAN.from} to ${SCAN.to}; its rows are written at ${written}. ${told.join('; ')}.`,
    drawn: [
      ...texts([[title, 'title']], MARGIN, top),
      ...[...intervals, END].map((minute) =>
        path('rule', { x: at(minute), y: top + 24 }, { x: at(minute), y: bottom - 6 }),
      ),
      ...intervals.flatMap((minute) => texts([[`${minute} min`, 'kind']], at(minute) + 3, top + 22)),
      ...lane(0, 'scan'),
      rect('Deployment', bar(0, SCAN.from, SCAN.to)),
      ...lane(1, 'flush interval'),
      ...intervals.flatMap((from) => {
        const isScan = from + FLUSH === written;
        return box(isScan ? 'changed' : 'group', bar(1, from, from + FLUSH), `rows at ${from + FLUSH}`);
      }),
      ...runs.flatMap(({ now, sees }, index) => [
        ...lane(index + 2, `run at ${now}`),
        ...box(
          sees ? 'GlobalAlert' : 'group',
          bar(index + 2, Math.max(0, now - LOOKBACK), now),
          outcome(now, sees, written),
        ),
      ]),
    ],
  };
}

function outcome(now: number, sees: boolean, written: number): string {
  return sees
    ? 'sees the rows of the scan'
    : now < written
      ? 'no rows of the scan yet'
      : 'no longer sees the rows of the scan';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
