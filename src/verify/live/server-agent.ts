import type { Agent } from 'node:https';
import { loadClient } from './load-client';
import { proxyOf } from './proxy';

/** How to connect to a server that is not the API server of a cluster. */
export interface ServerConnection {
  readonly url: URL;
  /** Certificates of authorities, as PEM; by default those that Node.js trusts. */
  readonly authorities?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The connection through the proxy of the environment; undefined if there is none.
 *
 * @throws Error when the proxy has no valid URL
 */
export async function proxyAgent({ url, authorities, environment }: ServerConnection): Promise<Agent | undefined> {
  const proxyUrl = proxyOf(url, undefined, environment);
  if (proxyUrl === undefined) {
    return undefined;
  }
  const client = await loadClient();
  const config = new client.KubeConfig();
  const caData = authorities === undefined ? undefined : Buffer.from(authorities).toString('base64');
  config.loadFromOptions({
    clusters: [{ name: 'server', server: url.href, caData, skipTLSVerify: false, proxyUrl }],
    users: [{ name: 'user' }],
    contexts: [{ name: 'context', cluster: 'server', user: 'user' }],
    currentContext: 'context',
  });
  const request = new client.RequestContext(url.href, client.HttpMethod.GET);
  await config.applySecurityAuthentication(request);
  return request.getAgent() as Agent;
}
