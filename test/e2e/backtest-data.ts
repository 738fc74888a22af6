import type { BacktestResult } from '../../src/backtest';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { type ExplainedAlert, explainFiles } from '../../src/explain';
import { alertYaml, eventsOf } from '../backtest/logs';

/** The results as data; the events of a phase too. */
export function dataOf(result: BacktestResult): unknown {
  const alerts = result.alerts.map(({ outcome, ...alert }) => {
    const { eventSteps, ...numbers } = outcome ?? { eventSteps: () => [] };
    return { ...alert, ...numbers, all: eventsOf({ eventSteps }).slice(0, 500) };
  });
  return JSON.parse(JSON.stringify(alerts));
}

/** Alerts, explained for a release. */
export function alertsOf(specs: readonly object[], release: string): readonly ExplainedAlert[] {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  const text = specs.map((spec, index) => alertYaml({ ...spec }, `alert-${index}`)).join('\n---\n');
  return explainFiles([{ file: 'alerts.yaml', bytes: Buffer.from(text) }], cluster).alerts;
}
