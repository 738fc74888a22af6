import { evaluate, eventsInPhase, eventText } from '../../../src/evaluation';
import { DroppedRecords } from '../../../src/evaluation/running/dropped-records';
import { partialsOf, planOf } from '../cases/models';

const BASE = 1_769_860_800;
const ROW = { start_time: BASE - 300, end_time: BASE, action: 'deny', source_namespace: 'a' };
const COUNT = { metric: 'count', condition: 'gte', threshold: 2 };

function eventsOf(spec: Readonly<Record<string, unknown>>, rows: readonly unknown[], release?: string) {
  const partials = partialsOf(planOf(spec, release), rows);
  const { span, phases } = evaluate(partials);
  return Array.from({ length: phases }, (_, phase) => eventsInPhase(partials, span, phase))
    .flat()
    .sort((left, right) => left.time - right.time);
}

describe('an event', () => {
  it('has time, group, metric and text', () => {
    const spec = {
      ...COUNT,
      aggregateBy: ['source_namespace', 'dest_port'],
      description: '${count} of ${source_namespace} to ${dest_port}, ${x}',
      severity: 70,
    };
    const [first, ...others] = eventsOf(
      spec,
      [1, 2].map(() => ({ ...ROW, dest_port: 80 })),
    );
    expect(first).toEqual({
      type: 'global_alert',
      time: (BASE + 30) * 1_000,
      origin: 'some.alert',
      severity: 70,
      text: '2 of a to 80.0, ${x}',
      record: { source_namespace: 'a', dest_port: 80, count: 2 },
    });
    expect(others.every(({ time }) => time > BASE * 1_000 && time < (BASE + 600) * 1_000)).toBe(true);
  });

  it('is raised for each record without metric and groups, with the fields of its text', () => {
    const spec = { description: 'from ${source_namespace} ${nothing}', period: '10m' };
    const events = eventsOf(spec, [ROW, ROW, { ...ROW, source_namespace: null }]);
    const texts = events.filter(({ time }) => time === events[0]?.time).map(({ text }) => text);
    expect(texts.sort()).toEqual(['from ${source_namespace} ${nothing}', 'from a ${nothing}', 'from a ${nothing}']);
  });

  it.each([
    ['${a}', { a: 'x' }, 'x'],
    ['${a} ${b}', { a: 5, b: true }, '5.0 true'],
    ['${count}', { count: 12_345 }, '12345'],
    ['${sum} ${avg}', { sum: 80, avg: 80.333 }, '80.0 80.3'],
    ['${a} ${b} ${c}', { a: 0.25, b: 0.75, c: 0.35 }, '0.2 0.8 0.3'],
    ['${missing} ${a', { a: 1 }, '${missing} ${a'],
    ['\\${a}', { a: 1 }, '\\1.0'],
    ['${${a}', { a: 1 }, '${${a}'],
    ['${toString}', {}, '${toString}'],
    ['a', {}, 'a'],
    ['${a}${a}!', { a: 'x' }, 'xx!'],
  ])('with %j and %j is %j', (template, record, text) => {
    expect(eventText(template, record)).toBe(text);
  });
});

