import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { answerExec, type Execution } from './exec-server';

/** What was asked of the server. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Name and value of each header, in turn, as they were sent. */
  readonly headers: readonly string[];
}

/** An object is answered with 200; nothing with 404. A function may do with the connection what it wants. */
export type Answer = object | string | undefined | ((asked: Asked, response: ServerResponse) => void);

/**
 * An API server on the loopback that answers from a table, and a kubeconfig that leads to it. A second function may say
 * why something is forbidden.
 */
export class FakeApiServer {
  readonly asked: Asked[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'fake api server '));
  readonly kubeconfig = join(this.folder, 'config');
  private readonly server: Server;
  private readonly upgraded: Duplex[] = [];

  /** What becomes of a program that is started in a pod, by its command line where it is a function. */
  execution: Execution | ((command: string) => Execution) = 404;

  constructor(
    public answers: (asked: Asked) => Answer,
    private readonly allows: (asked: Asked) => string | undefined = () => undefined,
  ) {
    this.server = createServer((request, response) => {
      this.handle(request, response);
    });
    this.server.on('upgrade', (request, socket) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://any');
      const command = searchParams.getAll('command').join(' ');
      const asked = { method: 'GET', path: pathname, query: { command }, body: undefined, headers: request.rawHeaders };
      this.asked.push(asked);
      this.upgraded.push(socket);
      const { execution } = this;
      const given = typeof execution === 'function' ? execution(command) : execution;
      answerExec(request, socket, this.allows(asked) === undefined ? given : 403);
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    writeFileSync(this.kubeconfig, kubeconfigOf(`http://127.0.0.1:${this.port}`));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Asked, as `GET /path`. */
  get requests(): string[] {
    return this.asked.map(({ method, path }) => `${method} ${path}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    for (const socket of this.upgraded) {
      socket.destroy();
    }
    await new Promise((done) => this.server.close(done));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString();
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://any');
    const asked = {
      method: request.method ?? '',
      path: pathname,
      query: Object.fromEntries(searchParams),
      body: text === '' ? undefined : JSON.parse(text),
      headers: request.rawHeaders,
    };
    this.asked.push(asked);
    const reason = this.allows(asked);
    const answer = reason === undefined ? this.answers(asked) : refuse(403, reason);
    if (typeof answer === 'function') {
      answer(asked, response);
    } else if (answer === undefined) {
      refuse(404, 'the server could not find the requested resource')(asked, response);
    } else {
      response.setHeader('Content-Type', typeof answer === 'string' ? 'text/plain' : 'application/json');
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    }
  }
}

/** The values of a header, one for each time that it was sent. */
export function headerOf({ headers }: Asked, name: string): string[] {
  return headers.filter((_, index) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === name.toLowerCase());
}

/** Answers as an API server does that refuses. */
export function refuse(code: number, message: string) {
  return (_: Asked, response: ServerResponse): void => {
    response.statusCode = code;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message }));
  };
}

/** A kubeconfig of one context `fake`. The client speaks plain HTTP only where TLS is not to be checked. */
export function kubeconfigOf(server: string, user: object = { token: 'abc' }, cluster: object = {}): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'fake',
    clusters: [{ name: 'fake', cluster: { server, 'insecure-skip-tls-verify': true, ...cluster } }],
    users: [{ name: 'fake', user }],
    contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'fake' } }],
  });
}
