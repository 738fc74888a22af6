import type { LogStoreAccess } from '../../src/backtest';
import { LogStore } from '../../src/log-store';

type Row = Readonly<Record<string, unknown>>;
type Json = Readonly<Record<string, unknown>>;
type Key = Record<string, string | number | null>;

const URL_OF_STORE = new URL('http://localhost:9200');
const CONNECTION = { url: URL_OF_STORE, credentials: {}, signal: new AbortController().signal };
const SHARDS = { total: 1, failed: 0 };
const SECONDS_IN = /^(\d+)s$/;

/** What a request asks for, as far as a test is interested. */
interface Asked {
  readonly isComposite: boolean;
  /** In seconds since 1970; undefined without a range. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/**
 * A log store of flow logs that evaluates the requests of backtests over rows in memory, as Elasticsearch documents them.
 *
 * @see https://www.elastic.co/docs/reference/aggregations/search-aggregations-bucket-composite-aggregation
 */
export class FakeLogStore {
  readonly asked: Asked[] = [];
  readonly access: LogStoreAccess;

  /** @param refuse throws for requests that are not answered */
  constructor(
    private readonly rows: readonly Row[],
    private readonly refuse: (asked: Asked) => void = () => undefined,
    private readonly indices: readonly string[] = ['tigera_secure_ee_flows.cluster.x'],
  ) {
    const store = new LogStore(CONNECTION);
    jest.spyOn(store, 'fields').mockImplementation(async (_, fields) => this.fields(fields));
    jest.spyOn(store, 'search').mockImplementation(async (_, body) => this.search(body as Json));
    this.access = { store, indexOf: (dataSet) => `${dataSet}-*` };
  }

  private fields(names: readonly string[]): Record<string, unknown> {
    const typeOf = (name: string) => (name.endsWith('_time') ? 'date' : name.startsWith('bytes') ? 'long' : 'keyword');
    const fields = names.map((name) => [name, { [typeOf(name)]: {} }]);
    return { indices: this.indices, fields: Object.fromEntries(fields) };
  }

  private search(body: Json): Record<string, unknown> {
    const range = JSON.stringify(body['query']).match(/"gt":(\d+),"lte":(\d+)/) ?? [];
    const [from, to] = range.slice(1).map(Number);
    const composite = (body['aggs'] as Json)['partials'] as { composite: Composite; aggs?: Json };
    const asked = { isComposite: composite !== undefined, from, to };
    this.asked.push(asked);
    this.refuse(asked);
    const found = this.rows.filter((row) => matches(body['query'], row));
    const hits = found.slice(0, Number(body['size'])).map((row) => ({ _source: row }));
    const aggregations = asked.isComposite
      ? { partials: pageOf(composite.composite, composite.aggs, found) }
      : Object.fromEntries(Object.entries(body['aggs'] ?? {}).map(([name, agg]) => [name, single(agg, found)]));
    return { _shards: SHARDS, hits: { total: { value: found.length }, hits }, aggregations };
  }
}

interface Composite {
  readonly size: number;
  readonly sources: readonly Readonly<Record<string, Readonly<Record<string, Json>>>>[];
  readonly after?: Key;
}

/** Whether a query finds a row. */
function matches(query: unknown, row: Row): boolean {
  const [[kind = '', content] = []] = Object.entries(query as Record<string, Record<string, unknown>>);
  if (kind === 'match_all') {
    return true;
  }
  if (kind === 'bool') {
    const all = (name: string) => [content?.[name] ?? []].flat();
    return (
      [...all('must'), ...all('filter')].every((one) => matches(one, row)) &&
      !all('must_not').some((one) => matches(one, row)) &&
      (all('should').length === 0 || all('should').some((one) => matches(one, row)))
    );
  }
  if (kind === 'exists') {
    return isSet(row[String(content?.['field'])]);
  }
  const [[field = '', value] = []] = Object.entries(content ?? {});
  if (kind === 'term') {
    return row[field] === (value as { value?: unknown }).value;
  }
  const { gt = Number.NEGATIVE_INFINITY, lte = Number.POSITIVE_INFINITY } = value as { gt?: number; lte?: number };
  expect(kind).toBe('range');
  return Number(row[field]) > gt && Number(row[field]) <= lte;
}

function single(aggregation: unknown, rows: readonly Row[]): unknown {
  const { filter, aggs = {}, min, max } = aggregation as Readonly<Record<string, { readonly field: string }>>;
  const times = rows.map((row) => Number(row[String((min ?? max)?.field)]) * 1_000).filter((time) => time > 0);
  if (filter === undefined) {
    return { value: times.length === 0 ? null : (min ? Math.min : Math.max)(...times) };
  }
  const found = rows.filter((row) => matches(filter, row));
  const below = Object.entries(aggs).map(([name, one]) => [name, single(one, found)]);
  return { doc_count: found.length, ...Object.fromEntries(below) };
}

/** A page of buckets, in the order of their keys. */
function pageOf({ size, sources, after }: Composite, aggs: Json | undefined, rows: readonly Row[]): unknown {
  const buckets = new Map<string, { key: Key; rows: Row[] }>();
  for (const row of rows) {
    const key = keyOf(sources, row);
    if (key !== undefined) {
      const bucket = buckets.get(JSON.stringify(key)) ?? { key, rows: [] };
      bucket.rows.push(row);
      buckets.set(JSON.stringify(key), bucket);
    }
  }
  const sorted = [...buckets.values()].sort((left, right) => compare(left.key, right.key));
  const page = sorted.filter(({ key }) => after === undefined || compare(key, after) > 0).slice(0, size);
  const field = JSON.stringify(aggs ?? '').match(/"stats":\{"field":"(\w+)"/)?.[1];
  const answers = page.map(({ key, rows: own }) => ({ key, doc_count: own.length, ...statsOf(field, own) }));
  return { buckets: answers, ...(page.length === 0 ? {} : { after_key: page.at(-1)?.key }) };
}

function keyOf(sources: Composite['sources'], row: Row): Key | undefined {
  const key: Key = {};
  for (const source of sources) {
    const [[name = '', { date_histogram: slots, terms } = {}] = []] = Object.entries(source);
    const { field, fixed_interval, offset = '0s', missing_bucket = false } = { ...slots, ...terms };
    const value = row[String(field)];
    if (!isSet(value) && missing_bucket !== true) {
      return undefined;
    }
    if (terms !== undefined || !isSet(value)) {
      key[name] = isSet(value) ? (value as string | number) : null;
      continue;
    }
    const [interval, shift] = [millis(fixed_interval), millis(offset)];
    key[name] = Math.floor((Number(value) * 1_000 - shift) / interval) * interval + shift;
  }
  return key;
}

function statsOf(field: string | undefined, rows: readonly Row[]): object {
  if (field === undefined) {
    return {};
  }
  const values = rows.map((row) => row[field]).filter((value): value is number => typeof value === 'number');
  const sum = values.reduce((total, value) => total + value, 0);
  const [min, max] = values.length === 0 ? [null, null] : [Math.min(...values), Math.max(...values)];
  return { metric: { count: values.length, sum, min, max } };
}

/** Missing values come first. */
function compare(left: Key, right: Key): number {
  for (const [name, value] of Object.entries(left)) {
    const other = right[name] ?? null;
    if (value !== other) {
      return value === null || (other !== null && value < other) ? -1 : 1;
    }
  }
  return 0;
}

function millis(duration: unknown): number {
  const seconds = SECONDS_IN.exec(String(duration))?.[1];
  return seconds === undefined ? Number.parseInt(String(duration), 10) : Number(seconds) * 1_000;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
