import type { ChartData } from '../page-data';
import { element } from './dom';

/** The names of the groups, with which each line can be hidden. */
export function legend(groups: ChartData['groups'], picture: Element): HTMLElement {
  const items = groups.map(({ label }, index) => {
    const style = `g${index}`;
    const swatch = element('span', { class: `swatch ${style}` });
    const button = element('button', { type: 'button', 'aria-pressed': 'true' }, swatch, element('span', {}, label));
    button.addEventListener('click', () => {
      const isShown = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(isShown));
      // On an element that stays, because lines are drawn anew.
      picture.classList.toggle(`without-${style}`, !isShown);
    });
    for (const [event, isStrong] of [
      ['pointerenter', true],
      ['pointerleave', false],
      ['focus', true],
      ['blur', false],
    ] as const) {
      button.addEventListener(event, () => picture.classList.toggle(`only-${style}`, isStrong));
    }
    return element('li', {}, button);
  });
  return element('ul', { class: 'legend', 'aria-label': 'groups in the chart' }, ...items);
}
