import { gzipSync } from 'node:zlib';
import { backtestOf, jsonLines, LogFolder } from './logs';

const BASE = 1_769_860_800;
const ROW = {
  start_time: BASE - 300,
  end_time: BASE,
  source_name_aggr: 'a-*',
  source_namespace: 'a',
  dest_name_aggr: 'b-*',
  reporter: 'src',
  action: 'allow',
};
const ROWS = [1, 2, 3].map((dest_port) => ({ ...ROW, dest_port }));
const SPEC = { query: 'reporter = src', metric: 'count', condition: 'gt', threshold: 1 };
const folder = new LogFolder();
beforeEach(() => folder.clear());

/** The number of rows that are read, and what is reported, with the folder left out. */
async function read(...paths: string[]) {
  const { alerts, logs, dispose } = await backtestOf([SPEC], paths);
  dispose();
  const problems = logs.problems.map(
    ({ place, message, lines, isFatal }) =>
      `${isFatal ? 'fatal ' : ''}${lines > 1 ? `${lines} × ` : ''}${`${place}: ${message}`.replaceAll(`${folder.path}/`, '').replaceAll(folder.path, '.')}`,
  );
  return { rows: alerts[0]?.outcome?.rows.read, problems, files: logs.files };
}

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
