import type { AlertPage, PageData, TableData } from '../page-data';
import { ChartPanel } from './chart-panel';
import { element } from './dom';

function table({ title, note, head, numbers, rows }: TableData): HTMLElement {
  const cell = (index: number): Record<string, string> => (index < numbers ? { class: 'amount' } : {});
  const section = element('section', {}, element('h3', {}, title));
  if (note !== undefined) {
    section.append(element('p', { class: 'note' }, note));
  }
  const header = element('tr', {}, ...head.map((text, index) => element('th', { scope: 'col', ...cell(index) }, text)));
  const lines = rows.map((row) => element('tr', {}, ...row.map((text, index) => element('td', cell(index), text))));
  const made = element('table', {}, element('thead', {}, header), element('tbody', {}, ...lines));
  // What can be scrolled must be reached by keyboard.
  section.append(element('div', { class: 'scroll', role: 'region', 'aria-label': title, tabindex: 0 }, made));
  return section;
}

function article({ title, file, notes, figures, facts, chart, tables }: AlertPage, index: number): HTMLElement {
  const made = element(
    'article',
    { id: `alert-${index}` },
    element('h2', {}, title),
    element('p', { class: 'file' }, file),
    ...notes.map((note) => element('p', { class: 'warning' }, note)),
  );
  if (figures.length > 0) {
    const tiles = figures.map(({ name, value, detail }) =>
      element(
        'div',
        {},
        element('dt', {}, name),
        element('dd', {}, element('b', {}, value), element('span', {}, detail)),
      ),
    );
    made.append(element('dl', { class: 'figures' }, ...tiles));
  }
  if (chart !== undefined) {
    made.append(new ChartPanel(chart).element);
  }
  if (facts.length > 0) {
    const all = facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
    made.append(element('dl', { class: 'facts' }, ...all));
  }
  made.append(...tables.map(table));
  return made;
}

function contents(alerts: readonly AlertPage[]): HTMLElement {
  const links = alerts.map(({ title, file, figures: [first] }, index) => {
    const events = first === undefined ? '' : ` ${first.value} events`;
    return element('li', {}, element('a', { href: `#alert-${index}` }, title), ` ${file}${events}`);
  });
  return element('nav', { 'aria-label': 'alerts' }, element('ul', {}, ...links));
}

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData;
const page = element('main', {}, element('h1', {}, 'Backtest'));
page.append(element('p', { class: data.isPartial ? 'warning' : 'note' }, data.logs));
if (data.alerts.length > 1) {
  page.append(contents(data.alerts));
}
page.append(...data.alerts.map(article));
document.body.replaceChildren(page);
