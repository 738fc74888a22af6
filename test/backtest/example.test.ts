import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { CalicoCluster, CalicoRelease, PortScanAlert } from '../../src';
import { AlertTest, FlowLogs } from '../../src/testing';
import { backtestOf, jsonLines, LogFolder } from './logs';

const EXAMPLE = resolve(__dirname, '..', '..', 'examples', 'backtest');
const { spec } = parse(readFileSync(join(EXAMPLE, 'port-scan.yaml'), 'utf8'));

describe('the example of a backtest', () => {
  const folder = new LogFolder();
  beforeAll(() => execFileSync(process.execPath, [join(EXAMPLE, 'make-logs.mjs'), folder.path]));

  it('has the alert of PortScanAlert', () => {
    const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.parse('3.24') });
    const chart = new Chart(new App(), 'alerts');
    new PortScanAlert(chart, 'port-scan', { cluster });
    expect(Testing.synth(chart)).toEqual([expect.objectContaining({ spec })]);
  });

  it('finds the scan and nothing else; a lower threshold finds a crawler, and is told a better one', async () => {
    const { alerts } = await backtestOf([spec, { ...spec, threshold: 10 }], [folder.path], { release: '3.24' });
    const [tuned, noisy] = alerts.map(({ outcome }) => outcome);
    expect(tuned).toMatchObject({
      events: { min: 2, typical: 3, max: 3 },
      groups: [{ key: { source_name_aggr: 'netshoot' }, peak: 600 }],
      gaps: [],
      seen: [{ differs: false }, { differs: false }],
    });
    expect(noisy).toMatchObject({
      groups: [{ key: { source_name_aggr: 'crawler-6b5f4d8c7-*' } }, { key: { source_name_aggr: 'netshoot' } }],
      suggestion: { threshold: 100, events: expect.closeTo(3, 0), isMet: false },
    });
  }, 30_000);

  it('agrees with AlertTest about the rows of a scan', async () => {
    const logs = FlowLogs.portScan({ from: 'dev/netshoot', to: 'shop/web-*', ports: 600 });
    const manifest = { apiVersion: 'projectcalico.org/v3', kind: 'GlobalAlert', metadata: { name: 'a' }, spec };
    const test = AlertTest.of(manifest, { release: '3.24' }).over(logs);
    const settings = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.parse('3.24') }).logs;
    const rows = [...logs._make({ settings, start: Date.UTC(2026, 0, 5, 10) })];
    const path = folder.write('scan/flows.log', jsonLines(rows));
    const { alerts } = await backtestOf([spec], [path], { release: '3.24' });
    const { events } = alerts[0]?.outcome ?? { events: { min: 0, max: 0 } };
    expect(events.min).toBeGreaterThan(0);
    test.raises().raisesAtMost(events.max);
    expect(() => test.raisesAtMost(events.max - 1)).toThrow();
  });
});
