import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alert } from '../../src/base';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { ClusterChoice } from '../../src/lint';
import { runTestFile, type TestFileResult } from '../../src/test-files';

/** An alert that sums the flows to port 22, by namespace. */
export const SSH = alert({
  period: '5m',
  lookback: '15m',
  query: 'action = allow AND dest_port = 22',
  aggregateBy: '[source_namespace]',
  metric: 'sum',
  field: 'num_flows',
  condition: 'gt',
  threshold: '3',
});

export const NOW = Date.parse('2026-06-01T00:00:00Z');

/** A row of flow logs, as a line of YAML. */
export function row(fields = 'dest_port: 22', flows = 5): string {
  return `{ start_time: 1767225600, end_time: 1767225900, action: allow, source_namespace: dev, ${fields}, num_flows: ${flows} }`;
}

/** Runs test files in a folder of their own. */
export function temporaryAlert() {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'test files '));
    write('network.ssh.yaml', SSH);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string | Uint8Array) => writeFileSync(join(folder, name), text);
  const run = (text: string | Uint8Array, name = 'network.ssh.test.yaml', release?: string): TestFileResult => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    const cluster = { release: CalicoRelease.parse(release ?? '3.22'), topology: CalicoTopology.MANAGED };
    const options = { clusters: new ClusterChoice(cluster), now: NOW };
    return runTestFile({ file: join(folder, name), bytes }, options);
  };
  /** Text without the name of the folder. */
  const relative = (text: string) => text.replaceAll(`${folder}/`, '');
  return { write, run, relative, folder: () => folder };
}

/** A test file with one case. */
export function testFile(...lines: readonly string[]): string {
  return ['cases:', '  - name: case', ...lines.map((line) => `    ${line}`), ''].join('\n');
}
