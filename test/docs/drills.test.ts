import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { AlertTest, DnsLogs, FlowLogs, type LogRows } from '../../src/testing';
import { blocksOf } from '../markdown';
import { captureStderr, type Synthesized } from '../support';

const page = readFileSync(join(resolve(__dirname, '../..'), 'docs/drills.md'), 'utf8');

/** The sections of the drills by their titles. */
const sections = new Map(
  page
    .split(/^## \d+\. /m)
    .slice(1)
    .map((text): [string, string] => [text.split('\n')[0] ?? '', text]),
);

/** The block of a language; the rest of the output is not shown, and a comment stands for it. */
function blockOf(section: string, language: string): string {
  return blocksOf(section).find((block) => block.language === language)?.text ?? '';
}

function alertIn(section: string): Synthesized {
  return parse(blockOf(section, 'yaml'));
}

const lookup = (from: string, name: string) => DnsLogs.lookups({ from, name });

/** What a drill leaves in the logs, what others leave there, and the event that the page states. */
const DRILLS: readonly (readonly [title: string, drill: LogRows, others: LogRows, text: string])[] = [
  [
    'Port scan',
    FlowLogs.portScan({ from: 'dev/netshoot', to: 'dev/dev-nginx-*', ports: 600 }),
    FlowLogs.ordinary(),
    'Port scan: dev/netshoot left 600 rows of flow logs to dev/dev-nginx-',
  ],
  [
    'Denied name',
    lookup('shop/probe', 'pool.miner.example.net'),
    lookup('shop/web-*', 'miner.example.com'),
    'shop/probe looked up pool.miner.example.net',
  ],
  [
    'Unsanctioned host',
    lookup('shop/probe', 'www.example.org'),
    lookup('shop/web-*', 'orders.shop.svc.cluster.local'),
    'shop/probe looked up www.example.org, which is not sanctioned',
  ],
  [
    'Lateral access',
    FlowLogs.connections({ from: 'dev/probe', to: 'shop/orders-*', port: 8080 }),
    FlowLogs.connections({ from: 'ingress/proxy-*', to: 'shop/orders-*', port: 8080 }),
    'dev/probe connected to the namespace shop',
  ],
  [
    'Decoy service',
    FlowLogs.connections({ from: 'dev/probe', to: 'shop/dashboard-*', port: 8080 }),
    FlowLogs.connections({ from: 'shop/web-*', to: 'shop/orders-*', port: 8080 }),
    'Decoy service shop/dashboard: connection from dev/probe (allow)',
  ],
  [
    'Decoy database',
    FlowLogs.connections({ from: 'dev/probe', to: 'shop/database-*', port: 5432 }),
    FlowLogs.connections({ from: 'shop/web-*', to: 'shop/orders-*', port: 5432 }),
    'Decoy database shop/database: connection from dev/probe (allow)',
  ],
  [
    'IP enumeration',
    FlowLogs.connections({ from: 'dev/netshoot', to: 'shop/internal-app-*', port: 22 }),
    FlowLogs.connections({ from: 'dev/netshoot', to: 'shop/orders-*', port: 22 }),
    'Decoy pod shop/internal-app: connection from dev/netshoot (allow)',
  ],
];

describe('the ten drills', () => {
  captureStderr();

  it('are ten, in the order of the table', () => {
    const inTable = [...page.matchAll(/^\| \[[^\]]+\]\(#\d+-([a-z-]+)\) \|/gm)].map(([, anchor]) => anchor);
    const titles = [...sections.keys()].map((title) => title.toLowerCase().replaceAll(' ', '-'));
    expect([titles.length, titles]).toEqual([10, inTable]);
  });

  it('each have a program, an object and a command', () => {
    for (const [title, section] of sections) {
      expect([title, blocksOf(section).map(({ language }) => language)]).toEqual([title, ['ts', 'yaml', 'text']]);
    }
  });

  it.each(DRILLS)('raise the event that the page states, and nothing else does: %s', (title, drill, others, text) => {
    const section = sections.get(title) ?? '';
    expect(section.replaceAll('\n', ' ')).toContain(`\`${text}`);
    const alert = alertIn(section);
    const begins = title === 'Port scan';
    const test = AlertTest.of(alert).over(drill, others);
    if (begins) {
      test.raises({ record: { source_name_aggr: 'netshoot', count: 600 } });
      expect(alert.spec.summary).toMatch(/^Port scan: \S+ left \$\{count\} rows of flow logs to \S+, /);
    } else {
      test.raises({ text });
    }
    AlertTest.of(alert).over(others).raisesNothing();
  });
});
