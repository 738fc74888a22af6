import { gzipSync } from 'node:zlib';
import { jsonLines } from './logs';
import { folder, RESPONSE, ROW, ROWS, read } from './reading-logs';

describe('logs that are cut, or saved in pages', () => {
  it.each<[what: string, content: string | Uint8Array, rows: number, problem: string]>([
    [
      'something else after compressed data',
      Buffer.concat([gzipSync(jsonLines(ROWS)), Buffer.from('garbage')]),
      3,
      'x.log: has damaged gzip data, or is followed by other data; 3 rows before that are used',
    ],
    ['the end of a line at the start', `est":"a"},"x":1}\n${jsonLines(ROWS)}`, 3, 'x.log:1: is not valid JSON'],
    ['an object at the end of the first line', `{"a":"b"},"x":1}\n${jsonLines(ROWS)}`, 3, 'x.log:1: is not valid JSON'],
    ['a first line that is cut off', `{"a":"b","c\n${jsonLines(ROWS)}`, 3, 'x.log:1: is not valid JSON'],
    [
      'a first line that is cut off after a bracket',
      `{"a":"b","c":{\n${jsonLines(ROWS)}`,
      3,
      'x.log:1: is not valid JSON',
    ],
    ['nothing but half a line', '{"a":"b","c', 0, 'fatal x.log: ends in the middle of a JSON value'],
    [
      'a response without some of its hits, on many lines',
      JSON.stringify({ ...RESPONSE, hits: { ...RESPONSE.hits, total: 5 } }, undefined, 1),
      3,
      'x.log: contains a response with 3 of 5 hits: export all of them, with search_after or elasticdump',
    ],
  ])('are used although there is %s', async (_, content, rows, problem) => {
    const path = folder.write('x.log', content);
    expect(await read(path)).toEqual({ rows, problems: [problem], files: 1 });
  });

  it('can be pages of a search, which are complete together', async () => {
    const page = (hits: readonly object[], total: object) =>
      JSON.stringify({ timed_out: false, hits: { total, hits: hits.map((_source) => ({ _source })) } });
    const many = Array.from({ length: 6 }, () => ROWS).flat();
    const total = { value: 18, relation: 'eq' };
    folder.write('1.json', page(many.slice(0, 10), total));
    folder.write('2.json', page(many.slice(10), total));
    expect(await read(folder.path)).toMatchObject({ rows: 18, problems: [] });
    folder.write('2.json', page(many.slice(11), total));
    expect(await read(folder.path)).toMatchObject({
      problems: [expect.stringContaining('1.json: contains a response with 17 of 18 hits')],
    });

    const open = { value: 10, relation: 'gte' };
    folder.write('1.json', page(many.slice(0, 10), open));
    folder.write('2.json', page(many.slice(10), open));
    expect(await read(folder.path)).toMatchObject({ rows: 18, problems: [] });
    folder.write('2.json', page(many.slice(8), open));
    expect(await read(folder.path)).toMatchObject({ problems: [expect.stringContaining('20 of at least 10 hits')] });
  });

  it('can be a response of any length on one line, whose hits are read one by one', async () => {
    const hits = Array.from({ length: 30_000 }, (_, n) => ({
      _source: { ...ROW, dest_port: n, x: { hits: { hits: [{ a: 1 }] } } },
    }));
    const text = JSON.stringify({ hits: { total: hits.length, max_score: null, hits }, took: 1 });
    expect(text.length).toBeGreaterThan(4_000_000);
    expect(await read(folder.write('a.json', text))).toEqual({ rows: 30_000, problems: [], files: 1 });
    const lines = `${text}\n${jsonLines(ROWS)}`;
    expect(await read(folder.write('a.json', lines))).toEqual({ rows: 30_003, problems: [], files: 1 });
  });
});
