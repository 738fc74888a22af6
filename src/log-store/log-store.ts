import type { Agent } from 'node:https';
import { isMap, ownValue, parsedJson, Secrets, sanitizeLine, valueAt } from '../base';
import { authorizationOf, type LogStoreCredentials } from './address';
import { type HttpAnswer, sendRequest } from './answer';
import { LogStoreFailure } from './failure';

/** How to reach a log store. */
export interface LogStoreOptions {
  /** Of `logStoreUrl`. */
  readonly url: URL;
  readonly credentials: LogStoreCredentials;
  /** Certificates of authorities, as PEM; by default those that Node.js trusts. */
  readonly authorities?: string;
  /** The connection, where it goes through a proxy. */
  readonly agent?: Agent;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** How long is waited; for tests. */
  readonly timing?: LogStoreTiming;
}

/** How long is waited for what, in milliseconds. */
export interface LogStoreTiming {
  /** For an answer. */
  readonly answer: number;
  /** Before the first retry; each later one waits twice as long. */
  readonly retry: number;
  /** Before any retry, at most. */
  readonly longestRetry: number;
}

const DEFAULT_TIMING: LogStoreTiming = { answer: 120_000, retry: 1_000, longestRetry: 30_000 };

/** So often is a request sent before it has failed. */
const MOST_ATTEMPTS = 6;

/** What the server may recover from. */
const TEMPORARY: readonly number[] = [429, 502, 503, 504];
const CONNECTION_LOST: readonly string[] = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'];

/** What Node.js says about a certificate of an authority that it does not know. */
const UNTRUSTED: readonly string[] = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];
const HOW_TO_TRUST = '; pass the certificate of its authority with --ca';

/** What is read of answers. */
const USED = 'timed_out,_shards,hits.total,hits.hits._source,aggregations,error,status,indices,fields';

const ONE_SECOND = 1_000;

/** Elasticsearch or OpenSearch, of which only questions are asked: nothing that is sent can change it. */
export class LogStore {
  /** The bytes of all answers, as they came over the network. */
  bytes = 0;
  private readonly timing: LogStoreTiming;
  private readonly secrets = new Secrets();
  private readonly headers: Readonly<Record<string, string>>;

  /** @throws LogStoreFailure when credentials cannot be sent */
  constructor(private readonly options: LogStoreOptions) {
    this.timing = options.timing ?? DEFAULT_TIMING;
    const authorization = authorizationOf(options.url, options.credentials, this.secrets);
    this.headers = authorization === undefined ? {} : { authorization };
  }

  /** Searches indices; a part of an answer is never taken for a whole one. */
  async search(index: string, body: unknown): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.ask(index, '_search', JSON.stringify(body));
    const failed = valueAt(answer, '_shards', 'failed');
    if (answer['timed_out'] === true || (typeof failed === 'number' && failed > 0)) {
      throw new LogStoreFailure(`${this.name} answered incompletely: the search timed out, or shards failed`, true);
    }
    return answer;
  }

  /** How indices have fields. */
  async fields(index: string, names: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    const query = `fields=${names.map(encodeURIComponent).join(',')}&ignore_unavailable=false`;
    return this.ask(index, '_field_caps', '', query);
  }

  /** The server, for messages. */
  get name(): string {
    const { protocol, host, pathname } = this.options.url;
    return sanitizeLine(`${protocol}//${host}${pathname === '/' ? '' : pathname}`);
  }

  private async ask(index: string, api: string, body: string, query = ''): Promise<Readonly<Record<string, unknown>>> {
    const url = new URL(this.options.url);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/${encodeURIComponent(index)}/${api}`;
    url.search = [query, `filter_path=${USED}`].filter((part) => part !== '').join('&');
    for (let attempt = 1; ; attempt += 1) {
      try {
        return this.answerOf(await this.send(url, body), index);
      } catch (error) {
        this.options.signal.throwIfAborted();
        const failure = this.failureOf(error);
        if (!failure.isTemporary || attempt === MOST_ATTEMPTS) {
          throw failure;
        }
        await this.wait(failure.retryAfter ?? this.timing.retry * 2 ** (attempt - 1));
      }
    }
  }

  private async send(url: URL, body: string): Promise<HttpAnswer> {
    const { agent, authorities, signal } = this.options;
    const limit = AbortSignal.timeout(this.timing.answer);
    try {
      const request = { url, headers: this.headers, body, agent, authorities };
      const answer = await sendRequest({ ...request, signal: AbortSignal.any([signal, limit]) });
      this.bytes += answer.bytes;
      return answer;
    } catch (error) {
      throw limit.aborted
        ? new LogStoreFailure(`did not answer within ${this.timing.answer / ONE_SECOND} s`, true)
        : error;
    }
  }

  private answerOf({ status, text, headers }: HttpAnswer, index: string): Readonly<Record<string, unknown>> {
    const value = parsedJson(text);
    if (status === 200 && isMap(value)) {
      return value;
    }
    if (status >= 300 && status < 400) {
      throw new LogStoreFailure(`answered ${status}, a redirect, which is not followed; pass the URL that it leads to`);
    }
    if (status === 200) {
      throw new LogStoreFailure('did not answer with a JSON object: is it Elasticsearch or OpenSearch?');
    }
    const after = Number(headers['retry-after']) * ONE_SECOND;
    throw new LogStoreFailure(
      whyRefused(status, value, index),
      TEMPORARY.includes(status),
      after > 0 ? Math.min(after, this.timing.longestRetry) : undefined,
    );
  }

  private failureOf(error: unknown): LogStoreFailure {
    const { message, code } = error as NodeJS.ErrnoException;
    const [reason, isTemporary, after] =
      error instanceof LogStoreFailure
        ? [message, error.isTemporary, error.retryAfter]
        : [
            `cannot be reached: ${message === '' ? code : message}${UNTRUSTED.includes(code ?? '') ? HOW_TO_TRUST : ''}`,
            CONNECTION_LOST.includes(code ?? ''),
          ];
    return new LogStoreFailure(sanitizeLine(this.secrets.mask(`${this.name} ${reason}`)), isTemporary, after);
  }

  private async wait(millis: number): Promise<void> {
    const { signal } = this.options;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, Math.min(millis, this.timing.longestRetry));
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
    });
    signal.throwIfAborted();
  }
}

const WHY: Readonly<Record<string, string>> = {
  401: 'does not accept the credentials: set ELASTICSEARCH_API_KEY, or ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD, or name a file with --credentials',
  403: 'does not allow the user to search; the privilege `read` of the indices is required',
  429: 'answered 429, because it is overloaded',
};

/** Why the server refuses a request, with its own words where they say more. */
function whyRefused(status: number, answer: unknown, index: string): string {
  const type = valueAt(answer, 'error', 'type');
  if (status === 404 && type === 'index_not_found_exception') {
    return `has no index ${JSON.stringify(index)}; pass the name or the pattern of the indices with --index`;
  }
  const [reason] = [...deepReasons(answer), valueAt(answer, 'error', 'reason')].filter(
    (one) => typeof one === 'string',
  );
  return ownValue(WHY, String(status)) ?? `answered ${status}${reason === undefined ? '' : `: ${reason}`}`;
}

/** The reasons of shards, which are more specific than that of the whole search. */
function deepReasons(answer: unknown): unknown[] {
  const causes = valueAt(answer, 'error', 'root_cause');
  return Array.isArray(causes) ? causes.map((cause) => valueAt(cause, 'reason')) : [];
}
