import type { Kind, LiveEvents } from '../../src/kind';
import { alertsOf, isTriggeredBy } from '../../src/verify/live/live-alerts';
import { objectOf } from './fake-walk';

const [FIRST, SECOND] = ['first', 'second'].map((name) =>
  objectOf({ apiVersion: 'v1', kind: 'Any', metadata: { name } }),
);
const OBJECTS = [FIRST, SECOND] as [NonNullable<typeof FIRST>, NonNullable<typeof SECOND>];

const events = (more: Partial<LiveEvents> = {}): LiveEvents => ({
  noticesScans: () => true,
  lastEvent: () => '',
  wait: () => ({ longest: 0 }),
  ...more,
});
const kind = (liveEvents?: LiveEvents, looksAt: Kind['looksAt'] = () => true) => ({ liveEvents, looksAt }) as Kind;
const isFirst = ({ metadata }: object & { metadata?: unknown }) => Object(metadata).name === 'first';

describe('the alerts of the manifests', () => {
  it.each<[string, Kind[], string[]]>([
    ['all objects of a kind that raises events', [kind(events())], ['first', 'second']],
    ['those that raise events', [kind(events({ concerns: isFirst }))], ['first']],
    ['those of the kind', [kind(events(), isFirst)], ['first']],
    ['none of a kind that raises no events', [kind(), kind(undefined, isFirst)], []],
  ])('are %s', (_, kinds, names) => {
    expect(alertsOf(kinds, OBJECTS).map(({ object }) => Object(object.manifest.metadata).name)).toEqual(names);
  });

  it.each<[boolean, { alerts: string[]; isScan: boolean }, boolean]>([
    [true, { alerts: [], isScan: true }, true],
    [false, { alerts: [], isScan: true }, false],
    [true, { alerts: [], isScan: false }, false],
    [true, { alerts: ['second'], isScan: true }, false],
    [false, { alerts: ['second', 'first'], isScan: false }, true],
  ])('are triggered by a scan or by name: where they notice scans is %s, %j: %s', (notices, trigger, expected) => {
    const alert = { object: OBJECTS[0], events: events({ noticesScans: () => notices }) };
    expect(isTriggeredBy(alert, trigger)).toBe(expected);
  });
});
