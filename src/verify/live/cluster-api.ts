import { ApiFailure, FailureKind, failureOf, isFailure } from './api-failure';
import { type KubeConfigOptions, loadKubeConfig } from './kube-config';
import { type Client, type KubeConfig, loadClient } from './load-client';
import { said } from './said';
import { TIMING } from './timing';
import { inWords } from './words';

/** What is asked of the API server. */
export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH';
  /** Path from the server's own on. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly contentType?: string;
}

/** Where the connection is to go, and what may end it. */
export interface ConnectOptions extends KubeConfigOptions {
  /** The command, for messages. */
  readonly subject: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/**
 * The API server of the current context. The client brings credentials and connection; answers stay plain data, since
 * classes of the client drop fields that they do not know.
 */
export class ClusterApi {
  /** @throws FindingsError when no kubeconfig leads to a cluster */
  static async connect(options: ConnectOptions): Promise<ClusterApi> {
    const client = await loadClient();
    return new ClusterApi(
      client,
      loadKubeConfig(client, options.subject, options, options.environment),
      options.signal,
    );
  }

  /** The server's clock when it last answered, so that times on the cluster are compared with its own. */
  serverTime: Date | undefined;

  private constructor(
    readonly client: Client,
    readonly config: KubeConfig,
    readonly signal: AbortSignal,
  ) {}

  get server(): string {
    return said(this.config.getCurrentCluster()?.server ?? '');
  }

  get context(): string {
    return this.config.currentContext;
  }

  /** Sends a request and yields the object that the server answers with. */
  async ask(request: ApiRequest): Promise<unknown> {
    const text = await this.askText(request);
    try {
      return JSON.parse(text);
    } catch {
      throw new ApiFailure(FailureKind.REFUSED, `${this.server} answers with something else than JSON: no API server?`);
    }
  }

  /** The same, for what is no object. */
  async askText(request: ApiRequest): Promise<string> {
    const limit = AbortSignal.timeout(TIMING.answer);
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

  /** Reads certificates and tokens, and runs the program that a kubeconfig names for it. */
  async authenticate<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      const message = `the credentials of context ${JSON.stringify(this.context)} cannot be had: ${reasonOf(error)}`;
      throw new ApiFailure(FailureKind.UNAUTHORIZED, said(message));
    }
  }

  /** Says what became of a connection that gave no answer. */
  connectionFailure(error: unknown, limit?: AbortSignal): ApiFailure {
    if (this.signal.aborted) {
      return new ApiFailure(FailureKind.INTERRUPTED, 'was interrupted');
    }
    const reason = limit?.aborted ? `no answer within ${inWords(TIMING.answer)}` : reasonOf(error);
    return new ApiFailure(FailureKind.UNREACHABLE, said(`the server ${this.server} cannot be reached: ${reason}`));
  }
}

/** Neither the client's credential programs nor a socket that stays silent hold up an abort. */
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

function reasonOf(error: unknown): string {
  const { message = String(error), cause } = error as Error;
  const text = message.replace(/^request to \S+ failed, reason: /, '');
  return text !== '' ? text : cause instanceof Error ? cause.message : 'no reason is given';
}
