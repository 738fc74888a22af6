import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { BACKTEST_REPORTERS } from '../../src/backtest';
import { spreadText } from '../../src/backtest/page';
import { backtestOf, jsonLines, LogFolder } from '../backtest/logs';

const START = Date.UTC(2026, 0, 5) / 1_000;
const FLUSH = 300;
const RELEASE = '3.24';

/** Names that would do something if they were not shown as text. */
const HOSTILE = [
  '</script><script>window.attacked = 1</script>',
  '<img src=x onerror="window.attacked = 1">',
  '<!--<script>',
  '" onload="window.attacked = 1',
  'a\u2028b\u202ec\u001b[31m',
  '&lt;b&gt;',
  '{{constructor.constructor("window.attacked=1")()}}',
];

function row(namespace: string, end: number, bytes: number): object {
  return {
    start_time: end - FLUSH,
    end_time: end,
    source_type: 'wep',
    source_name_aggr: 'a-*',
    source_namespace: namespace,
    dest_name_aggr: 'b-*',
    proto: 'tcp',
    action: 'allow',
    reporter: 'src',
    bytes_in: bytes,
  };
}

/** Two days in which some namespaces are busier than others. */
const ROWS = Array.from({ length: 576 }, (_, interval) => {
  const end = START + (interval + 1) * FLUSH;
  const counts: [string, number][] = [
    ['shop', 1 + ((interval * 7) % 13)],
    ['tools', interval % 144 < 5 ? 40 + (interval % 7) : 0],
    [HOSTILE[interval % HOSTILE.length] ?? '', interval % 50 === 0 ? 25 : 1],
  ];
  return counts.flatMap(([name, count]) =>
    Array.from({ length: count }, (_unused, index) => row(name, end, 100 + index)),
  );
}).flat();

const SPEC = {
  query: 'reporter = src',
  aggregateBy: ['source_namespace'],
  metric: 'count',
  condition: 'gte',
  threshold: 30,
  lookback: '15m',
  description: '${count} rows of ${source_namespace}',
};

