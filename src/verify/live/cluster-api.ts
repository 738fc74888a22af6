import { ApiFailure, FailureKind, failureOf, isFailure } from './api-failure';
import { durationText } from './duration-text';
import { type KubeConfigOptions, loadKubeConfig } from './kube-config';
import { type Client, type KubeConfig, loadClient } from './load-client';
import { sanitizeLine } from './sanitize-line';
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
export interface ConnectOptions extends KubeConfigOptions {
  /** The command, for messages. */
  readonly subject: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** How long the command waits; for tests. */
  readonly timing?: Timing;
}

/**
 * The API server of the current context. The client brings credentials and connection; answers stay plain data, since
 * classes of the client drop fields that they do not know.
 */
export class ClusterApi {
  /** @throws FindingsError when no kubeconfig leads to a cluster */
  static async connect(options: ConnectOptions): Promise<ClusterApi> {
    const client = await loadClient();
    const config = loadKubeConfig(client, options.subject, options, options.environment);
    return new ClusterApi(client, config, options.signal, options.timing ?? DEFAULT_TIMING);
  }

  /** The server's clock when it last answered, because times on the cluster are compared with its own. */
  serverTime: Date | undefined;

  private constructor(
    readonly client: Client,
    readonly config: KubeConfig,
    readonly signal: AbortSignal,
    readonly timing: Timing,
  ) {}

  get server(): string {
    return sanitizeLine(this.config.getCurrentCluster()?.server ?? '');
  }

  get context(): string {
    return this.config.currentContext;
  }

  /** Sends a request and returns the object in the response. */
  async ask(request: ApiRequest): Promise<unknown> {
    const text = await this.askText(request);
    try {
      return JSON.parse(text);
    } catch {
      throw new ApiFailure(FailureKind.REFUSED, `${this.server} did not answer with JSON: is it an API server?`);
    }
  }

  /** The same for a response that is not JSON. */
  async askText(request: ApiRequest): Promise<string> {
    const limit = AbortSignal.timeout(this.timing.answer);
    const signal = AbortSignal.any([this.signal, limit]);
    try {
      return await unlessAborted(signal, this.send(request, signal));
    } catch (error) {
      throw isFailure(error) ? error : this.connectionFailure(error, limit);
    }
  }

  private async send(request: ApiRequest, signal: AbortSignal): Promise<string> {
    const { HttpMethod, ServerConfiguration, createConfiguration } = this.client;
    const base = new ServerConfiguration(this.config.getCurrentCluster()?.server ?? '', {});
    const { httpApi } = createConfiguration({ baseServer: base });
    const context = base.makeRequestContext(request.path, HttpMethod[request.method ?? 'GET']);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      context.setQueryParam(name, value);
    }
    context.setHeaderParam('Accept', 'application/json, */*');
    if (request.body !== undefined) {
      context.setHeaderParam('Content-Type', request.contentType ?? 'application/json');
      context.setBody(JSON.stringify(request.body));
    }
    await this.authenticate(() => this.config.applySecurityAuthentication(context));
    context.setSignal(signal);
    const response = await httpApi.send(context).toPromise();
    const text = await response.body.text();
    const date = new Date(response.headers['date'] ?? Number.NaN);
    this.serverTime = Number.isNaN(date.getTime()) ? this.serverTime : date;
    if (response.httpStatusCode >= 300) {
      throw failureOf(response.httpStatusCode, text, this.context);
    }
    return text;
  }

  /** Reads certificates and tokens, and runs the credential program of a kubeconfig. */
  async authenticate<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      const message = `cannot get the credentials of context ${JSON.stringify(this.context)}: ${connectionReason(error)}`;
      throw new ApiFailure(FailureKind.UNAUTHORIZED, sanitizeLine(message));
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
      sanitizeLine(`the server ${this.server} cannot be reached: ${reason}`),
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
