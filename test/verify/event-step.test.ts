import { EVENT_STEP } from '../../src/verify/live/event-step';
import { TriggerRun } from '../../src/verify/trigger';
import { type FakeWalk, fakeWalk, objectOf } from './fake-walk';

const SCANS = 'tigera.io.detector.port-scan';
const LOOKUPS = 'dns.lookup';

/** The detector of scans, and an alert for whatever else. */
const alert = (name: string, spec: object = {}) =>
  objectOf({
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name },
    spec: { dataSet: 'dns', period: '5m', lookback: '10m', ...spec },
  });
const DETECTOR = alert(SCANS, { type: 'AnomalyDetection', detector: { name: 'port_scan' } });
const pathOf = (name: string) => `/apis/projectcalico.org/v3/globalalerts/${name}`;

const pod = (name: string, annotations: object) =>
  objectOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name, annotations }, spec: {} });
const scanner = (more: object = {}) => pod('scanner', { 'calico-threat-defense/scan': 'nmap web', ...more });
const probe = (detectedBy: string) =>
  pod('probe', {
    'calico-threat-defense/probe-command': '["dig"]',
    'calico-threat-defense/detected-by': detectedBy,
  });
const detectedBy = (name: string) => ({ 'calico-threat-defense/detected-by': name });

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

/** Something ran that triggers an alert of a name. */
function ran(walk: FakeWalk, what: string, [start, end]: readonly [number, number], name = LOOKUPS): void {
  const trigger = { run: TriggerRun.EXEC, isScan: false, alerts: [name] };
  walk.triggered.push({ start: at(start), end: at(end), what, trigger });
}

describe('alerts of which no event is expected', () => {
  it.each<[string, Parameters<typeof fakeWalk>[0], string[]]>([
    [
      'a scan that was not run',
      { objects: [DETECTOR, scanner()] },
      [`no scan was run that could raise an event of GlobalAlert ${SCANS}`],
    ],
    [
      'a scan and a probe that were not run',
      { objects: [DETECTOR, scanner(detectedBy(SCANS)), probe(SCANS)] },
      [`nothing was run that could raise an event of GlobalAlert ${SCANS}`],
    ],
    [
      'a probe that was not run',
      { objects: [alert(LOOKUPS), probe(LOOKUPS)] },
      [`nothing was run that could raise an event of GlobalAlert ${LOOKUPS}`],
    ],
    [
      'nothing to run',
      { objects: [alert(LOOKUPS)] },
      [`nothing in the manifests triggers GlobalAlert ${LOOKUPS}, so no event of it is expected`],
    ],
  ])('are skipped: %s', async (_, setting, details) => {
    expect(await EVENT_STEP.run(fakeWalk(setting))).toEqual({ outcome: 'skipped', details });
  });

  it.each<[string, Parameters<typeof fakeWalk>[0], string[]]>([
    [
      'a scan',
      { objects: [alert(LOOKUPS), scanner()] },
      [
        `nothing in the manifests triggers GlobalAlert ${LOOKUPS}, so no event of it is expected`,
        'the manifests have no alert for port scans, so there is no last event to read',
      ],
    ],
    [
      'a probe',
      { objects: [probe('dns.lookup dns.other')] },
      ['dns.lookup', 'dns.other'].map(
        (name) => `the manifests do not have the alert ${name}, so its last event is not read`,
      ),
    ],
  ])('are unknown where the manifests do not have them: %s', async (_, setting, details) => {
    expect(await EVENT_STEP.run(fakeWalk(setting))).toEqual({ outcome: 'unknown', details });
  });
});

