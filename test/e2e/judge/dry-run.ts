import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import type { ControlPlane } from '../control-plane';

/** What an API server says to one object, in its own words where it refuses. */
export interface ServerVerdict {
  readonly refused: boolean;
  readonly words: string;
}

/** Bad request, and unprocessable entity. */
const REFUSALS: readonly (number | undefined)[] = [400, 422];
const CREATED = 201;
const CONNECTIONS = 12;

/** Asks an API server what it would do with objects, hundreds a second, as kubectl asks it: unknown fields are errors. */
export class DryRun {
  static async of(server: ControlPlane): Promise<DryRun> {
    const config = JSON.parse(await server.succeed(['config', 'view', '--raw', '-o', 'json']));
    const [{ cluster }] = config.clusters;
    const ca = readFileSync(cluster['certificate-authority'], 'utf8');
    return new DryRun(cluster.server, config.users[0].user.token, ca);
  }

  private readonly agent: Agent;

  private constructor(
    private readonly url: string,
    private readonly token: string,
    ca: string,
  ) {
    this.agent = new Agent({ ca, keepAlive: true, maxSockets: CONNECTIONS });
  }

  /**
   * Asks for one object.
   *
   * @param resource the plural of its kind, in lower case
   * @throws for every answer that neither takes nor refuses the object
   */
  async ask(resource: string, body: string): Promise<ServerVerdict> {
    const url = `${this.url}/apis/projectcalico.org/v3/${resource}?dryRun=All&fieldValidation=Strict`;
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const call = request(url, { method: 'POST', agent: this.agent, headers });
    call.end(body);
    const [response] = await once(call, 'response');
    const answer = JSON.parse(Buffer.concat(await response.toArray()).toString());
    if (response.statusCode !== CREATED && !REFUSALS.includes(response.statusCode)) {
      throw new Error(`the API server answered ${response.statusCode}: ${answer.message}\n${body}`);
    }
    return { refused: response.statusCode !== CREATED, words: answer.message ?? '' };
  }

  close(): void {
    this.agent.destroy();
  }
}
