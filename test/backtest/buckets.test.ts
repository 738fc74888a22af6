import { allBuckets, countsAnswer } from '../../src/backtest/stored/buckets';
import { LogStore } from '../../src/log-store';

describe('an answer with numbers that no log store has', () => {
  const url = new URL('http://localhost:9200');
  const store = new LogStore({ url, credentials: {}, signal: new AbortController().signal });

  it.each([1e308, -1, 1.5, Number.NaN, '3', null])('is not used: %s', async (count) => {
    expect(() => countsAnswer(store, { hits: { total: { value: count } } })).toThrow(/sent an unexpected answer/);
    const buckets = [{ key: { source_namespace: 'dev' }, doc_count: count }];
    jest.spyOn(store, 'search').mockResolvedValue({ aggregations: { partials: { buckets } } });
    await expect(allBuckets(store, 'flows', () => ({}))).rejects.toThrow(/sent an unexpected answer/);
  });

  it('is used with others', async () => {
    expect(countsAnswer(store, { hits: { total: { value: 3 } } }).hits.total.value).toBe(3);
    const buckets = [{ key: { source_namespace: 'dev' }, doc_count: 3 }];
    jest.spyOn(store, 'search').mockResolvedValue({ aggregations: { partials: { buckets } } });
    expect(await allBuckets(store, 'flows', () => ({}))).toEqual(buckets);
  });
});

describe('the pages of an answer', () => {
  const store = new LogStore({
    url: new URL('http://localhost:9200'),
    credentials: {},
    signal: new AbortController().signal,
  });
  const page = (count: number, end?: string) => {
    const buckets = Array.from({ length: count }, (_, index) => ({ key: { source_namespace: index }, doc_count: 1 }));
    return { aggregations: { partials: { buckets, ...(end === undefined ? {} : { after_key: { g: end } }) } } };
  };

  it('are asked for until there is no more', async () => {
    const search = jest.spyOn(store, 'search').mockResolvedValueOnce(page(2, 'a')).mockResolvedValueOnce(page(1));
    expect(await allBuckets(store, 'flows', (after) => ({ after }))).toHaveLength(3);
    expect(search.mock.calls.slice(-2)).toEqual([
      ['flows', { after: undefined }],
      ['flows', { after: { g: 'a' } }],
    ]);
  });

  it('are too many together: then smaller requests may succeed', async () => {
    const search = jest.spyOn(store, 'search').mockResolvedValue(page(10_000, 'a'));
    search.mockClear();
    await expect(allBuckets(store, 'flows', () => ({}))).rejects.toMatchObject({
      message: 'http://localhost:9200 has too many groups',
      isTemporary: true,
    });
    expect(search).toHaveBeenCalledTimes(6);
  });

  it.each([[{}], [{ partials: {} }], [{ partials: { buckets: [{ key: { a: [] }, doc_count: 1 }] } }]])(
    'are not used if they are something else: %j',
    async (aggregations) => {
      jest.spyOn(store, 'search').mockResolvedValue({ aggregations });
      await expect(allBuckets(store, 'flows', () => ({}))).rejects.toThrow(/sent an unexpected answer/);
    },
  );

  it('need numbers of values', async () => {
    const withStats = (metric: object) => ({
      aggregations: { partials: { buckets: [{ key: { a: true }, doc_count: 1, metric }] } },
    });
    for (const metric of [{ count: 1 }, { sum: 1 }, []]) {
      jest.spyOn(store, 'search').mockResolvedValue(withStats(metric));
      await expect(allBuckets(store, 'flows', () => ({}))).rejects.toThrow(/sent an unexpected answer/);
    }
    jest.spyOn(store, 'search').mockResolvedValue(withStats({ count: 1, sum: 3 }));
    expect(await allBuckets(store, 'flows', () => ({}))).toHaveLength(1);
  });

  it('are none where no index matches', async () => {
    jest.spyOn(store, 'search').mockResolvedValue({ _shards: { total: 0 } });
    expect(await allBuckets(store, 'flows', () => ({}))).toEqual([]);
  });
});
