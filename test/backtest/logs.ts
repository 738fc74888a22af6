import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BacktestOptions, type BacktestResult, backtest, eventLines, type Outcome } from '../../src/backtest';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import type { AlertEvent } from '../../src/evaluation';
import { explainFiles } from '../../src/explain';

/** A folder of logs that is removed after the tests of a file. */
export class LogFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'backtest logs '));

  constructor() {
    afterAll(() => rmSync(this.path, { recursive: true, force: true }));
  }

  /** Writes a file, and returns its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** Removes all files. */
  clear(): void {
    rmSync(this.path, { recursive: true, force: true });
    mkdirSync(this.path);
  }
}

/** The manifest of an alert, as YAML. */
export function alertYaml(spec: Readonly<Record<string, unknown>>, name = 'some.alert'): string {
  const defaults = { description: 'd', severity: 1, period: '5m', lookback: '10m', dataSet: 'flows' };
  return JSON.stringify({
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name },
    spec: { ...defaults, ...spec },
  });
}

/** Runs alerts over files. */
export function backtestOf(
  specs: readonly Readonly<Record<string, unknown>>[],
  paths: readonly string[],
  { release = '3.22', ...options }: Partial<Omit<BacktestOptions, 'release'>> & { readonly release?: string } = {},
): Promise<BacktestResult> {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  const text = specs.map((spec, index) => alertYaml(spec, `alert-${index}`)).join('\n---\n');
  const { alerts } = explainFiles([{ file: 'alerts.yaml', bytes: Buffer.from(text) }], cluster);
  return backtest(alerts, paths, { ...options, release: cluster.release });
}

/** Rows as JSON lines. */
export function jsonLines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** All events of a typical phase, one JSON object per line. */
export async function eventLinesOf(result: BacktestResult): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of eventLines(result)) {
    lines.push(line);
  }
  return lines;
}

/** The events of a typical phase. */
export function eventsOf(outcome: Pick<Outcome, 'eventSteps'>): AlertEvent[] {
  return [...outcome.eventSteps()].filter((event) => event !== undefined);
}
