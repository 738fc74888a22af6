import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import { CalicoCluster, CalicoRelease, FlowAggregation, LogSettings } from '../../../src';
import type { Synthesized } from '../../support';
import { CONTROL, DENIED, feedObjects, nmapOf } from '../../verify/fake-feed';
import type { Behaviour } from '../fake-node';
import { type Drill, drill } from './drill';

const FEED = 'tor-bulk-exit-list';
const SET = `threatfeed.${FEED}`;

/** The cluster that the exercise is made for. */
export const cluster = CalicoCluster.managed({
  name: 'acme.aks-prod',
  release: CalicoRelease.enterprise('3.14'),
  logs: LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE }),
});

/** What nmap prints in the pod of the probe. */
export function answers(states: Readonly<Record<string, string>>, control = 'open syn-ack'): Behaviour {
  const address = `${CONTROL} (10.0.0.7)`;
  const instead = { [CONTROL]: { stdout: nmapOf(80, { [address]: control }) } };
  return { commands: { nmap: { stdout: nmapOf(443, states), instead } } };
}

/** The exercise with a threat feed on a whole cluster, whose node plays nmap. Calico is not there; the tests play it. */
export class FeedDrill {
  readonly dist: string;
  readonly objects: Synthesized[] = feedObjects(cluster);

  constructor(readonly on: Drill) {
    this.dist = join(on.folder, 'threat-feed.yaml');
    writeFileSync(this.dist, Yaml.stringify(...this.objects));
  }

  /** Adds the namespace of the demo, in which there are roles. */
  async prepare(): Promise<void> {
    const namespace = this.objects.find(({ kind }) => kind === 'Namespace');
    const apply = ['apply', '--server-side', '--field-manager=calico-threat-defense', '-f', '-'];
    await this.on.cluster.succeed(apply, { input: JSON.stringify(namespace) });
    await this.on.cluster.behave(answers(DENIED));
  }

  /** Does what Calico does when it has downloaded the list. */
  async download(nets: readonly string[] = Object.keys(DENIED), secondsAgo = 0): Promise<void> {
    await this.setStatus({ lastSuccessfulSync: new Date(Date.now() - secondsAgo * 1_000).toISOString() });
    const set = {
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalNetworkSet',
      metadata: { name: SET, labels: { feed: 'tor' } },
      spec: { nets: nets.map((net) => (net.includes('/') ? net : `${net}/32`)) },
    };
    await this.on.cluster.succeed(['apply', '-f', '-'], { input: JSON.stringify(set) });
  }

  async setStatus(status: object | null): Promise<void> {
    const patch = ['patch', 'globalthreatfeed', FEED, '--subresource=status', '--type=merge'];
    await this.on.cluster.succeed([...patch, '-p', JSON.stringify({ status })]);
  }

  /** Takes an object away, without waiting for anything that depends on it. */
  async remove(...what: string[]): Promise<void> {
    await this.on.cluster.succeed(['delete', ...what]);
  }

  async apply(): Promise<void> {
    const apply = ['apply', '--server-side', '--field-manager=calico-threat-defense', '-f', this.dist];
    await this.on.cluster.succeed(apply);
  }
}

/** The same for the tests of a file. */
export function feedDrill(): FeedDrill {
  const made = new FeedDrill(drill());
  beforeAll(() => made.prepare(), 60_000);
  return made;
}
