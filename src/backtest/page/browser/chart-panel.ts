import { CurveChart } from '../curve-chart';
import { isLogarithmic, MetricChart, rangeOf } from '../metric-chart';
import { countText, numberText, spreadText } from '../numbers';
import type { ChartData, RuleData } from '../page-data';
import { Recount } from '../recount';
import { snapped, stepped, typed } from '../threshold-steps';
import { drawn, element, svgElement } from './dom';
import { legend } from './legend';
import { ThresholdLine } from './threshold-line';

const HEIGHT = 340;
const CURVE_HEIGHT = 240;
const NARROWEST = 320;
const USUAL_WIDTH = 960;

/** The pictures of an alert, and the controls of its threshold. */
export class ChartPanel {
  readonly element = element('section', { class: 'panel' });
  private readonly picture = svgElement('svg', { class: 'picture', role: 'group' });
  private readonly curvePicture = svgElement('svg', { class: 'picture', role: 'img' });
  private readonly background = svgElement('g', { 'aria-hidden': 'true' });
  private readonly marks = svgElement('g', { 'aria-hidden': 'true', class: 'marks' });
  private readonly curveBackground = svgElement('g', {});
  private readonly marker = svgElement('g', {});
  private readonly result = element('output', { class: 'result', 'aria-live': 'polite' });
  private readonly input = element('input', { type: 'number', step: 'any', class: 'number' });
  private readonly recount: Recount | undefined;
  private readonly line: ThresholdLine;
  private width = USUAL_WIDTH;
  private logarithmic: boolean;
  private threshold: number | undefined;
  private most: number;
  private chart: MetricChart;

  constructor(private readonly data: ChartData) {
    const { rule } = data;
    this.threshold = rule?.threshold;
    this.most = Math.max(rule?.threshold ?? 0, rule?.suggestion ?? 0);
    this.logarithmic = isLogarithmic(data);
    this.recount = rule === undefined || rule.values === null ? undefined : new Recount(rule);
    this.line = new ThresholdLine(`threshold of ${data.metric}`, {
      moveTo: (value) => this.move(rule === undefined ? value : snapped(value, rule)),
      step: (by) => this.step(by),
      reset: () => this.move(rule?.threshold ?? 0),
    });
    this.chart = this.newChart();
    this.fill();
    this.render();
    new ResizeObserver(([entry]) => {
      const width = Math.max(NARROWEST, Math.round(entry?.contentRect.width ?? USUAL_WIDTH));
      if (width !== this.width) {
        this.width = width;
        this.render();
      }
    }).observe(this.picture);
  }

  private fill(): void {
    const { data, recount } = this;
    const { rule } = data;
    this.picture.setAttribute('aria-label', `${data.metric} of each group over time`);
    this.picture.append(this.background, this.marks);
    if (recount !== undefined) {
      this.picture.append(this.line.element);
    }
    this.element.append(
      element('h3', {}, `${data.metric} over time`),
      this.controls(),
      this.result,
      element('div', { class: 'frame' }, this.picture),
      legend(data.groups, this.background),
      element('p', { class: 'note' }, coverage(data)),
    );
    if (recount !== undefined && rule !== undefined) {
      this.curvePicture.setAttribute('aria-label', 'events by threshold; the table of thresholds has some of them');
      this.curvePicture.append(this.curveBackground, this.marker);
      this.element.append(
        element('h3', {}, 'Events by threshold'),
        element('div', { class: 'frame' }, this.curvePicture),
        element('p', { class: 'note' }, CURVE_NOTE),
      );
    }
  }

