import { parentPort, workerData } from 'node:worker_threads';
import { CalicoRelease } from '../../calico';
import { isRefusal, type PackedPartials, planAlert } from '../../evaluation';
import { alertKindOf } from '../../kinds';
import { DataSetRuns } from '../data-set-runs';
import { FileReader } from '../file-reader';
import { AlertRun } from '../running';
import type { JobReply, JobRequest, JobSetup } from './messages';

/** So many partials are sent together. */
const MOST_PARTIALS = 20_000;

/** Reads the files that the main thread names, until there are no more. */
export function runJob(): void {
  new Job(workerData as JobSetup).listen();
}

class Job {
  private readonly reader: FileReader;
  private readonly runs: DataSetRuns;
  private readonly interruption = new AbortController();
  /** The partials that were sent, and are not taken yet. */
  private sent = 0;
  private onTaken: () => void = () => undefined;

  constructor({ manifests, release: name, ...options }: JobSetup) {
    const release = CalicoRelease.parse(name);
    const all = manifests.flatMap((manifest, run) => {
      const model = alertKindOf(manifest)?.readAlert(manifest, release);
      const plan = model && planAlert(model);
      const onFull = (partials: readonly PackedPartials[]) => this.sendPartials(run, partials);
      const mostPartials = options.mostPartials ?? Math.ceil(MOST_PARTIALS / manifests.length);
      return plan === undefined || isRefusal(plan) ? [] : [new AlertRun(plan, { ...options, mostPartials, onFull })];
    });
    this.runs = new DataSetRuns(all, options.now);
    this.reader = new FileReader(this.runs, release);
  }

  listen(): void {
    parentPort?.on('message', (request: JobRequest) => {
      switch (request.kind) {
        case 'file':
          this.read(request);
          break;
        case 'taken':
          this.sent -= 1;
          this.onTaken();
          break;
        case 'interrupt':
          this.interruption.abort();
          this.onTaken();
          break;
        case 'end':
          this.end();
          break;
      }
    });
  }

  private async read({ index, file }: JobRequest & { readonly kind: 'file' }): Promise<void> {
    const { signal } = this.interruption;
    let { rows } = this.reader.read;
    const sendRead = (bytes: number) => {
      send({ kind: 'read', bytes, rows: this.reader.read.rows - rows });
      rows = this.reader.read.rows;
    };
    const findings = await this.reader.readFile(file, { onBytes: sendRead, signal, ready: () => this.taken() });
    sendRead(0);
    send({ kind: 'file', index, findings, isWhole: !signal.aborted });
  }

  private sendPartials(run: number, partials: readonly PackedPartials[]): void {
    this.sent += 1;
    send({ kind: 'partials', run, partials }, buffersOf(partials));
  }

  /** Waits until the main thread has taken what was sent, so that not too much is in memory. */
  private async taken(): Promise<void> {
    while (this.sent > 1 && !this.interruption.signal.aborted) {
      await new Promise<void>((resolve) => {
        this.onTaken = resolve;
      });
    }
  }

  private end(): void {
    const { runs, reader } = this;
    const logs = runs.dataSets.flatMap((dataSet) => {
      const state = runs.logsOf(dataSet)?.state;
      return state === undefined ? [] : [[dataSet, state] as const];
    });
    const states = runs.all.map((run) => run.state);
    const state = { runs: states, logs, others: [...reader.read.others] };
    send(
      { kind: 'state', state },
      states.flatMap(({ partials }) => buffersOf(partials)),
    );
    parentPort?.close();
  }
}

function buffersOf(blocks: readonly PackedPartials[]): ArrayBuffer[] {
  return blocks.map(({ numbers }) => numbers.buffer);
}

/** @param moved what the main thread receives without a copy */
function send(reply: JobReply, moved: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(reply, moved);
}