describe('the report of a backtest in a browser', () => {
  const folder = new LogFolder();
  let browser: Browser;
  let problems: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
  });
  afterAll(() => browser?.close());
  afterEach(() => {
    expect(problems).toEqual([]);
    problems = [];
  });

  const logs = () => folder.write('rows.ndjson', jsonLines(ROWS));
  const opened = async (specs: readonly object[], options: BrowserContextOptions = {}): Promise<Page> => {
    const result = await backtestOf(specs as Record<string, unknown>[], [logs()], { release: RELEASE });
    const file = join(folder.path, 'report.html');
    writeFileSync(file, (await BACKTEST_REPORTERS['html']?.(result)) ?? '');
    result.dispose();
    const page = await (await browser.newContext({ viewport: { width: 1_100, height: 1_400 }, ...options })).newPage();
    const note = (text: string) => problems.push(text);
    page.on('console', (message) => note(message.text()));
    page.on('pageerror', (error) => note(error.message));
    page.on('dialog', (dialog) => note(dialog.message()));
    page.on(
      'request',
      (request) => request.url() === page.url() || (!request.url().startsWith('file:') && note(request.url())),
    );
    await page.goto(pathToFileURL(file).href);
    return page;
  };
  const line = (page: Page) => page.getByRole('slider');
  const threshold = async (page: Page) => Number(await line(page).getAttribute('aria-valuenow'));

  /** What the page has counted is what a backtest with this threshold counts. */
  const expectRecounted = async (page: Page, spec: object = SPEC) => {
    const moved = { ...spec, threshold: await threshold(page) };
    const { alerts, dispose } = await backtestOf([moved], [logs()], { release: RELEASE });
    const events = alerts[0]?.outcome?.events ?? { min: -1, typical: -1, max: -1 };
    dispose();
    expect(await page.locator('output').first().textContent()).toContain(`: ${spreadText(events)}`);
    return events;
  };
  const drag = async (page: Page, by: number) => {
    const box = await line(page).locator('.grip').boundingBox();
    const [x, y] = [(box?.x ?? 0) + 10, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y + by / 2);
    await page.mouse.move(x, y + by);
    await page.mouse.up();
  };

  it('counts the events of a threshold that is dragged', async () => {
    const page = await opened([SPEC]);
    const counted = [await expectRecounted(page)];
    for (const by of [-40, -25, 90, 60, 500]) {
      await drag(page, by);
      counted.push(await expectRecounted(page));
    }
    expect(new Set(counted.map(({ typical }) => typical)).size).toBeGreaterThan(3);
    const marks = await page.locator('.mark').count();
    await page.getByRole('button', { name: 'Back to 30' }).click();
    expect(await threshold(page)).toBe(30);
    expect(await page.locator('.mark').count()).not.toBe(marks);
  });

  it('is used by keyboard', async () => {
    const page = await opened([SPEC]);
    await line(page).focus();
    const seen: number[] = [];
    for (const key of ['ArrowUp', 'ArrowRight', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'Escape']) {
      await page.keyboard.press(key);
      seen.push(await threshold(page));
      await expectRecounted(page);
    }
    expect(seen.slice(0, 5)).toEqual([31, 32, 31, 41, 31]);
    expect(seen[5]).toBe(0);
    expect(seen[6]).toBeGreaterThan(100);
    expect(seen[7]).toBe(30);
    expect(await line(page).getAttribute('aria-valuetext')).toBe(await page.locator('output').first().textContent());
    await page.getByRole('spinbutton').fill('77');
    expect(await threshold(page)).toBe(77);
    await expectRecounted(page);
    await page.getByRole('spinbutton').fill('100000');
    await expectRecounted(page);
  });

  it('is used by touch, also on a small screen', async () => {
    const page = await opened([SPEC], { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
    const session = await page.context().newCDPSession(page);
    await line(page).locator('.grip').scrollIntoViewIfNeeded();
    const box = await line(page).locator('.grip').boundingBox();
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', by: number) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: (box?.x ?? 0) + 8, y: (box?.y ?? 0) + 10 + by }],
      });
    await touch('touchStart', 0);
    await touch('touchMove', 30);
    await touch('touchMove', 70);
    await touch('touchEnd', 0);
    expect(await threshold(page)).toBeLessThan(30);
    await expectRecounted(page);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(390);
  });

  it.each([
    ['sum', 'gt', 20_000],
    ['avg', 'lt', 104.5],
    ['max', 'lte', 110],
    ['min', 'gte', 101],
  ])('counts %s %s as a backtest does', async (metric, condition, own) => {
    const spec = { ...SPEC, metric, field: 'bytes_in', condition, threshold: own, description: 'd' };
    const page = await opened([spec]);
    await expectRecounted(page, spec);
    for (const by of [-12, 30, -60]) {
      await drag(page, by);
      await expectRecounted(page, spec);
    }
  });

  it('shows names as text, whatever they contain', async () => {
    const page = await opened([
      { ...SPEC, threshold: 1 },
      { ...SPEC, metric: undefined, condition: undefined, threshold: undefined },
    ]);
    expect(await page.evaluate('window.attacked')).toBeUndefined();
    expect(await page.locator('img, iframe, link, script[src], style + style').count()).toBe(0);
    const text = (await page.locator('main').textContent()) ?? '';
    for (const name of HOSTILE.filter((each) => !each.includes('\u2028'))) {
      expect(text).toContain(`source_namespace = ${JSON.stringify(name)}`);
    }
    expect(text).toContain('a\\u2028b\\u202ec');
  });

  it('allows no script or style that is added', async () => {
    const page = await opened([SPEC]);
    await page.evaluate(`{
      const script = document.createElement('script');
      script.textContent = 'window.attacked = 1';
      document.body.append(script);
    }`);
    expect(await page.evaluate('window.attacked')).toBeUndefined();
    expect(problems).toEqual([expect.stringContaining('Content Security Policy')]);
    problems = [];
  });

  it('is readable in light and dark, and on paper', async () => {
    const page = await opened([SPEC]);
    const color = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await color()).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await color()).toBe('rgb(13, 17, 23)');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await color()).toBe('rgb(255, 255, 255)');
    expect(await page.locator('.controls').isVisible()).toBe(false);
    expect(await page.locator('output').isVisible()).toBe(true);
    const events = page.getByRole('region', { name: 'Events', exact: true });
    const hidden = (element: { readonly scrollHeight: number; readonly clientHeight: number }) =>
      element.scrollHeight - element.clientHeight;
    expect(await events.evaluate(hidden)).toBe(0);
    const paper = await page.pdf({ format: 'A4' });
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
  });
});
