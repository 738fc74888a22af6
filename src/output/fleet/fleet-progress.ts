import type { SingleBar } from 'cli-progress';
import type { FleetSummary } from './fleet-summary';

const TENTHS = 10;

/** No handler of signals, which would run at the end only: Ctrl-C has to end a run at once. Hence nothing to restore either. */
const BAR = {
  format: 'fleet {bar} {value} of {total} clusters, {eta_formatted} left',
  clearOnComplete: true,
  barsize: 30,
  fps: 10,
  gracefulExit: false,
  linewrap: true,
};

/** Shows on standard error how far a fleet is: a bar on a terminal, a line for each tenth elsewhere. */
export class FleetProgress {
  private readonly bar?: SingleBar;
  private done = 0;

  constructor(
    private readonly clusters: number,
    private readonly quiet: boolean,
  ) {
    if (!quiet && process.stderr.isTTY) {
      // Loaded where it is needed: most programs have no terminal, or no fleet.
      const { SingleBar } = require('cli-progress') as typeof import('cli-progress');
      this.bar = new SingleBar({ ...BAR, stream: process.stderr });
      this.bar.start(clusters, 0);
    }
  }

  /** One more cluster is finished. */
  step(): void {
    this.done += 1;
    this.bar?.update(this.done);
    if (!this.quiet && this.bar === undefined && this.isTenth()) {
      process.stderr.write(`fleet: ${this.done} of ${this.clusters} clusters\n`);
    }
  }

  /**
   * Prints the summary.
   *
   * @param warnings of the clusters, each line with its end
   */
  end({ clusters, filesWritten, filesUnchanged, filesRemoved }: FleetSummary, warnings: string): void {
    this.stop();
    if (!this.quiet) {
      const files = `${filesWritten} files written, ${filesUnchanged} unchanged, ${filesRemoved} removed`;
      process.stderr.write(`${warnings}fleet: ${clusters} clusters: ${files}\n`);
    }
  }

  /** Removes the bar. */
  stop(): void {
    this.bar?.stop();
  }

  private isTenth(): boolean {
    const tenth = (done: number) => Math.floor((done * TENTHS) / this.clusters);
    return tenth(this.done) > tenth(this.done - 1);
  }
}
