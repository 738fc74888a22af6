import { appendFileSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { backtestOf, jsonLines } from './logs';
import { folder, RESPONSE, ROW, ROWS, read, SPEC } from './reading-logs';

describe('logs', () => {
  it.each<[what: string, name: string, content: string | Uint8Array]>([
    ['JSON lines', 'a.ndjson', jsonLines(ROWS)],
    ['JSON lines without an end of the last line', 'a.log', jsonLines(ROWS).trimEnd()],
    ['JSON lines with empty ones', 'a.jsonl', jsonLines(ROWS).replaceAll('\n', '\r\n\r\n')],
    ['with a byte order mark', 'a.ndjson', `\ufeff${jsonLines(ROWS)}`],
    ['compressed', 'a.gz', gzipSync(jsonLines(ROWS))],
    ['of several compressed members', 'a.log.gz', Buffer.concat(ROWS.map((row) => gzipSync(jsonLines([row]))))],
    ['compressed with another name', 'a.json', gzipSync(jsonLines(ROWS))],
    ['rotated', 'flows.log.12', jsonLines(ROWS)],
    ['a list on one line', 'a.json', JSON.stringify(ROWS)],
    ['a list on many lines', 'a.json', JSON.stringify(ROWS, undefined, 2)],
    ['objects on many lines', 'a.json', ROWS.map((row) => JSON.stringify(row, undefined, 2)).join('\n')],
    ['lines of elasticdump', 'a.json', jsonLines(ROWS.map((_source) => ({ _index: 'i', _id: 'x', _source })))],
    ['a response on one line', 'a.json', JSON.stringify(RESPONSE)],
    ['a response on many lines', 'a.json', JSON.stringify(RESPONSE, undefined, 4)],
    [
      'strings with brackets and escapes',
      'a.json',
      JSON.stringify(
        ROWS.map((row) => ({ ...row, x: '}]\\"{[' })),
        undefined,
        1,
      ),
    ],
  ])('can be %s', async (_, name, content) => {
    folder.write(name, content);
    expect(await read(folder.path)).toEqual({ rows: 3, problems: [], files: 1 });
  });

  it('can be audit events in a list', async () => {
    const event = (second: number) => ({
      kind: 'Event',
      auditID: 'x',
      stage: 'ResponseComplete',
      verb: 'get',
      requestReceivedTimestamp: `2026-01-05T10:00:0${second}.000000Z`,
    });
    const path = folder.write('a.json', JSON.stringify({ kind: 'EventList', items: [event(1), event(2)] }));
    const { alerts } = await backtestOf([{ ...SPEC, dataSet: 'audit', query: 'verb = get' }], [path]);
    expect(alerts[0]?.outcome).toMatchObject({ rows: { read: 2, matched: 2 }, events: { max: 2 } });
  });

  it.each<[what: string, content: string | Uint8Array, rows: number, problem: string]>([
    [
      'truncated',
      gzipSync(jsonLines(Array.from({ length: 9_000 }, () => ROW))).subarray(0, 20),
      0,
      'fatal x.log: is truncated: its gzip data ends too early',
    ],
    [
      'damaged',
      Buffer.concat([gzipSync(jsonLines(ROWS)).subarray(0, 30), Buffer.alloc(40, 7)]),
      0,
      'fatal x.log: has damaged gzip data, or is followed by other data',
    ],
    ['binary', Buffer.from([1, 2, 0, 4]), 0, 'fatal x.log: is a binary file, not a log file'],
    [
      'zstd',
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1]),
      0,
      'fatal x.log: is compressed with zstd: decompress it, or compress it with gzip',
    ],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 0, 'fatal x.log: is encoded in UTF-16: convert it to UTF-8'],
    ['text', 'hello\nworld\n', 0, 'fatal x.log: is not a file of JSON records'],
    [
      'long text',
      'hello\n'.repeat(5_000),
      0,
      'fatal x.log: is not a file of JSON records: none of its first 1000 lines is JSON',
    ],
    [
      'cut off in a list',
      JSON.stringify(ROWS, undefined, 1).slice(0, -30),
      2,
      'x.log: ends in the middle of a JSON value; 2 rows before that are used',
    ],
    ['cut off in a line', jsonLines(ROWS).slice(0, -30), 2, 'x.log:3: is not valid JSON'],
    ['numbers', `${jsonLines(ROWS)}5\n7\n`, 3, '2 × x.log:4: is not a JSON object'],
    [
      'not UTF-8',
      Buffer.concat([Buffer.from(jsonLines(ROWS)), Buffer.from([0x22, 0xff, 0x22, 0x0a])]),
      3,
      'x.log:4: is not valid UTF-8',
    ],
    [
      'an error',
      `${jsonLines(ROWS)}{"error":{"type":"x"},"status":429}\n`,
      3,
      'x.log:4: is an error of Elasticsearch with status 429, not a record',
    ],
    [
      'too deep',
      `${jsonLines(ROWS)}${'['.repeat(200_000)}${']'.repeat(200_000)}\n`,
      3,
      'x.log:4: is nested too deeply',
    ],
    [
      'a part of the hits',
      JSON.stringify({ ...RESPONSE, hits: { ...RESPONSE.hits, total: { value: 10_000 } } }),
      3,
      'x.log: contains a response with 3 of 10000 hits: export all of them, with search_after or elasticdump',
    ],
    [
      'an incomplete response',
      JSON.stringify({ ...RESPONSE, timed_out: true }),
      3,
      'x.log: contains an incomplete response: the search timed out, or shards failed',
    ],
    ['a response without hits', '{"hits":{"total":3}}', 0, 'x.log:1: is a response of Elasticsearch without hits'],
  ])('are reported where they are wrong: %s', async (_, content, rows, problem) => {
    const path = folder.write('x.log', content);
    expect(await read(path)).toEqual({ rows, problems: [problem], files: 1 });
  });

  it('use what was read of a truncated file', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({ ...ROW, dest_port: index, x: Math.sin(index) }));
    const bytes = gzipSync(jsonLines(rows));
    const path = folder.write('x.gz', bytes.subarray(0, bytes.length / 2));
    const { rows: used, problems } = await read(path);
    expect(used).toBeGreaterThan(1_000);
    expect(problems).toEqual([`x.gz: is truncated: its gzip data ends too early; ${used} rows before that are used`]);
  });

  it.each<[why: string, paths: string[], problem: string]>([
    ['missing', ['gone.log'], 'fatal gone.log: cannot be read: no such file or directory'],
    ['a pattern without a match', ['*.gone'], 'fatal *.gone: matches no log file'],
    [
      'a folder without logs',
      ['.'],
      '.: contains no log file: in folders, files with the extensions .ndjson, .jsonl, .json, .log and .gz are read',
    ],
  ])('are reported where there are none: %s', async (_, paths, problem) => {
    folder.write('readme.txt', 'x');
    expect(await read(...paths.map((path) => (path === '.' ? folder.path : join(folder.path, path))))).toEqual({
      rows: 0,
      problems: [problem],
      files: 0,
    });
  });

  it('are found in folders and by patterns, each file once', async () => {
    folder.write('a/flows.log', jsonLines(ROWS));
    folder.write('a/b/flows.json', jsonLines([ROW]));
    folder.write('a/b/notes.txt', 'x');
    folder.write('a/.hidden/flows.log', jsonLines([{ ...ROW, dest_port: 9 }]));
    symlinkSync(join(folder.path, 'a'), join(folder.path, 'a/b/loop'));
    symlinkSync(join(folder.path, 'a/flows.log'), join(folder.path, 'same.log'));
    const at = (path: string) => join(folder.path, path);
    expect(await read(folder.path, at('a/flows.log'), at('same.log'))).toEqual({ rows: 4, problems: [], files: 2 });
    expect((await read(at('a/*.log'))).rows).toBe(3);
    expect((await read(at('**/flows.*'))).rows).toBe(4);
    expect((await read(at('**/**/**/flows.json'))).rows).toBe(1);
    expect((await read(at('a/?/flows.json'))).rows).toBe(1);
    // Folders that match a wildcard but do not contain what follows it are not an error.
    folder.write('c/notes.txt', 'x');
    expect(await read(at('*/b/flows.json'))).toEqual({ rows: 1, problems: [], files: 1 });
    expect((await read(at('*'))).rows).toBe(4);
    expect((await read(at('a/.h*/flows.log'))).rows).toBe(1);
  });

  it('are used as far as they go where a file becomes shorter', async () => {
    const path = folder.write('a.log', jsonLines(Array.from({ length: 60_000 }, () => ROW)));
    let isShort = false;
    const { logs } = await backtestOf([SPEC], [path], {
      onProgress: () => {
        if (!isShort) {
          isShort = true;
          truncateSync(path, 1_500_000);
        }
      },
    });
    expect(logs.problems.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(
        /^became shorter while it was read: it had \d+ bytes, and \d+ of them were read; \d+ rows before that are used$/,
      ),
    );
  });

  it('may be in very many files', async () => {
    mkdirSync(join(folder.path, 'many'));
    for (let index = 0; index < 2_000; index += 1) {
      writeFileSync(
        join(folder.path, 'many', `${index}.log`),
        index % 2 === 0 ? `{${index}` : `${JSON.stringify({ ...ROW, dest_port: index })}\n`,
      );
    }
    const { rows, problems } = await read(join(folder.path, 'many'));
    expect([rows, problems.length, problems.at(-1)]).toEqual([1_000, 51, 'fatal logs: 950 more problems were found']);
  }, 60_000);

  it('can be cut into blocks at any byte', async () => {
    const path = folder.write('a.log', '');
    const row = `${JSON.stringify({ ...ROW, source_namespace: 'ü🙂'.repeat(400) })}\n`;
    for (let index = 0; index < 1_000; index += 1) {
      appendFileSync(path, row);
    }
    const { alerts } = await backtestOf([{ ...SPEC, aggregateBy: ['source_namespace'] }], [path]);
    expect(alerts[0]?.outcome?.groups).toEqual([
      expect.objectContaining({ key: { source_namespace: 'ü🙂'.repeat(400) }, peak: 1_000 }),
    ]);
  });
});
