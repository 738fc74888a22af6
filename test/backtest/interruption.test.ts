import { BACKTEST_REPORTERS } from '../../src/backtest';
import { Interruption } from '../../src/backtest/running';
import { runsWithLogs } from '../../src/backtest/running/log-days';
import { planOf } from '../evaluation/cases/models';
import { backtestOf, eventLinesOf, eventsOf, jsonLines, LogFolder } from './logs';

const BASE = 1_769_860_800;
const DAY = 86_400;
const row = (end_time: number) => ({
  start_time: end_time - 300,
  end_time,
  source_namespace: `n${end_time % 7}`,
  source_name_aggr: 'a',
  dest_name_aggr: 'b',
  reporter: 'src',
  action: 'allow',
});
const folder = new LogFolder();
const FEW = { metric: 'count', condition: 'lt', threshold: 1, period: '5m', lookback: '10m' };

/** Lets the runs be looked at until it was asked so often. */
class AfterChecks extends Interruption {
  checks = 0;

  constructor(private readonly most: number) {
    super();
  }

  override get isOver(): boolean {
    this.checks += 1;
    return this.checks > this.most;
  }

  override get isPartial(): boolean {
    return true;
  }
}

describe('an interruption', () => {
  const rows = Array.from({ length: 600 }, (_, n) => row(BASE + n * 300));
  const spec = { aggregateBy: ['source_namespace'], metric: 'count', condition: 'gte', threshold: 1 };

  it('while runs are computed leaves those until then', async () => {
    const path = folder.write('rows.ndjson', jsonLines(rows));
    const whole = (await backtestOf([spec], [path], { mostPartials: 5 })).alerts[0]?.outcome;
    const interrupted = await backtestOf([spec, spec], [path], { mostPartials: 5, interruption: new AfterChecks(90) });
    const [some, none] = interrupted.alerts.map(({ outcome }) => outcome);
    expect(some?.isPartial).toBe(true);
    expect(some?.span?.from).toBe(whole?.span?.from);
    expect(some?.span?.to).toBeLessThan(whole?.span?.to ?? 0);
    expect(some?.events.max).toBeGreaterThan(0);
    expect(some?.events.max).toBeLessThan((whole?.events.max ?? 0) / 2);
    expect(some && eventsOf(some)).toHaveLength(some?.events.typical ?? -1);
    // The days of which nothing was computed do not make the alert look quieter.
    expect([whole?.days, some?.days]).toEqual([600 / 288, 1]);
    expect(none?.span).toBeUndefined();
    expect(BACKTEST_REPORTERS['text']?.(interrupted)).toContain(
      'alert-1 was not run, because backtest was interrupted before',
    );
  });

  it('in the middle of very many groups forgets those of these runs', async () => {
    const of = (groups: number, step: number) =>
      Array.from({ length: groups }, (_, n) => ({ ...row(BASE + step * 300), source_namespace: `n${n}` }));
    const path = folder.write('groups.ndjson', jsonLines([0, 1, 2, 3, 4].flatMap((n) => of(n < 4 ? 900 : 11_000, n))));
    const outcomeOf = async (options: Parameters<typeof backtestOf>[2]) =>
      (await backtestOf([spec], [path], { mostPartials: 3_000, ...options })).alerts[0]?.outcome;
    const all = new AfterChecks(Number.POSITIVE_INFINITY);
    const whole = await outcomeOf({ interruption: all });
    // Between two looks, there is never more than one group, or some thousand partials that are read.
    expect(all.checks).toBeGreaterThan(11_000);
    const some = await outcomeOf({ interruption: new AfterChecks(9_000) });
    const before = await outcomeOf({ to: some?.span?.to });
    expect([some?.isPartial, some?.span, some?.groupCount]).toEqual([true, before?.span, 900]);
    const { events, groups, thresholds, mostInOneRun, closest, worstHour } = before ?? {};
    expect(some).toMatchObject({ events, groups, thresholds, mostInOneRun, closest, worstHour });
    expect(some?.events.max).toBeLessThan((whole?.events.max ?? 0) / 5);
    expect(await some?.history()).toBeUndefined();
  }, 60_000);

  it('while a page is drawn or events are written ends both, and marks the page', async () => {
    const path = folder.write('rows.ndjson', jsonLines(rows));
    const controller = new AbortController();
    const result = await backtestOf([spec], [path], { mostPartials: 5, signal: controller.signal });
    const page = async () => JSON.parse(/id="data">(.*?)<\/script>/s.exec(await html())?.[1] ?? '');
    const html = async () => (await BACKTEST_REPORTERS['html']?.(result)) ?? '';
    const whole = await page();
    expect([whole.isPartial, whole.alerts[0].chart === undefined]).toEqual([false, false]);
    expect((await eventLinesOf(result)).length).toBe(result.alerts[0]?.outcome?.events.typical);
    // As if each step took long.
    jest.spyOn(Interruption.prototype, 'isPauseDue', 'get').mockReturnValue(true);
    let clock = performance.now();
    jest.spyOn(performance, 'now').mockImplementation(() => (clock += 100));
    setImmediate(() => controller.abort());
    const cut = await page();
    expect([cut.isPartial, cut.alerts[0].chart]).toEqual([true, undefined]);
    expect(cut.logs).toMatch(/^Interrupted/);
    expect((await eventLinesOf(result)).length).toBeLessThan(10);
    jest.restoreAllMocks();
    result.dispose();
  });

  it('before the first row is said', async () => {
    const path = folder.write('rows.ndjson', jsonLines(rows));
    const signal = AbortSignal.abort();
    const result = await backtestOf([spec], [path], { signal });
    expect(result.isPartial).toBe(true);
    expect(BACKTEST_REPORTERS['text']?.(result)).toContain(
      'was not run, because backtest was interrupted before a row of its data set, flows, was read',
    );
  });

  it('of the process is noticed between chunks', async () => {
    const controller = new AbortController();
    const interruption = new Interruption(controller.signal);
    let isNoticed = false;
    setImmediate(() => {
      isNoticed = true;
    });
    const end = performance.now() + 60;
    while (performance.now() < end) {
      // The process is busy.
    }
    await interruption.pause();
    expect([isNoticed, interruption.isOver, interruption.isPartial]).toEqual([true, false, false]);
    controller.abort();
    expect([interruption.isOver, interruption.isPartial]).toEqual([false, true]);
    await new Promise((done) => setTimeout(done, 450));
    expect(interruption.isOver).toBe(true);
  });
});

