import { readFileSync, statSync } from 'node:fs';
import type { Agent } from 'node:http';
import type { Secrets } from '../../base';
import { type IssuedCredentials, runCredentialProgram } from './credential-program';
import type { FileOrData, Impersonation, KubeTarget, KubeUser } from './kube-target';
import type { Client } from './load-client';

/** More than any token or certificate has. */
const LARGEST_FILE = 1_000_000;

/** What the library accepts and the API server reads: visible characters and spaces. */
const HEADER_VALUE = /^[\x20-\x7e]*$/;

/** What a request carries so that the server accepts it. */
export interface Access {
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** The connection: certificates and the proxy. */
  readonly agent: Agent;
}

interface CredentialOptions {
  readonly client: Client;
  readonly target: KubeTarget;
  readonly secrets: Secrets;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** How long a credential program may run, in milliseconds. */
  readonly limit: number;
}

/** The credentials of a user of a kubeconfig. */
export class Credentials {
  private issued: Promise<IssuedCredentials> | undefined;

  constructor(private readonly options: CredentialOptions) {
    const { user, cluster } = options.target;
    const { config = {} } = user.provider ?? {};
    options.secrets.add(
      user.token,
      user.password,
      config['id-token'],
      config['refresh-token'],
      config['client-secret'],
    );
    for (const url of [cluster.server, cluster.proxyUrl]) {
      const { password } = new URL(url ?? 'none:');
      options.secrets.add(password, decoded(password));
    }
  }

  /** @throws Error with the reason why there are none */
  async access(): Promise<Access> {
    const { client, target, secrets } = this.options;
    const { cluster, user } = target;
    const issued = await this.fromProgram();
    const config = new client.KubeConfig();
    const { certificate, key } = certificateOf(user, issued);
    config.loadFromOptions({
      clusters: [
        {
          name: cluster.name,
          server: cluster.server,
          caData: dataOf(cluster.authority),
          skipTLSVerify: cluster.skipTlsVerify,
          tlsServerName: cluster.tlsServerName,
          proxyUrl: cluster.proxyUrl,
        },
      ],
      users: [
        {
          name: user.name,
          certData: certificate,
          keyData: key,
          authProvider: user.provider,
        },
      ],
      contexts: [{ name: target.context, cluster: cluster.name, user: user.name }],
      currentContext: target.context,
    });
    const request = new client.RequestContext(cluster.server, client.HttpMethod.GET);
    await config.applySecurityAuthentication(request);
    const { Authorization: ofProvider } = request.getHeaders();
    const authorization = authorizationOf(target, tokenOf(user) ?? issued?.token, secrets) ?? ofProvider;
    return {
      headers: {
        ...(authorization === undefined ? {} : { Authorization: authorization }),
        ...impersonationHeaders(user.impersonation),
      },
      agent: request.getAgent() as Agent,
    };
  }

  /** Runs the program once, and again when its credentials have expired. */
  private async fromProgram(): Promise<IssuedCredentials | undefined> {
    const { target, secrets, environment, signal, limit } = this.options;
    const { program, token, tokenFile } = target.user;
    // A token has precedence, as for kubectl.
    if (program === undefined || token !== undefined || tokenFile !== undefined) {
      return undefined;
    }
    this.issued ??= runCredentialProgram(program, target.cluster, { time: limit, signal, environment });
    const running = this.issued;
    try {
      const issued = await running;
      secrets.add(issued.token, issued.key);
      if (issued.until === undefined || issued.until > Date.now()) {
        return issued;
      }
      this.issued = undefined;
      return issued;
    } catch (error) {
      this.issued = undefined;
      throw error;
    }
  }
}

/** Base64 of the client certificate and its key, without which it would not be sent. */
function certificateOf(
  user: KubeUser,
  issued: IssuedCredentials | undefined,
): { readonly certificate?: string; readonly key?: string } {
  if (issued?.certificate !== undefined && issued.key !== undefined) {
    return { certificate: base64(issued.certificate), key: base64(issued.key) };
  }
  const [certificate, key] = [dataOf(user.certificate), dataOf(user.key)];
  if (certificate !== undefined && key === undefined) {
    throw new Error('the client certificate has no key (client-key or client-key-data)');
  }
  return { certificate, key };
}

/** What a token file contains has precedence over the token, as for kubectl. */
function tokenOf({ token, tokenFile }: KubeUser): string | undefined {
  if (tokenFile === undefined) {
    return token;
  }
  try {
    return readSmallFile(tokenFile).toString().trim() || token;
  } catch (error) {
    if (token !== undefined) {
      return token;
    }
    throw error;
  }
}

function authorizationOf(
  { user, cluster }: KubeTarget,
  token: string | undefined,
  secrets: Secrets,
): string | undefined {
  if (token !== undefined) {
    secrets.add(token);
    if (!HEADER_VALUE.test(token)) {
      throw new Error('the token contains characters that cannot be sent, such as a line break');
    }
    return `Bearer ${token}`;
  }
  const { username, password } = new URL(cluster.server);
  const basic =
    user.userName !== undefined
      ? `${user.userName}:${user.password ?? ''}`
      : username !== '' || password !== ''
        ? `${decoded(username)}:${decoded(password)}`
        : undefined;
  if (basic === undefined) {
    return undefined;
  }
  secrets.add(basic, base64(basic));
  return `Basic ${base64(basic)}`;
}

function impersonationHeaders({ user, uid, groups, extra }: Impersonation): Record<string, string | string[]> {
  return {
    ...(user === undefined ? {} : { 'Impersonate-User': headerValue(user) }),
    ...(uid === undefined ? {} : { 'Impersonate-Uid': headerValue(uid) }),
    ...(groups.length === 0 ? {} : { 'Impersonate-Group': groups.map(headerValue) }),
    ...Object.fromEntries(
      Object.entries(extra).map(([name, values]) => [`Impersonate-Extra-${headerName(name)}`, values.map(headerValue)]),
    ),
  };
}

/** The bytes of UTF-8, as kubectl sends them. */
function headerValue(text: string): string {
  if (/\p{Cc}/u.test(text)) {
    throw new Error('a name to impersonate contains characters that cannot be sent, such as a line break');
  }
  return Buffer.from(text).toString('latin1');
}

/** Escaped as kubectl does it: percent signs for what the name of a header must not contain. */
function headerName(text: string): string {
  return encodeURIComponent(text).replace(/[()]/g, (character) => (character === '(' ? '%28' : '%29'));
}

function dataOf(source: FileOrData | undefined): string | undefined {
  return source === undefined || 'data' in source ? source?.data : readSmallFile(source.file).toString('base64');
}

/** Reading a pipe could wait forever, and reading a device too. */
function readSmallFile(file: string): Buffer {
  const stat = statSync(file);
  if (!stat.isFile() || stat.size > LARGEST_FILE) {
    throw new Error(`${file} is not a file of at most 1 MB`);
  }
  return readFileSync(file);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
