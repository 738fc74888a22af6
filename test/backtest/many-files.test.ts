import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findLogFiles, LogProblems } from '../../src/backtest/reading';
import { folder, ROW } from './reading-logs';

describe('a folder of very many files', () => {
  it('is left soon after an interruption', async () => {
    for (let n = 0; n < 450; n += 1) {
      writeFileSync(join(folder.path, `${n}.log`), `${JSON.stringify({ ...ROW, dest_port: n + 1_000 })}\n`);
    }
    const controller = new AbortController();
    const problems = new LogProblems();
    // Other events are handled while files are searched for.
    setImmediate(() => controller.abort());
    const some = await findLogFiles([folder.path], problems, controller.signal);
    expect(some.length).toBeLessThan(450);
    expect(await findLogFiles([folder.path], problems)).toHaveLength(450);
  });
});
