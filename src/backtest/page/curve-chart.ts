import type { Size } from './metric-chart';
import { numberText } from './numbers';
import type { Recount } from './recount';
import { type Scale, scaleOf } from './scale';
import { group, line, round, type Shape, shape, textShape } from './shapes';

const LEFT = 64;
const RIGHT = 16;
const TOP = 12;
const BOTTOM = 44;
const PIXELS_OF_TICK = 34;
const PIXELS_OF_VALUE = 70;

/** Room to the right of the highest value. */
const BEYOND = 1.15;

/** The picture of the events by threshold: of a typical phase, and the range of all phases. */
export class CurveChart {
  private readonly values: Scale;
  private readonly events: Scale;
  private readonly right: number;
  private readonly bottom: number;

  /** @param most the highest threshold to be shown */
  constructor(
    private readonly recount: Recount,
    { width, height }: Size,
    isLogarithmic: boolean,
    most: number,
  ) {
    this.right = width - RIGHT;
    this.bottom = height - BOTTOM;
    const [low, high] = recount.range ?? [0, 1];
    const max = Math.max(high, most) * BEYOND || 1;
    this.values = scaleOf(Math.min(0, low), max, isLogarithmic, (this.right - LEFT) / PIXELS_OF_VALUE);
    const all = this.columns().map(([, events]) => events.max);
    this.events = scaleOf(0, Math.max(1, ...all) * BEYOND, true, (this.bottom - TOP) / PIXELS_OF_TICK);
  }

  /** Everything that does not depend on the threshold. */
  get background(): Shape[] {
    const columns = this.columns();
    const along = (of: 'min' | 'typical' | 'max') =>
      columns.map(([x, events]) => `${round(x)} ${round(this.y(events[of]))}`);
    return [
      group('axis', [...this.eventTicks(), ...this.valueTicks()]),
      shape('path', { class: 'range', d: `M${[...along('max'), ...along('min').reverse()].join('L')}Z` }),
      shape('path', { class: 'curve', d: `M${along('typical').join('L')}` }),
      textShape('threshold', { x: this.right, y: this.bottom + 36, class: 'name' }),
    ];
  }

  marker(threshold: number): Shape[] {
    const x = this.x(threshold);
    return [
      line('threshold', [x, TOP, x, this.bottom]),
      shape('circle', { class: 'dot', cx: x, cy: this.y(this.recount.at(threshold).typical), r: 5 }),
    ];
  }

  private x(threshold: number): number {
    return LEFT + this.values.place(threshold) * (this.right - LEFT);
  }

  private y(events: number): number {
    return this.bottom - this.events.place(events) * (this.bottom - TOP);
  }

  /** The events of the threshold at each pixel. */
  private columns(): [x: number, events: ReturnType<Recount['at']>][] {
    const width = Math.round(this.right - LEFT);
    return Array.from({ length: width + 1 }, (_, x) => [LEFT + x, this.recount.at(this.values.valueAt(x / width))]);
  }

  private eventTicks(): Shape[] {
    return this.events.ticks
      .filter((tick) => Number.isInteger(tick))
      .flatMap((tick) => {
        const y = this.y(tick);
        return [
          line(tick === 0 ? 'zero' : 'tick', [LEFT, y, this.right, y]),
          textShape(numberText(tick), { x: LEFT - 8, y: y + 4, class: 'value' }),
        ];
      });
  }

  private valueTicks(): Shape[] {
    return this.values.ticks.flatMap((tick) => {
      const x = this.x(tick);
      return [
        line('tick', [x, this.bottom, x, this.bottom + 5]),
        textShape(numberText(tick), { x, y: this.bottom + 20, class: 'time' }),
      ];
    });
  }
}
