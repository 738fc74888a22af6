import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { AlertTest, AuditLogs, DnsLogs, FlowLogs, type LogRows } from '../../src/testing';
import { blocksOf } from '../markdown';
import { captureStderr, type Synthesized } from '../support';

const ROOT = resolve(__dirname, '../..');

/** An alert that a page shows. */
interface ShownAlert {
  readonly page: string;
  readonly manifest: Synthesized;
}

/** The generated pages show examples of rules, which have tests of their own. */
const GENERATED: readonly string[] = ['rules.md', 'releases.md'];

function pages(): string[] {
  const inFolder = (folder: string) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.md') && !GENERATED.includes(name))
      .map((name) => join(folder, name));
  return ['README.md', ...inFolder('docs'), ...inFolder(join('docs', 'constructs'))];
}

/** The complete alerts of all pages, each once. */
function shownAlerts(): ShownAlert[] {
  const found = new Map<string, ShownAlert>();
  for (const page of pages()) {
    const blocks = blocksOf(readFileSync(join(ROOT, page), 'utf8')).filter(({ language }) => language === 'yaml');
    for (const manifest of blocks.flatMap(({ text }) => parseAllDocuments(text)).map((document) => document.toJS())) {
      const isAlert = ['GlobalAlert', 'GlobalAlertTemplate'].includes(manifest?.kind);
      if (isAlert && manifest.spec?.description !== undefined && !found.has(JSON.stringify(manifest.spec))) {
        found.set(JSON.stringify(manifest.spec), { page, manifest });
      }
    }
  }
  return [...found.values()];
}

const login = (from: string) => FlowLogs.connections({ from, to: 'ops/bastion', port: 22, times: 50 });
const connection = (from: string, to: string, port: number) => FlowLogs.connections({ from, to, port });
const lookup = (from: string, name: string, rcode?: string) => DnsLogs.lookups({ from, name, rcode });
const change = (resource: string) => AuditLogs.event({ verb: 'update', resource, name: 'x', namespace: 'shop' });
const many = (times: number, row: () => LogRows) => Array.from({ length: times }, row);
const policy = (trace: string) => FlowLogs.row({ policies: { all_policies: [trace] } });
const labeled = (label: string) =>
  FlowLogs.row({ dest_labels: { labels: [label] }, dest_namespace: 'alerts-demo', proto: 'tcp' });

