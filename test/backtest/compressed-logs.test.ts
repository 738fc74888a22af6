import { gzipSync } from 'node:zlib';
import { jsonLines } from './logs';
import { folder, ROWS, read } from './reading-logs';

describe('logs that are compressed', () => {
  it('are not counted twice where they are copies of other files', async () => {
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
