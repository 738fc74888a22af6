import { type IncomingMessage, request as requestHttp } from 'node:http';
import { type Agent, type RequestOptions, request as requestHttps } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LogStoreFailure } from './failure';

/** More than a page of partials has, after it was decompressed. */
const LARGEST = 64 * 1024 * 1024;

const NO_CONTENT = (): undefined => undefined;

/** A request, which never changes anything. */
export interface HttpRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** A proxy, or certificates; the default connects directly, and trusts the authorities of Node.js. */
  readonly agent?: Agent;
  /** Certificates of authorities, as PEM, that are trusted instead of the default ones. */
  readonly authorities?: string;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingMessage['headers'];
  /** The bytes that came over the network. */
  readonly bytes: number;
}

/**
 * Sends a request, and reads the answer as far as the limit. Redirects are not followed.
 *
 * @throws LogStoreFailure when the answer is not complete or too large; any error of the connection
 */
export async function sendRequest({
  url,
  headers,
  body,
  agent,
  authorities,
  signal,
}: HttpRequest): Promise<HttpAnswer> {
  const options: RequestOptions = {
    method: 'POST',
    agent,
    ca: authorities,
    signal,
    headers: {
      ...headers,
      accept: 'application/json',
      'accept-encoding': 'gzip',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    },
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options);
    request.on('response', resolve);
    request.on('error', reject);
    request.end(body);
  });
  try {
    return { status: response.statusCode ?? 0, headers: response.headers, ...(await contentOf(response)) };
  } finally {
    response.destroy();
  }
}

async function contentOf(response: IncomingMessage): Promise<Pick<HttpAnswer, 'text' | 'bytes'>> {
  const isCompressed = response.headers['content-encoding'] === 'gzip';
  const counter = { bytes: 0 };
  response.on('data', (chunk: Buffer) => {
    counter.bytes += chunk.length;
  });
  // Errors of the response are errors of what it is decompressed to.
  const content: Readable = isCompressed ? pipeline(response, createGunzip(), NO_CONTENT) : response;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of content) {
      size += (chunk as Buffer).length;
      if (size > LARGEST) {
        throw new LogStoreFailure(`answered with more than ${LARGEST / 1024 / 1024} MiB, so the answer was not read`);
      }
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code?.startsWith('Z_')) {
      throw new LogStoreFailure('ended the connection in the middle of an answer', true);
    }
    throw error;
  }
  if (!response.complete) {
    throw new LogStoreFailure('ended the connection in the middle of an answer', true);
  }
  return { text: Buffer.concat(chunks).toString('utf8'), bytes: counter.bytes };
}