describe('an evaluation', () => {
  it('says how many events there are in which phases', () => {
    const { events, raisingPhases, phases, slot, mostInOneRun } = evaluate(
      partialsOf(planOf({ ...COUNT, lookback: '10m', period: '10m' }), [ROW, ROW]),
    );
    expect({ events, raisingPhases, phases, slot, mostInOneRun }).toEqual({
      events: { min: 0, typical: 1, max: 1 },
      raisingPhases: 0.95,
      phases: 20,
      slot: 30_000,
      mostInOneRun: 1,
    });
  });

  it('fires on nothing only without groups', () => {
    const rare = { metric: 'count', condition: 'lt', threshold: 1 };
    const silent = (spec: object) => evaluate(partialsOf(planOf({ ...spec }), []));
    expect(silent(rare)).toMatchObject({ raisesOnNothing: true, events: { min: 1, typical: 1, max: 1 } });
    expect(silent({ ...rare, aggregateBy: ['action'] })).toMatchObject({ raisesOnNothing: false, events: { max: 0 } });
    expect(silent({ ...rare, metric: 'avg', field: 'bytes_in' })).toMatchObject({ raisesOnNothing: true });
    expect(silent({})).toMatchObject({ raisesOnNothing: false, events: { max: 0 } });
  });

  it('looks at the runs between two times', () => {
    const partials = partialsOf(planOf({}), [ROW]);
    const all = evaluate(partials);
    const from = BASE * 1_000 + 300_000;
    const some = evaluate(partials, { from, to: from + 29_999 });
    expect(some.span).toEqual({ first: from / 30_000, last: from / 30_000 });
    expect(some.eventsByPhase.reduce((sum, events) => sum + events, 0)).toBe(1);
    expect(all.eventsByPhase.reduce((sum, events) => sum + events, 0)).toBe(19);
  });

  it.each([
    ['gte', 5, 2],
    ['gt', 5, 2],
    ['lt', 0, 1],
    ['lte', 0, 1],
    ['eq', 3, 2],
    ['not_eq', 2, 1],
  ])('shows the value that comes closest to %s %i', (condition, threshold, value) => {
    const spec = { ...COUNT, condition, threshold, aggregateBy: ['source_namespace'] };
    const rows = [ROW, ROW, { ...ROW, source_namespace: 'b' }];
    expect(evaluate(partialsOf(planOf(spec), rows)).closest?.value).toBe(value);
  });

  it('stops counting at 10,000 hits without groups', () => {
    const rows = Array.from({ length: 10_001 }, () => ROW);
    const raised = (spec: object) => evaluate(partialsOf(planOf({ metric: 'count', ...spec }), rows)).events.max;
    expect(raised({ condition: 'gt', threshold: 10_000 })).toBe(0);
    expect(raised({ condition: 'gte', threshold: 10_000 })).toBeGreaterThan(0);
    expect(raised({ condition: 'gt', threshold: 10_000, aggregateBy: ['action'] })).toBeGreaterThan(0);
  });

  it('loses the groups beyond 10,000, in the order of the last field', () => {
    const rows = Array.from({ length: 10_002 }, (_, port) => ({ ...ROW, dest_port: port, source_port: 20_000 - port }));
    const spec = { aggregateBy: ['dest_port', 'source_port'], period: '10m' };
    const partials = partialsOf(planOf(spec), rows);
    const evaluation = evaluate(partials);
    expect(evaluation.groups).toEqual({ total: 10_002, lost: 2 * 19, lostMetrics: 0 });
    expect(evaluation.mostInOneRun).toBe(10_000);
    expect(evaluation.assumptions.map(({ id }) => id)).toContain('groupLimit');
    const ports = eventsInPhase(partials, evaluation.span, evaluation.span.first % 20).map(
      ({ record }) => record['dest_port'],
    );
    expect([ports.includes(0), ports.includes(1), ports.includes(2)]).toEqual([false, false, true]);
  });

  it.each([
    ['3.16', 500, 10],
    ['3.17', 501, 0],
  ])('on %s reads the metrics of %i groups', (release, most, lostMetrics) => {
    const rows = Array.from({ length: 501 }, (_, port) => ({ ...ROW, dest_port: port, bytes_in: 5 }));
    const spec = { aggregateBy: ['dest_port'], metric: 'max', field: 'bytes_in', condition: 'gt', threshold: 1 };
    const evaluation = evaluate(partialsOf(planOf(spec, release), rows));
    expect([evaluation.mostInOneRun, evaluation.groups.lostMetrics]).toEqual([most, lostMetrics]);
    expect(evaluation.assumptions.some(({ id }) => id === 'lostMetrics')).toBe(lostMetrics > 0);
    const count = evaluate(partialsOf(planOf({ ...spec, ...COUNT, threshold: 1 }, release), rows));
    expect(count.mostInOneRun).toBe(501);
  });

  it('orders addresses as addresses, and not as text', () => {
    const rows = ['10.0.0.2', '9.0.0.1', '::1', '10.0.0.10'].map((source_ip) => ({ ...ROW, source_ip }));
    const { groups } = partialsOf(planOf({ aggregateBy: ['source_ip'] }), rows);
    expect(groups.map(({ values }) => values[0])).toEqual(['::1', '9.0.0.1', '10.0.0.2', '10.0.0.10']);
  });
});

