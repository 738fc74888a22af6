import {
  type ChartData,
  CurveChart,
  isLogarithmic,
  MetricChart,
  Recount,
  type RuleData,
  type Shape,
} from '../../../src/backtest/page';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5);

const RULE: RuleData = {
  comparison: 'gte',
  symbol: '≥',
  threshold: 5,
  events: { min: 1, typical: 2, max: 2 },
  days: 1,
  phases: 2,
  suggestion: null,
  // 3: one run of each phase; 6: two of the first, one of the second; 9: one of the second.
  values: [
    [3, 1, 2],
    [6, 2, 1, 1, 1],
    [9, 0, 1, 1, 1],
  ],
  fixed: null,
  digits: null,
  isWhole: true,
};

const CHART: ChartData = {
  metric: 'count',
  from: START,
  step: MINUTE,
  stepText: '1 minute',
  steps: 10,
  groups: [
    { label: 'a', stretches: [0, 1, 3, 2, 2, 6] },
    { label: 'b', stretches: [5, 7, 9] },
  ],
  all: [0, 1, 3, 2, 2, 6, 5, 7, 9],
  gaps: [[START + 8 * MINUTE, START + 20 * MINUTE]],
  rule: RULE,
};

/** Shapes as they would be in an SVG file. */
function drawn(shapes: readonly Shape[], indent = ''): string {
  return shapes
    .map(({ name, attributes, children, text = '' }) => {
      const named = Object.entries(attributes).map(([key, value]) => ` ${key}=${value}`);
      return `${indent}${name}${named.join('')}${text === '' ? '' : `: ${text}`}\n${drawn(children, `${indent}  `)}`;
    })
    .join('');
}

describe('the picture of a metric', () => {
  const chart = new MetricChart(CHART, { width: 376, height: 156 }, false, 5);

  it('has axes, gaps and a line for each group, the first on top', () => {
    expect(drawn(chart.background)).toMatchInlineSnapshot(`
      "g class=gaps
        rect class=gap x=304 y=12 width=60 height=100
      g class=axis
        line class=zero x1=64 y1=112 x2=364 y2=112
        text x=56 y=116 class=value: 0
        line class=tick x1=64 y1=62.4 x2=364 y2=62.4
        text x=56 y=66.4 class=value: 5
        line class=tick x1=64 y1=12.8 x2=364 y2=12.8
        text x=56 y=16.8 class=value: 10
        line class=tick x1=64 y1=112 x2=64 y2=130
        text x=64 y=144 class=time: Jan 5
        line class=tick x1=214 y1=112 x2=214 y2=130
        text x=214 y=144 class=time: 00:05
        line class=tick x1=364 y1=112 x2=364 y2=130
        text x=364 y=144 class=time: 00:10
      g class=lines
        path class=series g1 d=M214 112V22.7H304V112
        path class=series g0 d=M64 112V82.2H124V52.5H154V112
      "
    `);
  });

  it('has a mark for each range of runs that raises events', () => {
    expect(drawn(chart.marks(6))).toMatchInlineSnapshot(`
      "rect class=mark x=124 y=117 width=30 height=8
      rect class=mark x=214 y=117 width=90 height=8
      "
    `);
    expect(chart.marks(undefined)).toEqual([]);
    expect(chart.marks(10)).toEqual([]);
    const { rule, ...always } = CHART;
    expect(new MetricChart(always, { width: 376, height: 156 }, false, 5).marks(undefined)).toHaveLength(3);
  });

  it('has the line of a threshold, with its number', () => {
    expect(drawn(chart.threshold(5))).toMatchInlineSnapshot(`
      "rect class=reach x=64 y=50.4 width=300 height=24
      line class=threshold x1=64 y1=62.4 x2=364 y2=62.4
      rect class=grip x=341 y=52.4 width=23 height=20 rx=10
      text class=grip-text x=352.5 y=66.4: 5
      "
    `);
  });

  it('knows the value at a height', () => {
    expect([chart.valueAt(chart.y(7)), chart.valueAt(chart.bottom)]).toEqual([expect.closeTo(7), 0]);
  });

  it('is logarithmic by itself where the threshold is low', () => {
    const withThreshold = (threshold: number): ChartData => ({ ...CHART, rule: { ...RULE, threshold } });
    expect([1, 1.79, 1.8, 5].map((threshold) => isLogarithmic(withThreshold(threshold)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(isLogarithmic({ ...withThreshold(1), all: [0, 1, -2] })).toBe(false);
    const { rule, ...always } = CHART;
    expect(isLogarithmic(always)).toBe(false);
  });

  it('is drawn without any value', () => {
    const empty = { ...CHART, groups: [{ label: 'a', stretches: [] }], all: [], gaps: [], steps: 0 };
    const picture = new MetricChart(empty, { width: 376, height: 156 }, false, 0);
    expect(drawn(picture.background)).toContain('path class=series g0 d=\n');
  });
});

describe('the picture of the events by threshold', () => {
  const recount = new Recount(RULE);

  it('has the events of a typical phase, and the range of all', () => {
    const curve = new CurveChart(recount, { width: 90, height: 156 }, false, 5);
    expect(drawn(curve.background)).toMatchInlineSnapshot(`
      "g class=axis
        line class=zero x1=64 y1=112 x2=74 y2=112
        text x=56 y=116 class=value: 0
        line class=tick x1=64 y1=29.9 x2=74 y2=29.9
        text x=56 y=33.9 class=value: 1
        line class=tick x1=64 y1=112 x2=64 y2=117
        text x=64 y=132 class=time: 0
      path class=range d=M64 14L65 14L66 14L67 19.9L68 19.9L69 19.9L70 29.9L71 29.9L72 29.9L73 112L74 112L74 112L73 112L72 112L71 112L70 112L69 19.9L68 19.9L67 19.9L66 14L65 14L64 14Z
      path class=curve d=M64 14L65 14L66 14L67 19.9L68 19.9L69 19.9L70 112L71 112L72 112L73 112L74 112
      text x=74 y=148 class=name: threshold
      "
    `);
    expect(drawn(curve.marker(6))).toMatchInlineSnapshot(`
      "line class=threshold x1=69.8 y1=12 x2=69.8 y2=112
      circle class=dot cx=69.8 cy=19.9 r=5
      "
    `);
  });

  it.each<[comparison: string, threshold: number, min: number, typical: number, max: number]>([
    ['gte', 3, 3, 3, 3],
    ['gte', 6, 2, 2, 2],
    ['gte', 9, 0, 0, 1],
    ['gte', 9.5, 0, 0, 0],
    ['gt', 3, 2, 2, 2],
    ['gt', 2.9, 3, 3, 3],
    ['lt', 6, 1, 1, 1],
    ['lte', 6, 2, 2, 3],
    ['lt', 3, 0, 0, 0],
    ['gte', 5, 1, 2, 2],
  ])('counts events that are %s %d', (comparison, threshold, min, typical, max) => {
    expect(new Recount({ ...RULE, comparison }).at(threshold)).toEqual({ min, typical, max });
  });

  it('knows the range of the values', () => {
    expect(recount.range).toEqual([3, 9]);
    expect(new Recount({ ...RULE, values: null }).range).toBeUndefined();
  });
});
