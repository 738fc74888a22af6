import type { SearchAnswer } from '../../src/evaluation';
import { whenReady } from './control-plane';
import { freePorts } from './free-ports';
import type { Keeper } from './keeper';
import { keptServer } from './kept-server';
import { type EngineName, provideEngine } from './search-engine-kit';

/** It is up after 5 s where nothing else keeps the machine busy. */
const READY_WITHIN_MS = 90_000;
/** A time that is too large for the engine is an error 500, and the run fails all the same. */
const REFUSED = 400;

/** A search that the engine refuses: why, in its own words. */
export interface Refusal {
  readonly refused: string;
}

/** A search that the engine begins, and does not finish because of a fault of its own. */
export interface Failure {
  readonly failed: string;
}

/** A real search engine on a free port of the loopback interface, with nothing in it yet. */
export class SearchEngine {
  /**
   * Starts one that lives until it is stopped or this process ends, and comes back when it is ready.
   *
   * @throws with the end of its log, when it does not become ready
   */
  static async start(name: EngineName = 'opensearch'): Promise<SearchEngine> {
    return keptServer(async (keeper) => {
      const classPath = await provideEngine(keeper, name);
      const [http = 0, transport = 0] = await freePorts(2);
      const server = new SearchEngine(keeper, `http://127.0.0.1:${http}`);
      return { server, problem: await server.launch(name, classPath, { http, transport }) };
    }, 'BindHttpException');
  }

  private constructor(
    private readonly keeper: Keeper,
    readonly url: string,
  ) {}

  /** Makes an index of a mapping, with all rows in it, ready to be searched. */
  async load(index: string, properties: object, rows: readonly object[]): Promise<void> {
    await this.create(index, properties);
    const refused = (await this.store(index, rows)).filter((problem) => problem !== undefined);
    if (refused.length > 0) {
      throw new Error(`${index} takes not all rows: ${JSON.stringify(refused).slice(0, 2_000)}`);
    }
  }

  /** Makes an index of a mapping. */
  async create(index: string, properties: object, settings: object = {}): Promise<void> {
    await this.succeed('PUT', `/${index}`, { settings, mappings: { dynamic: false, properties } });
  }

  /** Stores rows, whose ids are their places from the first one on: for each, why the engine does not take it, or undefined. */
  async store(index: string, rows: readonly object[], first = 0): Promise<(string | undefined)[]> {
    const lines = rows.flatMap((row, place) => [
      JSON.stringify({ index: { _id: first + place } }),
      JSON.stringify(row),
    ]);
    const { items } = (await this.succeed('POST', `/${index}/_bulk?refresh=true`, `${lines.join('\n')}\n`)) as {
      items: readonly { readonly index: { readonly error?: object } }[];
    };
    return items.map(({ index: { error } }) => (error === undefined ? undefined : reasonOf(error)));
  }

  /** Searches an index: what is found, or why the engine refuses to look. */
  async search(index: string, body: object): Promise<SearchAnswer | Refusal | Failure> {
    const { status, answer } = await this.request('POST', `/${index}/_search`, body);
    if (status === REFUSED || JSON.stringify(answer).includes('"date_time_exception"')) {
      return { refused: reasonOf(answer) };
    }
    // Grouping by the field of a range, with the smallest value of a field that is not mapped, ends OpenSearch's search.
    if (status === 500 && JSON.stringify(answer).includes('collection_terminated_exception')) {
      return { failed: reasonOf(answer) };
    }
    if (status !== 200) {
      throw new Error(`a search in ${index}: ${status} ${JSON.stringify(answer).slice(0, 2_000)}`);
    }
    return answer as SearchAnswer;
  }

  /** Ends it and removes its files. */
  async stop(): Promise<void> {
    await this.keeper.stop();
  }

  private async launch(
    name: EngineName,
    classPath: string,
    ports: { readonly http: number; readonly transport: number },
  ): Promise<string | undefined> {
    const home = await this.keeper.folder('search-engine-');
    const settings = {
      'path.home': home,
      'cluster.name': 'e2e',
      'node.name': 'e2e',
      'discovery.type': 'single-node',
      'network.host': '127.0.0.1',
      'http.port': ports.http,
      'transport.port': ports.transport,
      'http.type': 'netty4',
      'transport.type': 'netty4',
      // The tests need little room, and a full disk of the machine is none of their business.
      'cluster.routing.allocation.disk.threshold_enabled': 'false',
    };
    const java = ['-Xms256m', '-Xmx512m', `-Djava.io.tmpdir=${home}`, '-cp', classPath, 'Engine'];
    const args = [...java, ...Object.entries(settings).map(([key, value]) => `${key}=${value}`)];
    const env = { PATH: process.env.PATH, HOME: home, TMPDIR: home };
    const server = { name, ...this.keeper.start({ command: 'java', args, cwd: home, env }) };
    return whenReady([server], () => this.isReady(), READY_WITHIN_MS);
  }

  private async isReady(): Promise<boolean> {
    try {
      const { status } = await this.request('GET', '/_cluster/health');
      return status === 200;
    } catch {
      return false;
    }
  }

  private async succeed(method: string, path: string, body: object | string): Promise<unknown> {
    const { status, answer } = await this.request(method, path, body);
    if (status !== 200) {
      throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer).slice(0, 2_000)}`);
    }
    return answer;
  }

  private async request(
    method: string,
    path: string,
    body?: object | string,
  ): Promise<{ status: number; answer: unknown }> {
    const text = typeof body === 'object' ? JSON.stringify(body) : body;
    const headers = { 'content-type': typeof body === 'string' ? 'application/x-ndjson' : 'application/json' };
    const response = await fetch(this.url + path, { method, headers, body: text });
    return { status: response.status, answer: await response.json() };
  }
}

/** The innermost cause, which is the engine's own sentence. */
function reasonOf(answer: unknown): string {
  const text = JSON.stringify(answer);
  return [...text.matchAll(/"reason":"((?:[^"\\]|\\.)*)"/g)].map(([, reason]) => reason).join('; ');
}