describe('records that do not count', () => {
  const dropped = (spec: object, rows: readonly unknown[], options = {}) =>
    evaluate(partialsOf(planOf({ ...spec }), rows, options)).records;

  it.each([
    ['is not an object', 'text', {}],
    ['is not an object', null, {}],
    ['is not an object', [ROW], {}],
    ['has no end_time, so no run sees it', { start_time: BASE }, {}],
    ['has no end_time, so no run sees it', { ...ROW, end_time: null }, {}],
    ['end_time is not a number of seconds since 1970', { ...ROW, end_time: '2026-01-31T12:00:00Z' }, {}],
    ['end_time has several values', { ...ROW, end_time: [BASE, BASE] }, {}],
    ['has a time after 2286: end_time must be in seconds, not milliseconds', { ...ROW, end_time: BASE * 1_000 }, {}],
    ['is in the future', { ...ROW, end_time: BASE + 1 }, { now: BASE * 1_000 }],
    [
      'can only be found when it is no longer in the window of any run',
      { ...ROW, generated_time: (BASE + 600) * 1_000 },
      {},
    ],
    ['bytes_in is not a 64-bit number', { ...ROW, bytes_in: 'x' }, {}],
  ])('for a reason: %s', (reason, record, options) => {
    // A record that comes too late for any run is a record all the same.
    const isUnusable = !reason.startsWith('can only be found');
    expect(dropped({}, [ROW, record, record], options)).toEqual({
      total: 3,
      matched: 1,
      dropped: [{ reason, count: 2, first: 2, isUnusable }],
    });
  });

  it('because of their windows, on releases that look at the start', () => {
    const records = [{ end_time: BASE }, { ...ROW, start_time: BASE + 1 }];
    const { dropped: reasons } = evaluate(partialsOf(planOf({}, '3.16'), records)).records;
    expect(reasons.map(({ reason }) => reason)).toEqual([
      'has an end_time before its start_time',
      'has no start_time, so no run sees it',
    ]);
  });

  it('because they are in no group', () => {
    const rows = [ROW, { ...ROW, source_namespace: undefined }, { ...ROW, source_namespace: [] }];
    expect(dropped({ aggregateBy: ['source_namespace'] }, rows)).toEqual({
      total: 3,
      matched: 3,
      dropped: [{ reason: 'has no source_namespace, so it is in no group', count: 2, first: 2, isUnusable: false }],
    });
    const labels = [{ ...ROW, source_labels: { labels: ['a=b'] } }];
    expect(dropped({ aggregateBy: ['source_labels.labels'] }, labels).dropped[0]?.reason).toBe(
      'has no source_labels.labels, which is part of the nested object source_labels, so it is in no group',
    );
    expect(dropped({ aggregateBy: ['nothing'] }, [{ ...ROW, nothing: 1 }]).dropped[0]?.reason).toBe(
      'has no nothing, which is not indexed, so it is in no group',
    );
  });

  it('are told apart up to 100 reasons', () => {
    const records = new DroppedRecords();
    for (let number = 1; number <= 150; number += 1) {
      records.add(`reason ${number}`, number);
    }
    records.add('reason 7', 151);
    expect(records.all).toHaveLength(101);
    expect(records.all.slice(0, 3)).toEqual([
      { reason: 'is dropped for another reason', count: 50, first: 101, isUnusable: true },
      { reason: 'reason 7', count: 2, first: 7, isUnusable: true },
      { reason: 'reason 1', count: 1, first: 1, isUnusable: true },
    ]);
  });

  it.each([-1, 500, Number.NaN])('take no delay of %s ms', (delay) => {
    expect(() => partialsOf(planOf({}), [], { delay })).toThrow(RangeError);
  });
});

describe('windows', () => {
  it.each([
    ['3.17', BASE + 30, BASE + 600 - 30],
    ['3.16', BASE + 30, BASE + 300],
  ])('on %s show a row from its end and the delay on', (release, first, last) => {
    const { span } = evaluate(partialsOf(planOf({}, release), [ROW]));
    expect([span.first * 30, span.last * 30]).toEqual([first, last]);
  });

  it('show audit logs to the millisecond', () => {
    const at = (text: string) =>
      evaluate(partialsOf(planOf({ dataSet: 'audit' }), [{ requestReceivedTimestamp: text }], { delay: 0 })).span;
    const minute = Date.parse('2026-01-31T12:00:00Z') / 60_000;
    expect(at('2026-01-31T12:00:00Z')).toEqual({ first: minute, last: minute + 10 });
    expect(at('2026-01-31T12:00:00.001Z')).toEqual({ first: minute + 1, last: minute + 10 });
    expect(at('2026-01-31T11:59:59.999Z')).toEqual({ first: minute, last: minute + 9 });
  });
});