describe('long gaps', () => {
  it('have no runs', () => {
    const plan = planOf({ lookback: '10m', period: '5m' });
    const hours = (from: number, to: number) => ({ from: from * 3_600_000, to: to * 3_600_000 });
    const gaps = [hours(1, 20), hours(30, 60), hours(100, 200)];
    expect(runsWithLogs({ first: 0, last: 7_000 }, gaps, plan, 60_000)).toEqual([
      { first: 0, last: 1_810 },
      { first: 3_600, last: 6_010 },
    ]);
    expect(runsWithLogs({ first: 0, last: 13_000 }, gaps, plan, 60_000)).toEqual([
      { first: 0, last: 1_810 },
      { first: 3_600, last: 6_010 },
      { first: 12_000, last: 13_000 },
    ]);
    // The first or the last run can be in a gap, too.
    expect(runsWithLogs({ first: 2_000, last: 6_005 }, gaps, plan, 60_000)).toEqual([{ first: 3_600, last: 6_005 }]);
    expect(runsWithLogs({ first: 2_000, last: 3_000 }, gaps, plan, 60_000)).toEqual([]);
    expect(runsWithLogs({ first: 0, last: 9 }, [], plan, 60_000)).toEqual([{ first: 0, last: 9 }]);
  });

  it('raise nothing for a clock that jumped, whose events would fill a disk', async () => {
    const rows = [row(300), ...Array.from({ length: 20 }, (_, n) => row(BASE + n * 300)), row(BASE + 3 * DAY)];
    const path = folder.write('rows.ndjson', jsonLines(rows));
    const { alerts } = await backtestOf([FEW, { ...FEW, threshold: 2 }], [path]);
    const [none, few] = alerts.map(({ outcome }) => outcome);
    // The ends of long gaps are within the window of some runs.
    expect(none?.events.max).toBeLessThan(12);
    expect(few?.events.max).toBeLessThan(40);
    expect(few && eventsOf(few)).toHaveLength(few?.events.typical ?? -1);
    expect(few?.days).toBe(1);
  });

  it('can have the first or the last run that is asked for, whose days do not count either', async () => {
    const rows = [0, 1, 2, 9, 10].map((day) => row(BASE + day * (DAY - 300)));
    const path = folder.write('rows.ndjson', jsonLines(rows));
    const at = (day: number) => (BASE + day * DAY) * 1_000;
    const whole = await backtestOf([FEW], [path]);
    const cut = await backtestOf([FEW], [path], { from: at(0) - 600_000, to: at(6) });
    expect(cut.alerts[0]?.outcome?.days).toBeCloseTo(2, 1);
    expect(cut.alerts[0]?.outcome?.events.max).toBeLessThan(whole.alerts[0]?.outcome?.events.max ?? 0);
    const inside = await backtestOf([FEW], [path], { from: at(4), to: at(6) });
    expect(inside.alerts[0]?.outcome).toMatchObject({ span: undefined, events: { max: 0 } });
  });

  it('before the first and after the last row have no runs, whatever time is asked for', async () => {
    const path = folder.write('rows.ndjson', jsonLines([0, 1, 2].map((n) => row(BASE + n * 300))));
    const outcomeOf = async (options: object) => (await backtestOf([FEW], [path], options)).alerts[0]?.outcome;
    const whole = await outcomeOf({});
    const [from, to] = [(BASE - 400 * DAY) * 1_000, (BASE + DAY) * 1_000];
    const { span, events } = (await outcomeOf({ from, to })) ?? {};
    expect([span, events]).toEqual([whole?.span, whole?.events]);
    expect((await outcomeOf({ from: to, to: to + 10_000_000 }))?.span).toBeUndefined();
  });

  it('of less than a day have runs', async () => {
    const path = folder.write('rows.ndjson', jsonLines([row(BASE), row(BASE + 12 * 3_600)]));
    const { alerts } = await backtestOf([FEW], [path]);
    expect(alerts[0]?.outcome?.events.max).toBeGreaterThan(100);
  });
});
