import { PassThrough } from 'node:stream';
import { BacktestProgress } from '../../src/cli/backtest-progress';

const PROGRESS = { totalFiles: 2, files: 0, totalBytes: 4_000_000, bytes: 0, rows: 0 };

/** The time at which it starts, in milliseconds. */
const START = 1_700_000;

describe('the progress of a backtest', () => {
  it('is a line every ten seconds where there is no terminal', () => {
    let now = START;
    const lines: string[] = [];
    const progress = new BacktestProgress({ write: (text) => lines.push(text) }, () => now);
    for (const [time, bytes] of [
      [9_000, 900_000],
      [10_000, 1_000_000],
      [15_000, 1_500_000],
      [20_000, 2_000_000],
    ] as const) {
      now = START + time;
      progress.update({ ...PROGRESS, bytes, rows: bytes / 1_000 });
    }
    progress.stop();
    expect(lines).toEqual([
      'backtest: 25 % of 4 MB, 1,000 rows, 100 rows/s, about 30 s left\n',
      'backtest: 50 % of 4 MB, 2,000 rows, 100 rows/s, about 20 s left\n',
    ]);
  });

  it('has no share where the size is unknown', () => {
    let now = START;
    const lines: string[] = [];
    const progress = new BacktestProgress({ isTTY: true, write: (text) => lines.push(text) }, () => now);
    now = START + 20_000;
    progress.update({ ...PROGRESS, totalBytes: undefined, bytes: 5_000_000, rows: 400 });
    expect(lines).toEqual(['backtest: 5 MB, 400 rows, 20 rows/s\n']);
  });

  it('is a bar on a terminal', () => {
    const stream = Object.assign(new PassThrough(), {
      isTTY: true,
      columns: 100,
      cursorTo: () => true,
      clearLine: () => true,
    });
    let now = 0;
    const progress = new BacktestProgress(stream, () => now);
    progress.update({ ...PROGRESS, bytes: 1_000_000, rows: 5_000 });
    now = 1_000;
    progress.update({ ...PROGRESS, bytes: 2_000_000, rows: 10_000 });
    progress.stop();
    const drawn = String(stream.read());
    expect(drawn).toMatch(/backtest =+-+ 50 %, 10,000 rows, 10,000 rows\/s, \S+ left/);
  });
});
