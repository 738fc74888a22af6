import { ApiFailure, FailureKind } from './api-failure';
import type { Client } from './load-client';

/** More than any answer that is asked for, after it was decompressed. */
const LARGEST = 16 * 1024 * 1024;

/** A response of the server. */
export interface ServerAnswer {
  readonly status: number;
  readonly text: string;
  /** The server's clock, if it reported a valid time. */
  readonly date: Date | undefined;
}

/** What is asked. */
interface Server {
  /** Its URL. */
  readonly server: string;
  readonly client: Client;
}

type Init = NonNullable<Parameters<Client['fetch']>[1]>;

/**
 * Sends a request, and reads the response as far as the limit.
 *
 * @throws ApiFailure when the server redirects, or answers with too much
 */
export async function fetchAnswer(api: Server, url: URL, init: Init): Promise<ServerAnswer> {
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, ...(init.signal ? [init.signal as AbortSignal] : [])]);
  try {
    const response = await api.client.fetch(url, { ...init, redirect: 'manual', signal });
    if (response.status >= 300 && response.status < 400) {
      throw redirectFailure(api, response.status);
    }
    const date = new Date(response.headers.get('date') ?? Number.NaN);
    const text = await readText(response.body);
    return { status: response.status, text, date: Number.isNaN(date.getTime()) ? undefined : date };
  } finally {
    // Ends the connection where the response was not read to its end.
    ended.abort();
  }
}

/** API servers do not redirect, and whoever followed a redirect would send the token along. */
export function redirectFailure(api: Server, status: number): ApiFailure {
  return new ApiFailure(
    FailureKind.UNREACHABLE,
    `the server ${api.server} answered ${status}, a redirect, which is not followed because API servers do not redirect; check the server of the cluster in the kubeconfig`,
  );
}

async function readText(body: AsyncIterable<string | Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST) {
      throw new ApiFailure(FailureKind.REFUSED, "the server's answer is larger than 16 MiB, so it was not read");
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}
