import { Writable } from 'node:stream';
import { valueAt } from '../../manifest';
import { ApiFailure, FailureKind } from './api-failure';
import type { ClusterApi } from './cluster-api';
import { listAt, textAt } from './resources';
import { said } from './said';
import { TIMING } from './timing';
import { inWords } from './words';

const LONGEST_OUTPUT = 1_000_000;

/** What a command printed, and how it ended. */
export interface ExecResult {
  readonly output: string;
  readonly exitCode: number;
}

interface Execution {
  readonly command: readonly string[];
  /** In milliseconds. */
  readonly limit: number;
}

/** Runs a command in a pod, with no shell. */
export async function exec(
  api: ClusterApi,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  { command, limit }: Execution,
): Promise<ExecResult> {
  const printed = new Collector();
  const ended = deferred<unknown>();
  const timer = AbortSignal.timeout(limit);
  const opening = AbortSignal.timeout(TIMING.answer);
  let socket: { terminate?: () => void; close: () => void } | undefined;
  const stop = () => ended.reject(api.connectionFailure(undefined));
  api.signal.addEventListener('abort', stop, { once: true });
  timer.addEventListener('abort', () =>
    ended.reject(new ApiFailure(FailureKind.REFUSED, `nmap did not end within ${inWords(limit)}`)),
  );
  const notOpen = () => ended.reject(api.connectionFailure(undefined, opening));
  opening.addEventListener('abort', notOpen);
  try {
    const connection = new api.client.Exec(api.config).exec(
      namespace,
      name,
      '',
      [...command],
      printed,
      printed,
      null,
      false,
      ended.resolve,
    );
    connection.then(
      (opened) => {
        opening.removeEventListener('abort', notOpen);
        socket = opened;
        opened.onclose = () => ended.reject(cut(api));
      },
      (error) => ended.reject(openingFailure(error, api)),
    );
    const exitCode = exitCodeOf(await ended.promise);
    return { output: printed.text, exitCode };
  } finally {
    api.signal.removeEventListener('abort', stop);
    opening.removeEventListener('abort', notOpen);
    socket?.terminate?.();
  }
}

function cut(api: ClusterApi): ApiFailure {
  return new ApiFailure(FailureKind.UNREACHABLE, `the connection to ${api.server} was cut in the middle of the scan`);
}

/** The web socket knows the number of an answer only. */
function openingFailure(error: unknown, api: ClusterApi): ApiFailure {
  const message = textAt(error, 'message') || (error as Error).message || '';
  const [, status] = /Unexpected server response: (\d+)/.exec(message) ?? [];
  if (status === '403') {
    return new ApiFailure(
      FailureKind.FORBIDDEN,
      'to execute in the pod (get and create pods/exec) is forbidden; the roles that VerifierRole makes allow it',
    );
  }
  return status === undefined
    ? api.connectionFailure(new Error(message))
    : new ApiFailure(FailureKind.REFUSED, said(`the server answers ${status} to exec`));
}

function exitCodeOf(status: unknown): number {
  if (valueAt(status, 'status') === 'Success') {
    return 0;
  }
  const cause = listAt(status, 'details', 'causes').find((one) => textAt(one, 'reason') === 'ExitCode');
  if (cause === undefined) {
    throw new ApiFailure(FailureKind.REFUSED, said(`nmap could not be run: ${textAt(status, 'message')}`));
  }
  return Number(textAt(cause, 'message'));
}

class Collector extends Writable {
  text = '';

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text = (this.text + chunk).slice(0, LONGEST_OUTPUT);
    done();
  }
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

function deferred<T>(): Deferred<T> {
  let [resolve, reject] = [(_: T) => {}, (_: unknown) => {}];
  const promise = new Promise<T>((onResolve, onReject) => {
    [resolve, reject] = [onResolve, onReject];
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}
