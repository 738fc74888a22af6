import type { LiveCheck } from '../../src/kind';
import { LIVE_EXCEPTION } from '../../src/kinds/alert-exception/live-exception';
import { LIVE_INSPECTION } from '../../src/kinds/deep-packet-inspection/live-inspection';
import { LIVE_CAPTURE } from '../../src/kinds/packet-capture/live-capture';
import { LIVE_WEBHOOK } from '../../src/kinds/security-event-webhook/live-webhook';

const NOW = new Date('2026-11-26T12:00:00Z');

type Row = readonly [title: string, live: object | undefined, outcome: string, ...details: string[]];

/** What a check says of an object on a cluster. */
function judges(check: LiveCheck, manifest: object, rows: readonly Row[]): void {
  it.each(rows)('%s', (_, live, ...expected) => {
    const { outcome, details } = check.judge({ manifest, live, made: [], now: NOW });
    expect([outcome, ...details]).toEqual(expected);
  });
}

describe('an inspection on a cluster', () => {
  const metadata = { name: 'shop', namespace: 'shop' };
  const title = 'DeepPacketInspection shop/shop';
  const nodes = (...states: object[]) => ({ status: { nodes: states } });
  const idle = (node: string, ...messages: string[]) => ({
    node,
    active: { success: false },
    errorConditions: messages.map((message) => ({ message })),
  });
  const none = `${title} is not active on any node: Calico has not started to inspect packets, or the inspection selects no running pods`;
  judges(LIVE_INSPECTION, { kind: 'DeepPacketInspection', metadata }, [
    ['does not exist', undefined, 'failed', `${title} does not exist`],
    ['has no status', {}, 'failed', none],
    ['is on no node', nodes(), 'failed', none],
    [
      'is active on all',
      nodes({ node: 'a', active: { success: true } }, { node: 'b', active: { success: true } }),
      'ok',
      `${title} is active on 2 nodes`,
    ],
    [
      'is not active on one, with errors',
      nodes({ node: 'a', active: { success: true } }, idle('b', 'old', 'no\u001b[31m rules')),
      'failed',
      `${title} is not active on node b: no [31m rules`,
    ],
    [
      'is not active on many',
      nodes(...['a', 'b', 'c', 'd', 'e'].map((node) => idle(node))),
      'failed',
      ...['a', 'b', 'c'].map((node) => `${title} is not active on node ${node}`),
      'nor on 2 other nodes',
    ],
    ['is on a node without a name', nodes({}), 'failed', `${title} is not active on node (no name)`],
  ]);

  it('is not looked for in the settings of all inspections', () => {
    const type = { apiVersion: 'operator.tigera.io/v1', kind: 'IntrusionDetection' };
    expect(LIVE_INSPECTION.concerns?.(type)).toBe(false);
    expect(LIVE_INSPECTION.concerns?.({ apiVersion: 'projectcalico.org/v3', kind: 'DeepPacketInspection' })).toBe(true);
  });
});

describe('a capture on a cluster', () => {
  const title = 'PacketCapture shop/front';
  const capture = (spec: object, ...files: object[]) => ({ spec, status: { files } });
  const before = { endTime: '2026-11-26T11:00:00Z' };
  judges(LIVE_CAPTURE, { kind: 'PacketCapture', metadata: { name: 'front', namespace: 'shop' } }, [
    ['does not exist', undefined, 'failed', `${title} does not exist`],
    [
      'has no files',
      { spec: {} },
      'failed',
      `${title} captures no packets: no node reports files, for example because it selects no running pods`,
    ],
    [
      'captures',
      capture({}, { state: 'Capturing' }, { state: 'WaitingForTraffic' }, { state: 'Capturing' }, { state: 'Other' }),
      'ok',
      `${title} is on 4 nodes: 2 Capturing, 1 WaitingForTraffic, 1 without a known state`,
    ],
    [
      'has errors',
      capture(before, { state: 'Error', node: 'a' }, { state: 'Finished', node: 'b' }, { state: 'Error', node: 'c' }),
      'failed',
      `${title} cannot capture packets on a, c: the state there is Error`,
    ],
    [
      'has not started',
      capture({ startTime: '2026-11-26T12:00:01Z' }),
      'ok',
      `${title} exists; it starts at 2026-11-26T12:00:01.000Z`,
    ],
    [
      'has ended',
      capture({ endTime: '2026-11-26T12:00:00Z' }, { state: 'Finished', fileNames: ['a.pcap', 'b.pcap'] }),
      'ok',
      `${title} exists; it ended at 2026-11-26T12:00:00.000Z, and left 2 files`,
    ],
    [
      'is within its times, of which one cannot be read',
      capture({ startTime: '2026-11-26T12:00:00Z', endTime: 'soon' }, { state: 'Scheduled' }),
      'ok',
      `${title} is on 1 node: 1 Scheduled`,
    ],
  ]);
});

describe('a webhook on a cluster', () => {
  const title = 'SecurityEventWebhook soc';
  const webhook = (...conditions: object[]) => ({ spec: { state: 'Enabled' }, status: conditions });
  const condition = (type: string, status: string, message = '') => ({ type, status, reason: 'Sent', message });
  judges(LIVE_WEBHOOK, { kind: 'SecurityEventWebhook', metadata: { name: 'soc' } }, [
    ['does not exist', undefined, 'failed', `${title} does not exist`],
    ['has no status', { spec: {} }, 'ok', `${title} exists; it has no status yet`],
    [
      'is disabled',
      { ...webhook(condition('Healthy', 'False')), spec: { state: 'Disabled' } },
      'ok',
      `${title} exists; it is disabled, so it sends nothing`,
    ],
    [
      'is well',
      webhook(condition('Healthy', 'True'), condition('EventsFetched', 'True')),
      'ok',
      `${title}: Healthy, EventsFetched`,
    ],
    [
      'is not well',
      webhook(condition('Healthy', 'False', 'no such\u001b[31m host'), condition('EventsFetched', 'Unknown')),
      'failed',
      `${title} is not Healthy (Sent: no such [31m host)`,
    ],
    [
      'may be well',
      webhook(condition('Healthy', 'Unknown')),
      'unknown',
      `it is not known whether ${title} is Healthy (Sent)`,
    ],
  ]);
});

describe('an exception on a cluster', () => {
  const title = 'AlertException known';
  const exception = (startTime?: string, endTime?: string) => ({ spec: { startTime, endTime } });
  judges(LIVE_EXCEPTION, { kind: 'AlertException', metadata: { name: 'known' } }, [
    ['does not exist', undefined, 'failed', `${title} does not exist`],
    ['has no end', exception('2026-11-26T12:00:00Z'), 'ok', `${title} hides events, and has no end`],
    ['has only a period, as in 3.13', { spec: { period: '24h' } }, 'ok', `${title} hides events, and has no end`],
    [
      'has not ended',
      exception('2026-11-26T11:00:00Z', '2026-11-26T12:00:01Z'),
      'ok',
      `${title} hides events until 2026-11-26T12:00:01.000Z`,
    ],
    [
      'has ended',
      exception('2026-11-26T11:00:00Z', '2026-11-26T12:00:00Z'),
      'failed',
      `${title} ended at 2026-11-26T12:00:00.000Z, so it hides no events; remove it, or give it a later end`,
    ],
    [
      'has not started',
      exception('2026-11-27T00:00:00Z', '2026-11-28T00:00:00Z'),
      'ok',
      `${title} exists; it hides events from 2026-11-27T00:00:00.000Z on`,
    ],
  ]);
});
