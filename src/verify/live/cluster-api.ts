import { Secrets, sanitizeLine } from '../../base';
import { ApiFailure, FailureKind, failureOf, isFailure } from './api-failure';
import { type Access, Credentials } from './credentials';
import { durationText } from './duration-text';
import type { KubeTarget } from './kube-target';
import { type Client, loadClient } from './load-client';
import { maskedData } from './masked-data';

import { fetchAnswer } from './server-answer';
import { DEFAULT_TIMING, type Timing } from './timing';

/** A request to the API server. */
export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH';
  /** Relative to the server's own path. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly contentType?: string;
}

/** How to connect to a cluster. */
export interface ConnectOptions {
  /** What to connect to, of `readKubeTarget`. */
  readonly target: KubeTarget;
  /** The command, for messages. */
  readonly subject: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** How long the command waits; for tests. */
  readonly timing?: Timing;
}

/** The API server of a cluster. Answers stay plain data, since classes of the client drop fields that they do not know. */
export class ClusterApi {
  static async connect(options: ConnectOptions): Promise<ClusterApi> {
    return new ClusterApi(await loadClient(), options);
  }

  /** The server's clock when it last answered, because times on the cluster are compared with its own. */
  serverTime: Date | undefined;

  readonly signal: AbortSignal;
  readonly timing: Timing;
  private readonly target: KubeTarget;
  private readonly secrets = new Secrets();
  private readonly credentials: Credentials;

  private constructor(
    readonly client: Client,
    { target, signal, timing = DEFAULT_TIMING, environment }: ConnectOptions,
  ) {
    this.signal = signal;
    this.timing = timing;
    this.target = target;
    this.credentials = new Credentials({
      client,
      target,
      secrets: this.secrets,
      environment,
      signal,
      limit: timing.answer,
    });
  }

  /** The server, without the password that its URL may contain. */
  get server(): string {
    const url = new URL(this.target.cluster.server);
    return this.clean(`${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`);
  }

  get context(): string {
    return this.target.context;
  }

  /** The URL of a path, which has no password in it. */
  urlOf(path: string, query: Iterable<readonly [name: string, value: string]> = []): URL {
    const url = new URL(this.target.cluster.server);
    [url.username, url.password] = ['', ''];
    const whole = new URL(`${url.origin}${url.pathname.replace(/\/$/, '')}${path}`);
    for (const [name, value] of query) {
      whole.searchParams.append(name, value);
    }
    return whole;
  }

  /** Text from the server or a program as one line, without secrets and terminal sequences. */
  clean(text: string): string {
    return sanitizeLine(this.secrets.mask(text));
  }

  /** Text as it is, but without secrets. */
  mask(text: string): string {
    return this.secrets.mask(text);
  }

  /** Sends a request and returns the object in the response. */
  async ask(request: ApiRequest): Promise<unknown> {
    const text = await this.answerOf(request);
    try {
      return maskedData(JSON.parse(text), this.secrets);
    } catch {
      throw new ApiFailure(FailureKind.REFUSED, `${this.server} did not answer with JSON: is it an API server?`);
    }
  }

  /** The same for a response that is not JSON. */
  async askText(request: ApiRequest): Promise<string> {
    return this.secrets.mask(await this.answerOf(request));
  }

  private async answerOf(request: ApiRequest): Promise<string> {
    this.throwIfInterrupted();
    const access = await this.access();
    const limit = AbortSignal.timeout(this.timing.answer);
    const signal = AbortSignal.any([this.signal, limit]);
    try {
      return await unlessAborted(signal, this.send(request, access, signal));
    } catch (error) {
      throw isFailure(error) ? error : this.connectionFailure(error, limit);
    }
  }

  private async send(request: ApiRequest, access: Access, signal: AbortSignal): Promise<string> {
    const { method = 'GET', body, contentType = 'application/json' } = request;
    const { status, text, date } = await fetchAnswer(
      this,
      this.urlOf(request.path, Object.entries(request.query ?? {})),
      {
        method,
        // Each value in a header of its own: a comma may be part of one.
        headers: [
          ...Object.entries(access.headers).flatMap(([name, values]) => [values].flat().map((value) => [name, value])),
          ['Accept', 'application/json, */*'],
          ...(body === undefined ? [] : [['Content-Type', contentType]]),
        ],
        body: body === undefined ? undefined : JSON.stringify(body),
        agent: access.agent,
        signal,
      },
    );
    this.serverTime = date ?? this.serverTime;
    if (status >= 300) {
      throw failureOf(status, text, { context: this.context, clean: (message) => this.clean(message) });
    }
    return text;
  }

  /** Reads certificates and tokens, and runs the credential program of a kubeconfig. */
  async access(): Promise<Access> {
    try {
      return await unlessAborted(this.signal, this.credentials.access());
    } catch (error) {
      this.throwIfInterrupted();
      const message = `cannot get the credentials of context ${JSON.stringify(this.context)}: ${connectionReason(error)}`;
      throw new ApiFailure(FailureKind.UNAUTHORIZED, this.clean(message));
    }
  }

  private throwIfInterrupted(): void {
    if (this.signal.aborted) {
      throw this.connectionFailure(undefined);
    }
  }

  /** The failure of a connection on which no response came. */
  connectionFailure(error: unknown, limit?: AbortSignal): ApiFailure {
    if (this.signal.aborted) {
      return new ApiFailure(FailureKind.INTERRUPTED, 'interrupted');
    }
    const reason = limit?.aborted ? `no answer within ${durationText(this.timing.answer)}` : connectionReason(error);
    return new ApiFailure(
      FailureKind.UNREACHABLE,
      this.clean(`the server ${this.server} cannot be reached: ${reason}`),
    );
  }
}

/** Ends the wait for work that does not end by itself when it is aborted, such as a credential program. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => {});
  }
}

function connectionReason(error: unknown): string {
  const { message = String(error), cause } = error as Error;
  const text = message.replace(/^request to \S+ failed, reason: /, '');
  return text !== '' ? text : cause instanceof Error ? cause.message : 'no reason given';
}
