import { gzipSync } from 'node:zlib';
import { LogProblems } from '../../src/backtest/reading';
import { withoutCopies } from '../../src/backtest/reading/copies';
import { FileSteps } from '../../src/backtest/reading/file-steps';
import { jsonLines } from './logs';
import { folder, ROW, ROWS, read } from './reading-logs';

describe('logs', () => {
  it('are not counted twice where files are copies', async () => {
    folder.write('a.log', jsonLines(ROWS));
    folder.write('b.log', jsonLines(ROWS));
    folder.write('c.log', jsonLines([...ROWS.slice(0, 2), { ...ROW, dest_port: 4 }]));
    expect(await read(folder.path)).toEqual({
      rows: 6,
      problems: ['b.log: has the same content as a.log, so it was skipped'],
      files: 2,
    });
  });

  it('are compared to the end, however much is the same', async () => {
    const rows = Array.from({ length: 1_500 }, () => ROW);
    const other = { ...ROW, reporter: 'dst' };
    const text = jsonLines(rows);
    expect(text.length).toBeGreaterThan(3 << 16);
    folder.write('a.log', text);
    folder.write('b.log', jsonLines([...rows.slice(1), other]));
    folder.write('c.log', text);
    folder.write('d.log', jsonLines([...rows.slice(2), other, ROW]));
    expect(await read(folder.path)).toEqual({
      rows: 3 * 1_500,
      problems: ['c.log: has the same content as a.log, so it was skipped'],
      files: 3,
    });
  });

  it('are not compared any more after an interruption', async () => {
    const text = jsonLines(Array.from({ length: 1_500 }, () => ROW));
    const files = ['a.log', 'b.log'].map((name) => ({ path: folder.write(name, text), size: text.length }));
    const problems = new LogProblems();
    expect(await withoutCopies(files, problems, new FileSteps(undefined))).toEqual([files[0]]);
    const steps = new FileSteps(undefined);
    jest.spyOn(steps, 'isOver', 'get').mockReturnValueOnce(false).mockReturnValueOnce(false).mockReturnValue(true);
    expect(await withoutCopies(files, problems, steps)).toEqual(files);
  });

  it('are not counted twice where they are compressed copies of other files', async () => {
    const text = jsonLines(ROWS);
    folder.write('a.log', text);
    folder.write('b.log.1.gz', gzipSync(text, { level: 1 }));
    folder.write('c.gz', gzipSync(jsonLines(ROWS.slice(1))));
    folder.write('d.gz', Buffer.concat([gzipSync(jsonLines(ROWS.slice(0, 1))), gzipSync(text)]));
    folder.write('e.gz', gzipSync(text.replaceAll('allow', 'other')));
    folder.write('f.gz', gzipSync(jsonLines(ROWS.slice(1)), { level: 9, memLevel: 1 }));
    folder.write('g.log', jsonLines(ROWS.slice(2)));
    folder.write('h.gz', gzipSync(''));
    expect(await read(folder.path)).toEqual({
      rows: 3 + 2 + 4 + 3 + 1,
      problems: [
        'b.log.1.gz: has the same content as a.log, so it was skipped',
        'f.gz: has the same content as c.gz, so it was skipped',
      ],
      files: 6,
    });
  });
});