/** What each alert is about, and what it is not about, by its name. */
const EXAMPLES: Readonly<Record<string, readonly [raising: readonly LogRows[], others: readonly LogRows[]]>> = {
  'network.port-scan': [
    [FlowLogs.portScan({ from: 'dev/netshoot', to: 'dev/nginx-*', ports: 600 })],
    [FlowLogs.ordinary()],
  ],
  'network.slow-port-scan': [
    [FlowLogs.portScan({ from: 'dev/netshoot', to: 'dev/nginx-*', ports: 60 })],
    [FlowLogs.ordinary()],
  ],
  'network.ssh': [[login('dev/web-*')], [connection('dev/web-*', 'ops/bastion', 23)]],
  'network.telnet': [[connection('dev/web-*', 'ops/bastion', 23)], [login('dev/web-*')]],
  'network.denied-by-tigera': [
    [policy('0|allow-tigera|allow-tigera.default-deny|deny|1')],
    [policy('0|allow-tigera|allow-tigera.default-deny|allow|1'), policy('0|default|default.x|deny|1')],
  ],
  'network.denied': [many(1_000, () => FlowLogs.row({ action: 'deny' })), many(1_000, () => FlowLogs.row())],
  'network.lateral-access': [
    [connection('dev/probe', 'shop/orders-*', 80)],
    [connection('ingress/proxy-*', 'shop/orders-*', 80)],
  ],
  'network.lateral.access': [[labeled('security=strict')], [labeled('security=open')]],
  'http.connections': [
    [connection('dev/web-*', 'alerts-demo/nginx-*', 8080)],
    [connection('dev/web-*', 'alerts-demo/nginx-*', 80)],
  ],
  'shop.database': [
    [connection('dev/web-*', 'shop/database-*', 5432)],
    [connection('shop/web-*', 'shop/database-*', 5432)],
  ],
  'decoy.shop.dashboard': [
    [connection('dev/web-*', 'shop/dashboard-*', 8080)],
    [connection('dev/web-*', 'shop/dashboard-*', 80)],
  ],
  'decoy.shop.database': [
    [connection('dev/web-*', 'shop/database-*', 5432)],
    [connection('dev/web-*', 'shop/orders-*', 5432)],
  ],
  'decoy.shop.internal-app': [
    [connection('dev/web-*', 'shop/internal-app-*', 1)],
    [connection('dev/web-*', 'shop/orders-*', 1)],
  ],
  'decoy.shop.orders-archive': [
    [connection('dev/web-*', 'shop/orders-archive-*', 5432)],
    [connection('dev/web-*', 'shop/orders-*', 5432)],
  ],
  'dns.denied-name': [
    [lookup('shop/web-*', 'pool.miner.example.net')],
    [lookup('shop/web-*', 'pool.miner.example.com')],
  ],
  'dns.unsanctioned-host': [
    [lookup('shop/web-*', 'www.example.org')],
    [lookup('shop/web-*', 'www.example.com'), lookup('dev/web-*', 'www.example.org')],
  ],
  'dns.unsanctioned.access': [[lookup('shop/web-*', 'WWW.google.com')], [lookup('shop/web-*', 'mail.google.com')]],
  'dns.foreign': [
    many(1_000, () => DnsLogs.row({ qname: 'www.example.org' })),
    many(1_000, () => DnsLogs.row({ qname: 'www.example.com' })),
  ],
  'dns.servfail': [[lookup('shop/web-*', 'a.example', 'ServFail')], [lookup('shop/web-*', 'a.example')]],
  'policy.globalnetworkset': [[change('globalnetworksets')], [change('globalnetworkpolicies')]],
  'policy.pod': [[change('pods')], [change('services')]],
};

/** What pages show because it does not fire, or is not accepted: an alert with this name, and this value of a field. */
const SILENT: readonly (readonly [name: string, field: string, value: unknown])[] = [
  ['network.ssh', 'severity', 101],
  ['network.ssh', 'metric', 'count'],
  ['network.team', 'threshold', 1000],
];

/** What a page warns of, because runs miss records. */
const SOMETIMES: readonly string[] = ['network.telnet'];

function isSilent({ manifest: { metadata, spec } }: ShownAlert): boolean {
  const isListed = SILENT.some(([name, field, value]) => name === metadata.name && spec[field] === value);
  return isListed || spec.type === 'AnomalyDetection';
}

describe('the alerts that the documentation shows', () => {
  captureStderr();
  const shown = shownAlerts();
  const firing = shown.filter((alert) => !isSilent(alert));

  it('all have examples, and no other alerts have', () => {
    expect(firing.length).toBeGreaterThan(25);
    expect([...new Set(firing.map(({ manifest }) => manifest.metadata.name))].sort()).toEqual(
      Object.keys(EXAMPLES).sort(),
    );
  });

  it.each(firing.map(({ page, manifest }): [string, string, Synthesized] => [manifest.metadata.name, page, manifest]))(
    'raise what they are for, and nothing else: %s of %s',
    (name, _, manifest) => {
      const [raising, others] = EXAMPLES[name] ?? [[], []];
      const isMadeFor = manifest.metadata.annotations?.['calico-threat-defense/release'] !== undefined;
      const test = AlertTest.of(manifest, isMadeFor ? {} : { release: '3.22' });
      test.over(...raising)[SOMETIMES.includes(name) ? 'mayRaise' : 'raises']();
      test.over(...others).raisesNothing();
    },
  );
});
