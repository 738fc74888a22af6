import { Worker } from 'node:worker_threads';
import type { DataSetRuns } from '../data-set-runs';
import type { FileFindings } from '../file-reader';
import type { LogFile } from '../reading';
import type { JobReply, JobRequest, JobSetup, JobState } from './messages';

/** What files are read with in several threads. */
export interface JobPoolOptions {
  /** The file that a thread runs, which calls `runJob`. */
  readonly program: string;
  /** The number of other threads. */
  readonly threads: number;
  readonly setup: JobSetup;
  /** Receive what the threads read. */
  readonly runs: DataSetRuns;
  readonly signal?: AbortSignal;
  readonly onRead: (bytes: number, rows: number) => void;
  /** Reads a file in this thread. */
  readonly readHere: (file: LogFile, signal: AbortSignal) => Promise<FileFindings>;
}

type OnFile = (findings: FileFindings & { readonly isWhole: boolean }) => void;

/**
 * Reads files in this thread and in others, each of which reads one file after the other.
 *
 * @param others receives the rows that no alert asks for, by data set
 * @param onFile called for each file, in the order of the files
 */
export async function readInJobs(
  files: readonly LogFile[],
  options: JobPoolOptions,
  others: Map<string, number>,
  onFile: OnFile,
): Promise<void> {
  const pool = new JobPool(files, options, others, onFile);
  try {
    await Promise.all([...Array.from({ length: options.threads }, () => pool.run()), pool.runHere()]);
  } catch (error) {
    pool.end();
    throw error;
  }
}

class JobPool {
  private nextFile = 0;
  private nextReport = 0;
  private readonly failure = new AbortController();
  /** Ends the reading: the user does, or an error in one of the threads. */
  private readonly signal: AbortSignal;
  private readonly waiting = new Map<number, Parameters<OnFile>[0]>();

  constructor(
    private readonly files: readonly LogFile[],
    private readonly options: JobPoolOptions,
    private readonly others: Map<string, number>,
    private readonly onFile: OnFile,
  ) {
    const { signal } = options;
    this.signal = AbortSignal.any([this.failure.signal, ...(signal === undefined ? [] : [signal])]);
  }

  /** Runs a thread until there are no more files. */
  run(): Promise<void> {
    const { program, setup } = this.options;
    const { signal } = this;
    const worker = new Worker(program, { workerData: setup });
    const send = (request: JobRequest) => worker.postMessage(request);
    const interrupt = () => send({ kind: 'interrupt' });
    signal.addEventListener('abort', interrupt);
    if (signal.aborted) {
      interrupt();
    }
    return new Promise<void>((resolve, reject) => {
      worker.on('message', (reply: JobReply) => {
        try {
          this.take(reply, send);
        } catch (error) {
          reject(error);
        }
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      this.sendNext(send);
    }).finally(() => signal.removeEventListener('abort', interrupt));
  }

  /** Reads in this thread until there are no more files; what the others send is taken between two blocks. */
  async runHere(): Promise<void> {
    const { readHere } = this.options;
    for (let next = this.next(); next !== undefined; next = this.next()) {
      const findings = await readHere(next.file, this.signal);
      this.report(next.index, { ...findings, isWhole: !this.signal.aborted });
    }
  }

  /** Ends all threads soon. */
  end(): void {
    this.failure.abort();
  }

  private sendNext(send: (request: JobRequest) => void): void {
    const next = this.next();
    send(next === undefined ? { kind: 'end' } : { kind: 'file', ...next });
  }

  /** The next file for any thread; undefined if there are no more. */
  private next(): { readonly index: number; readonly file: LogFile } | undefined {
    const index = this.nextFile;
    const file = this.files[index];
    if (file === undefined || this.signal.aborted) {
      return undefined;
    }
    this.nextFile += 1;
    return { index, file };
  }

  private take(reply: JobReply, send: (request: JobRequest) => void): void {
    switch (reply.kind) {
      case 'read':
        this.options.onRead(reply.bytes, reply.rows);
        break;
      case 'partials':
        this.options.runs.all[reply.run]?.addPacked(reply.partials);
        send({ kind: 'taken' });
        break;
      case 'file':
        this.report(reply.index, { ...reply.findings, isWhole: reply.isWhole });
        this.sendNext(send);
        break;
      case 'state':
        this.absorb(reply.state);
        break;
    }
  }

  /** Files are reported in their order, whichever thread is faster. */
  private report(index: number, findings: Parameters<OnFile>[0]): void {
    this.waiting.set(index, findings);
    for (let next = this.waiting.get(this.nextReport); next !== undefined; next = this.waiting.get(this.nextReport)) {
      this.onFile(next);
      this.waiting.delete(this.nextReport);
      this.nextReport += 1;
    }
  }

  private absorb({ runs, logs, others }: JobState): void {
    for (const [index, state] of runs.entries()) {
      this.options.runs.all[index]?.absorb(state);
    }
    for (const [dataSet, state] of logs) {
      this.options.runs.logsOf(dataSet)?.absorb(state);
    }
    for (const [dataSet, rows] of others) {
      this.others.set(dataSet, (this.others.get(dataSet) ?? 0) + rows);
    }
  }
}
