import { App, Testing } from 'cdk8s';
import { type CalicoCluster, ThreatFeedChart, type ThreatFeedChartProps } from '../../src';
import type { Synthesized } from '../support';
import type { Execution } from './exec-server';

/** The exercise with a threat feed as plain objects. */
export function feedObjects(cluster: CalicoCluster, props: Partial<ThreatFeedChartProps> = {}): Synthesized[] {
  return Testing.synth(new ThreatFeedChart(new App(), 'threat-feed', { cluster, ...props }));
}

/** What nmap prints of one port, by address: its state, and why it is in it. */
export function nmapOf(port: number, states: Readonly<Record<string, string>>): string {
  const hosts = Object.entries(states).map(
    ([host, state]) =>
      `Nmap scan report for ${host}\nHost is up, received user-set (0.00057s latency).\n\nPORT    STATE    SERVICE REASON\n${port}/tcp ${state.replace(' ', ' https   ')}\n\n`,
  );
  const count = hosts.length;
  const done = `Nmap done: ${count} IP address${count === 1 ? '' : 'es'} (${count} host${count === 1 ? '' : 's'} up) scanned in 2.05 seconds\n`;
  return `Starting Nmap 7.95 ( https://nmap.org ) at 2026-01-01 00:00 UTC\n${hosts.join('')}${done}`;
}

export const CONTROL = 'nginx-svc.threat-feed-demo.svc';

/** What becomes of connections of the probe: to each address as given, and to the control. */
export function connections(
  addresses: Readonly<Record<string, string>>,
  control = 'open syn-ack',
): (command: string) => Execution {
  const status = { status: 'Success' };
  return (command) =>
    command.endsWith(CONTROL)
      ? { output: nmapOf(80, { [`${CONTROL} (10.0.0.7)`]: control }), status }
      : { output: nmapOf(443, addresses), status };
}

/** What a policy that drops packets leads to. */
export const DENIED = { '203.0.114.5': 'filtered no-response', '203.0.114.6': 'filtered no-response' };
