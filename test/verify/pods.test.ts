import { podsOf, stateWithEvents } from '../../src/verify/live/pods';
import { fakeWalk } from './fake-walk';

const PODS = '/api/v1/namespaces/dev/pods';
const EVENTS = '/api/v1/namespaces/dev/events';

describe('the pods of a selector', () => {
  it('are listed from the newest to the oldest, and in the order of the server where they are of the same age', async () => {
    const pod = (name: string, creationTimestamp?: string) => ({ metadata: { name, creationTimestamp } });
    const items = [
      pod('second', '2026-01-01T00:00:02Z'),
      pod('of no age'),
      pod('third', '2026-01-01T00:00:01Z'),
      pod('third as well', '2026-01-01T00:00:01Z'),
      pod('first', '2026-01-01T00:00:03Z'),
    ];
    const walk = fakeWalk({ answers: { [PODS]: { items } } });
    const names = (await podsOf(walk, 'dev', 'app=web')).map((one) => (one as (typeof items)[0]).metadata.name);
    expect(names).toEqual(['first', 'second', 'third', 'third as well', 'of no age']);
    expect(walk.asked).toEqual([{ path: PODS, query: { labelSelector: 'app=web' } }]);
  });
});

describe('the state of a pod', () => {
  const starting = { metadata: { name: 'web-1' }, status: { phase: 'Pending' } };
  const warning = (message: string, times: object) => ({ type: 'Warning', reason: 'BackOff', message, ...times });
  const at = (second: number) => `2026-01-01T00:00:0${second}Z`;

  it.each<[string, object, object]>([
    [
      'when it was last repeated',
      { series: { lastObservedTime: at(3) }, lastTimestamp: at(1), eventTime: at(1) },
      { eventTime: at(2) },
    ],
    ['when it was last seen', { lastTimestamp: at(3), eventTime: at(1) }, { eventTime: at(2) }],
    ['when it was first seen', { eventTime: at(3), lastTimestamp: null }, { lastTimestamp: at(2) }],
  ])('is explained by the newest of its events, by the time %s', async (_, newest, older) => {
    const items = [warning('the newest', newest), warning('an older one', older)];
    for (const order of [items, [...items].reverse()]) {
      const walk = fakeWalk({ answers: { [EVENTS]: { items: order } } });
      const state = await stateWithEvents(walk, 'dev', starting);
      expect(state).toEqual({ ready: false, retryable: true, text: 'is not ready: the newest' });
      expect(walk.asked).toEqual([
        { path: EVENTS, query: { fieldSelector: 'involvedObject.kind=Pod,involvedObject.name=web-1' } },
      ]);
    }
  });

  it.each<[string, object, string]>([
    ['ready', { phase: 'Running', containerStatuses: [{ ready: true }] }, 'is running and ready'],
    [
      'beyond help',
      { conditions: [{ type: 'PodScheduled', status: 'False', message: 'no nodes' }] },
      'does not run: it cannot be scheduled (no nodes)',
    ],
  ])('needs no events where the pod is %s', async (_, status, text) => {
    const walk = fakeWalk();
    expect(await stateWithEvents(walk, 'dev', { metadata: { name: 'web-1' }, status })).toMatchObject({ text });
    expect(walk.asked).toEqual([]);
  });
});
