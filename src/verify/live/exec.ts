import { Writable } from 'node:stream';
import { valueAt } from '../../base';
import { ApiFailure, FailureKind } from './api-failure';
import type { ObjectPlace } from './change';
import type { ClusterApi } from './cluster-api';
import { durationText } from './duration-text';
import { listAt, textAt } from './resources';
import { sanitizeLine } from './sanitize-line';

const LONGEST_OUTPUT = 1_000_000;

/** The output of a command, standard error included, and its exit code. */
export interface ExecResult {
  readonly output: string;
  readonly exitCode: number;
}

interface Execution {
  readonly command: readonly string[];
  /** In milliseconds. */
  readonly limit: number;
}

/**
 * Runs a command in a pod, without a shell.
 *
 * @throws ApiFailure when it cannot be run, does not end in time, or the connection is lost
 */
export async function exec(
  api: ClusterApi,
  { namespace, name }: ObjectPlace,
  { command, limit }: Execution,
): Promise<ExecResult> {
  const [program = ''] = command;
  const printed = new Collector();
  const ended = deferred<unknown>();
  const timer = AbortSignal.timeout(limit);
  const opening = AbortSignal.timeout(api.timing.answer);
  let socket: { terminate?: () => void; close: () => void } | undefined;
  const stop = () => ended.reject(api.connectionFailure(undefined));
  api.signal.addEventListener('abort', stop, { once: true });
  timer.addEventListener('abort', () =>
    ended.reject(new ApiFailure(FailureKind.REFUSED, `${program} did not end within ${durationText(limit)}`)),
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
        opened.onclose = () => ended.reject(connectionClosed(api, program));
      },
      (error) => ended.reject(openingFailure(error, api)),
    );
    const exitCode = exitCodeOf(await ended.promise, program);
    return { output: printed.text, exitCode };
  } finally {
    api.signal.removeEventListener('abort', stop);
    opening.removeEventListener('abort', notOpen);
    socket?.terminate?.();
  }
}

function connectionClosed(api: ClusterApi, program: string): ApiFailure {
  return new ApiFailure(
    FailureKind.UNREACHABLE,
    `the connection to ${api.server} was closed while ${program} was running`,
  );
}

/** The web socket has the status code of a response only. */
function openingFailure(error: unknown, api: ClusterApi): ApiFailure {
  const message = textAt(error, 'message') || (error as Error).message || '';
  const [, status] = /Unexpected server response: (\d+)/.exec(message) ?? [];
  if (status === '403') {
    return new ApiFailure(
      FailureKind.FORBIDDEN,
      'executing in the pod is forbidden (get and create on pods/exec); the roles that VerifierRole creates allow it',
    );
  }
  return status === undefined
    ? api.connectionFailure(new Error(message))
    : new ApiFailure(FailureKind.REFUSED, sanitizeLine(`the server answered ${status} to exec`));
}

function exitCodeOf(status: unknown, program: string): number {
  if (valueAt(status, 'status') === 'Success') {
    return 0;
  }
  const cause = listAt(status, 'details', 'causes').find((one) => textAt(one, 'reason') === 'ExitCode');
  if (cause === undefined) {
    throw new ApiFailure(
      FailureKind.REFUSED,
      sanitizeLine(`${program} could not be run: ${textAt(status, 'message')}`),
    );
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
