import { SCAN_CASES, type ScanCase, scanEvents } from '../../docs/generator/scan-events';
import { CalicoRelease } from '../../src/calico';
import { evaluate } from '../../src/evaluation';
import { captureStderr } from '../support';
import { partialsOf, planOf } from './cases/models';

const PAIRS = ['source_namespace', 'dest_namespace', 'source_name_aggr', 'dest_name_aggr'];
const FLUSH = 300;
/** Flush intervals end at any second: not when an alert runs. */
const BASE = 1_769_860_807;

/** The rows of a scan that starts at some second of a flush interval: one for each port, in the interval of its attempt. */
function scan(ports: number, seconds: number, start: number) {
  return Array.from({ length: ports }, (_, port) => {
    const tried = start + Math.floor((port * seconds) / ports);
    const flushed = Math.floor(tried / FLUSH) * FLUSH;
    return {
      start_time: BASE + flushed,
      end_time: BASE + flushed + FLUSH,
      source_namespace: 'dev',
      dest_namespace: 'dev',
      source_name_aggr: 'netshoot',
      dest_name_aggr: 'nginx-*',
      dest_port: port + 1,
    };
  });
}

/** The events of a scan, whenever it starts within a flush interval and whenever the runs are. */
function events(ports: number, minutes: number, times: readonly [string, string], release: string) {
  const [lookback, period] = times;
  const spec = { aggregateBy: PAIRS, metric: 'count', condition: 'gte', threshold: 200, lookback, period };
  const plan = planOf(spec, release);
  const all = Array.from({ length: FLUSH / 10 }, (_, start) =>
    evaluate(partialsOf(plan, scan(ports, minutes * 60, start * 10))),
  );
  const phases = all.flatMap(({ eventsByPhase }) => eventsByPhase);
  return {
    min: Math.min(...phases),
    max: Math.max(...phases),
    missed: phases.filter((count) => count === 0).length / phases.length,
  };
}

const USUAL = ['15m', '5m'] as const;
const TIGHT = ['10m', '10m'] as const;

describe('a scan of many ports, of which 200 raise an event', () => {
  it.each([
    [600, 1, USUAL, '3.17', 2, 4, 0],
    [600, 1, USUAL, '3.16', 1, 3, 0],
    [600, 10, USUAL, '3.17', 2, 4, 0],
    [600, 10, USUAL, '3.16', 1, 3, 0],
    [300, 5, USUAL, '3.17', 1, 3, 0],
    [300, 5, USUAL, '3.16', 0, 2, undefined],
    [600, 1, TIGHT, '3.17', 0, 2, 0.05],
    [600, 1, TIGHT, '3.16', 0, 1, 0.5],
    [250, 20, USUAL, '3.17', 0, 0, 1],
    [250, 20, USUAL, '3.16', 0, 0, 1],
    [250, 20, TIGHT, '3.22', 0, 0, 1],
  ] as const)(
    '%i ports in %i min, seen over %j, on %s: %i to %i',
    (ports, minutes, times, release, min, max, missed) => {
      const found = events(ports, minutes, times, release);
      expect([found.min, found.max]).toEqual([min, max]);
      if (missed !== undefined) {
        expect(Math.abs(found.missed - missed)).toBeLessThan(0.03);
      }
    },
  );
});

describe('the table of the documentation', () => {
  captureStderr();

  it.each([
    [600, 1, 15, 5, '2 to 4, 0 %', '1 to 3, 0 %'],
    [600, 10, 15, 5, '2 to 4, 0 %', '1 to 3, 0 %'],
    [300, 5, 15, 5, '1 to 3, 0 %', '0 to 2, some'],
    [600, 1, 10, 10, '0 to 2, 5 %', '0 to 1, 50 %'],
    [250, 20, 15, 5, '0 to 0, 100 %', '0 to 0, 100 %'],
  ])('has what was measured: %d ports in %d min, %d/%d', (ports, minutes, lookback, period, current, earlier) => {
    const scan = SCAN_CASES.find((one) => JSON.stringify(one) === JSON.stringify({ ports, minutes, lookback, period }));
    const found = ['3.24', '3.16'].map((release) => {
      const { min, max, missed } = scanEvents(scan as ScanCase, CalicoRelease.enterprise(release));
      return { min, max, missed };
    });
    for (const [index, expected] of [current, earlier].entries()) {
      const { min, max, missed = 0 } = found[index] ?? {};
      const share = Number(/(\d+) %/.exec(expected)?.[1]) / 100;
      expect(`${min} to ${max}`).toBe(expected.split(',')[0]);
      if (!expected.endsWith('some')) {
        expect(Math.abs(missed - share)).toBeLessThan(0.03);
      }
    }
  });
});
