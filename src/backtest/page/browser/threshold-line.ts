import type { MetricChart } from '../metric-chart';
import { drawn, setAttributes, svgElement } from './dom';

/** What the line needs to know, and whom it tells about a move. */
export interface ThresholdMoves {
  /** Called with a place in the picture. */
  readonly moveTo: (value: number) => void;
  /** Called with a number of steps. */
  readonly step: (by: number) => void;
  readonly reset: () => void;
}

const KEYS: ReadonlyMap<string, number> = new Map([
  ['ArrowUp', 1],
  ['ArrowRight', 1],
  ['ArrowDown', -1],
  ['ArrowLeft', -1],
  ['PageUp', 10],
  ['PageDown', -10],
]);

/** The line of the threshold, which can be moved by mouse, touch and keyboard. */
export class ThresholdLine {
  readonly element: SVGGElement;
  private chart: MetricChart | undefined;

  constructor(name: string, moves: ThresholdMoves) {
    this.element = svgElement('g', {
      class: 'handle',
      role: 'slider',
      tabindex: 0,
      'aria-label': name,
      'aria-orientation': 'vertical',
    });
    this.listenToPointer(moves);
    this.element.addEventListener('keydown', (event) => {
      const by = KEYS.get(event.key);
      if (by !== undefined) {
        moves.step(by);
      } else if (event.key === 'Home' || event.key === 'End') {
        const [low, high] = this.bounds;
        moves.moveTo(event.key === 'Home' ? low : high);
      } else if (event.key === 'Escape') {
        moves.reset();
      } else {
        return;
      }
      event.preventDefault();
    });
  }

  /** Draws it in a picture, of which there may be a new one. */
  draw(chart: MetricChart, threshold: number, words: string): void {
    this.chart = chart;
    this.element.replaceChildren(...drawn(chart.threshold(threshold)));
    const [low, high] = this.bounds;
    setAttributes(this.element, {
      'aria-valuemin': low,
      'aria-valuemax': Math.max(high, threshold),
      'aria-valuenow': threshold,
      'aria-valuetext': words,
    });
  }

  private get bounds(): [low: number, high: number] {
    return this.chart === undefined ? [0, 0] : [this.chart.scale.valueAt(0), this.chart.scale.valueAt(1)];
  }

  private listenToPointer(moves: ThresholdMoves): void {
    let isHeld = false;
    this.element.addEventListener('pointerdown', (event) => {
      if (event.button === 0) {
        isHeld = true;
        this.element.setPointerCapture(event.pointerId);
        this.element.focus();
        event.preventDefault();
      }
    });
    this.element.addEventListener('pointermove', (event) => {
      if (isHeld) {
        moves.moveTo(this.valueAt(event));
      }
    });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      this.element.addEventListener(end, () => {
        isHeld = false;
      });
    }
  }

  /** The value at the pointer, which stays within the picture. */
  private valueAt({ clientY }: PointerEvent): number {
    const picture = this.element.ownerSVGElement;
    if (picture === null || this.chart === undefined) {
      return 0;
    }
    const { top, height } = picture.getBoundingClientRect();
    const y = ((clientY - top) / height) * picture.viewBox.baseVal.height;
    return this.chart.valueAt(Math.min(this.chart.bottom, Math.max(this.chart.top, y)));
  }
}
