import type { Connection, FlowEnd } from './flow-rows';

/** The pods of a Deployment, each on a node of its own. */
export function deploymentPods(namespace: string, name: string, count: number, net = 1): FlowEnd[] {
  return Array.from({ length: count }, (_, index) => ({
    namespace,
    name: `${name}-7d9f6c5b4-${String(index).padStart(5, 'x')}`,
    nameAggr: `${name}-7d9f6c5b4-*`,
    ip: `10.1.${net}.${index + 1}`,
    node: `node-${index + 1}`,
  }));
}

/** What happens from a time on, in seconds since the epoch, for a number of seconds. */
export interface TimeSpan {
  readonly from: number;
  readonly seconds: number;
}

/**
 * Traffic that goes on all the time: each pod of one Deployment asks each pod of another, as for DNS.
 *
 * @param every seconds between two connections of the same two pods
 */
export function* steadyTraffic(
  sources: readonly FlowEnd[],
  dests: readonly FlowEnd[],
  { from, seconds }: TimeSpan,
  every: number,
): Generator<Connection> {
  for (let at = from, count = 0; at < from + seconds; at += every, count += 1) {
    for (const source of sources) {
      for (const dest of dests) {
        const sourcePort = 32_768 + (count % 28_000);
        yield { at, source, sourcePort, dest, destPort: 53, proto: 'udp', action: 'allow' };
      }
    }
  }
}

/** A scan: a pod opens a connection to one port after another, evenly over the time. */
export function* portScan(
  source: FlowEnd,
  dest: FlowEnd,
  { from, seconds }: TimeSpan,
  { ports, action = 'allow' }: { readonly ports: number; readonly action?: Connection['action'] },
): Generator<Connection> {
  for (let index = 0; index < ports; index += 1) {
    const at = from + (index * seconds) / ports;
    yield { at, source, sourcePort: 40_000 + (index % 20_000), dest, destPort: index + 1, proto: 'tcp', action };
  }
}
