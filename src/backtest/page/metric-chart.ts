import { numberText } from './numbers';
import type { ChartData, Stretches } from './page-data';
import { meets } from './recount';
import { type Scale, scaleOf, tickText, timeTicks } from './scale';
import { group, line, round, type Shape, shape, textShape } from './shapes';

/** The size of a picture, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const LEFT = 64;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 44;
const MARKS = 8;
const PIXELS_OF_TICK = 46;
const PIXELS_OF_TIME = 76;

/** Room above the highest value. */
const ABOVE = 1.12;

/** On a linear scale, a threshold below this share of the highest value can hardly be moved. */
const LOW = 0.2;

/** The picture of a metric over time. */
export class MetricChart {
  readonly scale: Scale;
  readonly top = TOP;
  readonly bottom: number;
  readonly left = LEFT;
  readonly right: number;

  /** @param most the highest threshold to be shown */
  constructor(
    private readonly data: ChartData,
    { width, height }: Size,
    isLogarithmic: boolean,
    most: number,
  ) {
    const [low, high] = rangeOf(data);
    this.bottom = height - BOTTOM;
    this.right = width - RIGHT;
    const max = Math.max(high, most) * ABOVE || 1;
    this.scale = scaleOf(Math.min(0, low, most), max, isLogarithmic, (this.bottom - TOP) / PIXELS_OF_TICK);
  }

  y(value: number): number {
    return this.bottom - this.scale.place(value) * (this.bottom - this.top);
  }

  valueAt(y: number): number {
    return this.scale.valueAt((this.bottom - y) / (this.bottom - this.top));
  }

  /** Everything that does not depend on the threshold. */
  get background(): Shape[] {
    const { groups, gaps } = this.data;
    // The group that is named first is drawn last, on top of the others.
    const lines = groups.map(({ stretches }, index) =>
      shape('path', { class: `series g${index}`, d: this.outline(stretches) }),
    );
    return [
      group(
        'gaps',
        gaps.map((gap) => this.gap(gap)),
      ),
      group('axis', [...this.valueTicks(), ...this.timeTicks()]),
      group('lines', lines.reverse()),
    ];
  }

  /** A mark below the picture wherever a run raises an event. */
  marks(threshold: number | undefined): Shape[] {
    const { all, rule } = this.data;
    const marks: Shape[] = [];
    for (const [first, last, value] of stretchesOf(all)) {
      if (rule === undefined || (threshold !== undefined && meets(rule.comparison, value, threshold))) {
        const x = this.x(first);
        const width = Math.max(2, this.x(last + 1) - x);
        marks.push(shape('rect', { class: 'mark', x, y: this.bottom + 5, width, height: MARKS }));
      }
    }
    return marks;
  }

  /** The line of a threshold, with its number. */
  threshold(threshold: number): Shape[] {
    const { left, right } = this;
    const y = this.y(threshold);
    const label = numberText(threshold);
    const width = 16 + label.length * 7;
    return [
      shape('rect', { class: 'reach', x: left, y: y - 12, width: right - left, height: 24 }),
      line('threshold', [left, y, right, y]),
      shape('rect', { class: 'grip', x: right - width, y: y - 10, width, height: 20, rx: 10 }),
      textShape(label, { class: 'grip-text', x: right - width / 2, y: y + 4 }),
    ];
  }

  private x(step: number): number {
    return LEFT + (step / Math.max(1, this.data.steps)) * (this.right - LEFT);
  }

  private xOfTime(millis: number): number {
    return this.x(Math.min(this.data.steps, Math.max(0, (millis - this.data.from) / this.data.step)));
  }

  /** Steps next to one another form one outline, which starts and ends at zero. */
  private outline(stretches: Stretches): string {
    const zero = round(this.y(0));
    let path = '';
    let end = -1;
    for (const [first, last, value] of stretchesOf(stretches)) {
      const isNext = first === end + 1 && path !== '';
      path += isNext ? '' : `${path === '' ? '' : `V${zero}`}M${round(this.x(first))} ${zero}`;
      path += `V${round(this.y(value))}H${round(this.x(last + 1))}`;
      end = last;
    }
    return path === '' ? '' : `${path}V${zero}`;
  }

  private gap([from, to]: readonly [number, number]): Shape {
    const x = this.xOfTime(from);
    return shape('rect', {
      class: 'gap',
      x,
      y: this.top,
      width: Math.max(1, this.xOfTime(to) - x),
      height: this.bottom - this.top,
    });
  }

  private valueTicks(): Shape[] {
    return this.scale.ticks.flatMap((tick) => {
      const y = this.y(tick);
      return [
        line(tick === 0 ? 'zero' : 'tick', [LEFT, y, this.right, y]),
        textShape(numberText(tick), { x: LEFT - 8, y: y + 4, class: 'value' }),
      ];
    });
  }

  private timeTicks(): Shape[] {
    const { from, step, steps } = this.data;
    const ticks = timeTicks(from, from + step * steps, Math.floor((this.right - LEFT) / PIXELS_OF_TIME));
    return ticks.flatMap((tick) => {
      const x = this.xOfTime(tick);
      return [
        line('tick', [x, this.bottom, x, this.bottom + 18]),
        textShape(tickText(tick), { x, y: this.bottom + 32, class: 'time' }),
      ];
    });
  }
}

/** Whether a threshold can be moved better on a logarithmic scale. */
export function isLogarithmic(data: ChartData): boolean {
  const [low, high] = rangeOf(data);
  const threshold = data.rule?.threshold ?? high;
  return low >= 0 && threshold < high * LOW;
}

/** The smallest and the largest value. */
export function rangeOf({ all, groups }: ChartData): [low: number, high: number] {
  let [low, high] = [0, 0];
  for (const stretches of [all, ...groups.map((each) => each.stretches)]) {
    for (const [, , value] of stretchesOf(stretches)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return [low, high];
}

function* stretchesOf(stretches: Stretches): Generator<[first: number, last: number, value: number]> {
  for (let index = 0; index < stretches.length; index += 3) {
    yield [stretches[index] ?? 0, stretches[index + 1] ?? 0, stretches[index + 2] ?? 0];
  }
}
