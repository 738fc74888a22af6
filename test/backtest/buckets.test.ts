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
