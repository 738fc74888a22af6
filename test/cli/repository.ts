import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runInProcess } from './capturing';
import type { CommandResult } from './command';

/** A folder of files that the command is run in. */
export class Repository {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'repository-')));

  constructor() {
    mkdirSync(join(this.folder, '.git'));
  }

  write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      writeFileSync(join(this.folder, file), text);
    }
  }

  async run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
    return await runInProcess(args, this.folder, env);
  }

  /** The findings of `lint`, as `file:line rule`, and the exit code. */
  async lint(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<[string[], number | null]> {
    const { stdout, stderr, exitCode } = await this.run(['lint', ...args, '--format', 'json'], env);
    if (stdout === '') {
      throw new Error(stderr);
    }
    const { findings } = JSON.parse(stdout);
    return [
      findings.map(({ file, line, rule }: { file: string; line: number; rule: string }) => `${file}:${line} ${rule}`),
      exitCode,
    ];
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

interface AlertOptions {
  readonly severity?: number | string;
  readonly release?: string;
  readonly topology?: string;
  readonly detector?: boolean;
}

/** An alert, with the annotations of constructs if a release is given. */
export function alertOf(name: string, { severity = 50, release, topology, detector }: AlertOptions = {}): string {
  const annotations = { release, topology };
  const lines = Object.entries(annotations).filter(([, value]) => value !== undefined);
  return [
    'apiVersion: projectcalico.org/v3',
    'kind: GlobalAlert',
    'metadata:',
    `  name: ${name}`,
    ...(lines.length === 0 ? [] : ['  annotations:']),
    ...lines.map(([key, value]) => `    calico-threat-defense/${key}: "${value}"`),
    'spec:',
    '  description: SSH',
    `  severity: ${severity}`,
    ...(detector
      ? ['  type: AnomalyDetection', '  detector:', '    name: port_scan']
      : ['  dataSet: flows', '  query: dest_port = 22']),
    '',
  ].join('\n');
}
