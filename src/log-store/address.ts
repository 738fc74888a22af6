import type { Secrets } from '../base';
import { LogStoreFailure } from './failure';

/** How to identify oneself to a log store. */
export interface LogStoreCredentials {
  /** As Elasticsearch encodes it: base64 of its ID and the key. */
  readonly apiKey?: string;
  readonly username?: string;
  readonly password?: string;
}

const KEY = 'ELASTICSEARCH_API_KEY';
const USER = 'ELASTICSEARCH_USERNAME';
const PASSWORD = 'ELASTICSEARCH_PASSWORD';

/** What can be sent in a header. */
const HEADER_VALUE = /^[\x20-\x7e]+$/;

/**
 * The URL of a log store. Credentials in it would be seen by everyone who can list processes.
 *
 * @throws LogStoreFailure when it is not one
 */
export function logStoreUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new LogStoreFailure('it must be a URL, such as https://elasticsearch.example.com:9200');
  }
  if (url.username !== '' || url.password !== '') {
    throw new LogStoreFailure(
      `it must not contain a user or a password, because other users of this machine can see arguments; set ${USER} and ${PASSWORD}, or name a file with --credentials`,
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw new LogStoreFailure('it must end with the path of the server, without ? and #');
  }
  return url;
}

/** The credentials in environment variables; none if they are not set. */
export function credentialsOfEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): LogStoreCredentials {
  const [apiKey, username, password] = [KEY, USER, PASSWORD].map((name) => environment[name] || undefined);
  if ((username === undefined) !== (password === undefined)) {
    throw new LogStoreFailure(`${USER} and ${PASSWORD} must be set together`);
  }
  return apiKey === undefined ? { username, password } : { apiKey };
}

/** The credentials in the content of a file, on one line: `user:password`, or an API key, which has no colon. */
export function credentialsOfFile(content: string): LogStoreCredentials {
  const text = content.trim();
  const colon = text.indexOf(':');
  if (text === '' || /[\r\n]/.test(text)) {
    throw new LogStoreFailure('it must contain one line: user:password, or an API key as Elasticsearch encodes it');
  }
  return colon === -1 ? { apiKey: text } : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/**
 * The header that carries credentials; undefined if there are none. All forms of them are remembered as secrets.
 *
 * @throws LogStoreFailure when they cannot be sent, or would be sent without encryption
 */
export function authorizationOf(
  url: URL,
  { apiKey, username, password }: LogStoreCredentials,
  secrets: Secrets,
): string | undefined {
  secrets.add(apiKey, password);
  if (apiKey === undefined && username === undefined) {
    return undefined;
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new LogStoreFailure(
      'credentials are only sent to an https:// URL, because others could read them in transit',
    );
  }
  if (apiKey !== undefined) {
    if (!HEADER_VALUE.test(apiKey)) {
      throw new LogStoreFailure('the API key contains characters that cannot be sent');
    }
    return `ApiKey ${apiKey}`;
  }
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  secrets.add(basic);
  return `Basic ${basic}`;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