describe('the event of an alert that was triggered', () => {
  /** The alert on the cluster, with the time of its last event, as many times as it is read. */
  const lastEvent = (...times: readonly (Date | undefined)[]) => {
    let reads = 0;
    return () => ({ status: { lastEvent: times[Math.min(reads++, times.length - 1)]?.toISOString() } });
  };

  it('is one after the beginning of the first trigger', async () => {
    const walk = fakeWalk({
      objects: [alert(LOOKUPS)],
      answers: { [pathOf(LOOKUPS)]: lastEvent(at(31)) },
      serverTime: at(60),
    });
    ran(walk, 'the second', [30, 50]);
    ran(walk, 'the first', [20, 40]);
    ran(walk, 'the third', [35, 36]);
    ran(walk, 'another', [1, 2], 'dns.other');
    expect(await EVENT_STEP.run(walk)).toEqual({
      outcome: 'ok',
      details: [
        `the last event of GlobalAlert ${LOOKUPS} is from 2026-01-01T00:00:31.000Z, 11 seconds after the first began`,
      ],
    });
    expect(walk.waited).toEqual([]);
  });

  it('cannot come where the alert is removed', async () => {
    const walk = fakeWalk({ objects: [alert(LOOKUPS)], serverTime: at(60) });
    ran(walk, 'the probe', [20, 40]);
    expect(await EVENT_STEP.run(walk)).toEqual({
      outcome: 'failed',
      details: [`GlobalAlert ${LOOKUPS} does not exist any more`],
    });
  });

  it('is waited for together with those of other alerts, up to the longest wait', async () => {
    const walk = fakeWalk({
      objects: [alert('dns.short'), alert('dns.long', { period: '20m' }), alert('dns.last')],
      answers: {
        [pathOf('dns.short')]: lastEvent(undefined, undefined, at(45)),
        [pathOf('dns.long')]: lastEvent(undefined, at(45)),
        [pathOf('dns.last')]: lastEvent(at(10), at(20), undefined, at(45)),
      },
      serverTime: at(60),
    });
    for (const name of ['dns.short', 'dns.long', 'dns.last']) {
      ran(walk, 'the probe', [20, 40], name);
    }
    const { outcome, details } = await EVENT_STEP.run(walk);
    expect([outcome, details.length]).toEqual(['ok', 3]);
    expect(walk.waited).toEqual([
      'waiting for the events of GlobalAlert dns.short, GlobalAlert dns.long, GlobalAlert dns.last, up to 25 minutes 40 seconds',
      'waiting for the events of GlobalAlert dns.short, GlobalAlert dns.last, up to 10 minutes 40 seconds',
      'waiting for the event of GlobalAlert dns.last, up to 10 minutes 40 seconds',
    ]);
  });

  it('is not waited for longer than the timeout allows, and the wait names the longest time that it can take', async () => {
    const walk = fakeWalk({
      objects: [alert('dns.short'), alert('dns.long', { period: '20m' }), alert('dns.last')],
      answers: Object.fromEntries(
        ['dns.short', 'dns.long', 'dns.last'].map((name) => [pathOf(name), lastEvent(undefined, at(45))]),
      ),
      serverTime: at(60),
      timeout: 60_000,
    });
    for (const name of ['dns.short', 'dns.long', 'dns.last']) {
      ran(walk, 'the probe', [20, 40], name);
    }
    expect((await EVENT_STEP.run(walk)).outcome).toBe('ok');
    expect(walk.waited).toEqual([
      'waiting for the events of GlobalAlert dns.short, GlobalAlert dns.long, GlobalAlert dns.last, up to 1 minute (--timeout; it can take up to 25 minutes 40 seconds)',
    ]);
  });

  it.each<[string, object, string]>([
    ['', {}, ''],
    [
      ', which it may have missed',
      { lookback: '1m' },
      '; the lookback of the alert is shorter than its period plus the flush interval, so it may have missed what triggers it',
    ],
  ])('is missing at the end of the longest wait%s', async (_, spec, why) => {
    const walk = fakeWalk({
      objects: [alert(LOOKUPS, spec)],
      answers: { [pathOf(LOOKUPS)]: lastEvent(undefined) },
      serverTime: at(7_200),
    });
    ran(walk, 'the probe', [20, 40]);
    expect(await EVENT_STEP.run(walk)).toEqual({
      outcome: 'failed',
      details: [
        `no event of GlobalAlert ${LOOKUPS} within 11 minutes of the end of the probe, the longest it can take${why}`,
      ],
    });
    expect(walk.waited).toEqual([]);
  });
});