  private controls(): HTMLElement {
    const { rule } = this.data;
    const box = element('input', { type: 'checkbox' });
    box.checked = this.logarithmic;
    box.addEventListener('change', () => {
      this.logarithmic = box.checked;
      this.render();
    });
    const controls = element('div', { class: 'controls' });
    if (this.recount !== undefined && rule !== undefined) {
      this.input.addEventListener('input', () => {
        const value = this.input.valueAsNumber;
        if (Number.isFinite(value)) {
          this.move(typed(value, rule));
        }
      });
      controls.append(
        element('label', {}, `Threshold ${rule.symbol} `, this.input),
        this.button(`Back to ${numberText(rule.threshold)}`, rule.threshold),
      );
      if (rule.suggestion !== null && rule.suggestion !== rule.threshold) {
        controls.append(this.button(`Try ${numberText(rule.suggestion)}`, rule.suggestion));
      }
    }
    controls.append(element('label', {}, box, ' Logarithmic scale'));
    return controls;
  }

  private button(text: string, threshold: number): HTMLButtonElement {
    const button = element('button', { type: 'button' }, text);
    button.addEventListener('click', () => this.move(threshold));
    return button;
  }

  private step(by: number): void {
    const { rule } = this.data;
    if (rule !== undefined && this.threshold !== undefined) {
      this.move(stepped(this.threshold, by, rule, rangeOf(this.data)[1]));
    }
  }

  private move(threshold: number): void {
    this.threshold = threshold;
    if (threshold > this.most) {
      this.most = threshold;
      this.render();
    } else {
      this.update();
    }
  }

  private newChart(): MetricChart {
    return new MetricChart(this.data, { width: this.width, height: HEIGHT }, this.logarithmic, this.most);
  }

  private render(): void {
    this.chart = this.newChart();
    this.picture.setAttribute('viewBox', `0 0 ${this.width} ${HEIGHT}`);
    this.background.replaceChildren(...drawn(this.chart.background));
    if (this.recount !== undefined) {
      this.curvePicture.setAttribute('viewBox', `0 0 ${this.width} ${CURVE_HEIGHT}`);
      this.curveBackground.replaceChildren(...drawn(this.curve.background));
    }
    this.update();
  }

  private get curve(): CurveChart {
    const size = { width: this.width, height: CURVE_HEIGHT };
    return new CurveChart(this.recount as Recount, size, this.logarithmic, this.most);
  }

  /** Draws what depends on the threshold. */
  private update(): void {
    const { threshold, recount } = this;
    const { rule } = this.data;
    this.marks.replaceChildren(...drawn(this.chart.marks(threshold)));
    if (rule === undefined || threshold === undefined) {
      return;
    }
    const words = resultText(this.data.metric, rule, threshold, recount);
    this.result.textContent = words;
    if (recount !== undefined) {
      this.line.draw(this.chart, threshold, words);
      this.marker.replaceChildren(...drawn(this.curve.marker(threshold)));
      if (document.activeElement !== this.input) {
        this.input.value = String(threshold);
      }
    }
  }
}

const CURVE_NOTE =
  'The line shows the events of a typical phase, and the area around it those of all phases. The number of events is on a logarithmic scale.';

function resultText(metric: string, rule: RuleData, threshold: number, recount: Recount | undefined): string {
  const events = recount === undefined ? rule.events : recount.at(threshold);
  const perDay = rule.days === null ? '' : `, ${numberText(events.typical / rule.days)} a day`;
  return `${metric} ${rule.symbol} ${numberText(threshold)}: ${spreadText(events)}${perDay}`;
}

/** What the picture and the numbers are about. */
function coverage({ stepText, rule, groups }: ChartData): string {
  const steps = `Times are UTC. Each step is the value furthest beyond the condition in ${stepText}, so no peak is missing; marks below the chart are runs that raise an event, in any phase and of any group.`;
  const shown = `The chart shows ${countText(groups.length, 'group')}.`;
  if (rule === undefined) {
    return `${steps} ${shown}`;
  }
  return rule.fixed === null
    ? `${steps} ${shown} A recount covers all groups, all runs and ${countText(rule.phases, 'phase')}, and gives the numbers that backtest prints for this threshold. The tables below, and the numbers above, are about the threshold of the alert, ${numberText(rule.threshold)}.`
    : `${steps} ${shown} ${rule.fixed}`;
}
