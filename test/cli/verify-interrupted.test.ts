import { Testing } from 'cdk8s';
import {
  AlertException,
  AlertRule,
  CalicoCluster,
  Decoy,
  DeepPacketInspection,
  DemoTarget,
  GlobalAlert,
  NetshootScanner,
  PacketCapture,
  PolicySelector,
  PortScanAlert,
  Probe,
  ProbeAction,
  ProbeRun,
  Query,
  ScanRun,
  SecurityEventWebhook,
  TimeWindow,
  ValueSource,
  WebhookConsumer,
} from '../../src';
import { captureStderr, managedCluster, type Synthesized, testChart } from '../support';
import type { Asked } from '../verify/fake-api-server';
import { WORKSHOP } from '../verify/fake-cluster';
import { NMAP } from '../verify/fake-module';
import { verifying } from './verifying';

const fake = verifying();
captureStderr();

/** Objects for every step but those of feeds and AD jobs. */
function drills(run: ProbeRun, scan: ScanRun): Synthesized[] {
  const chart = testChart({ namespace: 'drill' });
  CalicoCluster.provide(chart, managedCluster('3.24'));
  const rule = AlertRule.dns({ query: Query.parse('qname = "www.example.com"') });
  const detectedBy = new GlobalAlert(chart, 'alert', { name: 'dns.lookup', description: 'A lookup', rule });
  new Probe(chart, 'probe', { namespace: 'drill', action: ProbeAction.lookup('www.example.com'), run, detectedBy });
  const { scanTarget: target } = new DemoTarget(chart, 'demo', { namespace: 'drill' });
  new NetshootScanner(chart, 'scanner', { target, run: scan, detectedBy: new PortScanAlert(chart, 'scan') });
  Decoy.service(chart, 'decoy');
  const pods = PolicySelector.parse("app == 'front'");
  const during = TimeWindow.between(new Date('2020-01-01T00:00:00Z'), new Date('2999-01-01T00:00:00Z'));
  new DeepPacketInspection(chart, 'inspection', { name: 'shop', namespace: 'drill', pods });
  new PacketCapture(chart, 'capture', { name: 'front', namespace: 'drill', pods, during });
  const { events } = detectedBy;
  new AlertException(chart, 'exception', { name: 'known', description: 'Known', events, during });
  const consumer = WebhookConsumer.slack(ValueSource.fromSecret({ name: 'slack', key: 'url' }));
  new SecurityEventWebhook(chart, 'webhook', { name: 'on-call', events, consumer });
  return Testing.synth(chart);
}

const CLUSTER = { ...WORKSHOP, cnxVersion: 'v3.24.0-1.0' };

/** Lets every request be answered but one, which is the first answer that never comes. */
function hangAt(index: number): Promise<Asked> {
  return new Promise((hung) => {
    let count = 0;
    fake.server.answers = (asked) => {
      count += 1;
      return count - 1 === index ? () => hung(asked) : fake.cluster.answer(asked);
    };
  });
}

/** What a run without an interruption asks. */
async function requests(args: readonly string[]): Promise<string[]> {
  fake.server.answers = (asked) => fake.cluster.answer(asked);
  await fake.verify(args);
  return fake.server.requests;
}

interface Walk {
  readonly run: ProbeRun;
  readonly scan: ScanRun;
  readonly args: readonly string[];
  /** Whether nothing is on the cluster yet. */
  readonly isEmpty: boolean;
}

const walks: [string, Walk][] = [
  ['with Jobs', { run: ProbeRun.onDemand(), scan: ScanRun.onDemand(), args: [], isEmpty: false }],
  ['with waiting pods', { run: ProbeRun.pod(), scan: ScanRun.pod(), args: [], isEmpty: false }],
  ['of an empty cluster', { run: ProbeRun.pod(), scan: ScanRun.pod(), args: ['--apply'], isEmpty: true }],
];

describe('verify, interrupted while it waits for any answer', () => {
  const begin = ({ run, scan, isEmpty }: Walk) => {
    fake.use(drills(run, scan), CLUSTER);
    if (isEmpty) {
      fake.cluster.objects.clear();
      fake.cluster.namespaces.clear();
    }
    fake.server.execution = () => {
      fake.cluster.raiseEvents();
      return { output: NMAP, status: { status: 'Success' } };
    };
  };

  it.each(walks)(
    'ends soon, and says what it changed: %s',
    async (_, walk) => {
      begin(walk);
      const all = await requests(walk.args);
      expect(all.length).toBeGreaterThan(35);
      const slow: string[] = [];
      for (let index = 0; index < all.length; index += 1) {
        begin(walk);
        const hung = hangAt(index);
        const running = fake.start(walk.args);
        const asked = await Promise.race([hung, running.result.then(() => undefined)]);
        if (asked === undefined) {
          // Requests that are sent at the same time are not always in the same order.
          continue;
        }
        const since = performance.now();
        running.interrupt();
        const { stdout, stderr, exitCode } = await running.result;
        const time = performance.now() - since;
        const where = `${asked.method} ${asked.path}`;
        expect([where, exitCode, stderr]).toEqual([where, 2, expect.not.stringMatching(/Error|internal/)]);
        expect([where, stdout]).toEqual([
          where,
          expect.stringMatching(/^UNKNOWN [a-z-]+: interrupted(; possibly not applied: .+)?$/m),
        ]);
        const made = fake.server.asked.filter(({ method, query }) => method !== 'GET' && query['dryRun'] === undefined);
        for (const { method, path, body } of made) {
          const name = (body as Synthesized).metadata.name;
          // What was just being applied is named by the step, as what may not have been applied.
          const [, left = ''] = stdout.split(method === 'POST' ? 'left on the cluster:' : ': interrupted');
          expect([where, method, path, left]).toEqual([where, method, path, expect.stringContaining(name)]);
        }
        // Under load, a process takes a while to end.
        if (time > 3_000) {
          slow.push(`${where}: ${time} ms`);
        }
      }
      expect(slow).toEqual([]);
    },
    240_000,
  );
});
