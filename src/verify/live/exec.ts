import type { IncomingMessage } from 'node:http';
import { ApiFailure, FailureKind } from './api-failure';
import type { ObjectPlace } from './change';
import type { ClusterApi } from './cluster-api';
import type { Access } from './credentials';
import { durationText } from './duration-text';
import { ExecFrames, type ExecResult } from './exec-frames';
import { segment } from './resources';
import { redirectFailure } from './server-answer';

/** Their frames are the same; servers before Kubernetes 1.30 know the older one only. */
const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

/** More than an API server puts into a frame. */
const LARGEST_FRAME = 4 * 1024 * 1024;

/** No command is waited for longer, whatever it says itself; in milliseconds. */
const LONGEST = 24 * 60 * 60_000;

interface Execution {
  readonly command: readonly string[];
  /** In milliseconds. */
  readonly limit: number;
}

/** The part of a web socket that is used; the package has no types. */
interface Socket {
  on(event: 'open' | 'close', listener: () => void): Socket;
  on(event: 'error', listener: (error: Error) => void): Socket;
  on(event: 'message', listener: (data: unknown, isBinary: boolean) => void): Socket;
  on(event: 'unexpected-response', listener: (request: unknown, response: IncomingMessage) => void): Socket;
  terminate(): void;
}

/**
 * Runs a command in a pod, without a shell.
 *
 * @throws ApiFailure when it cannot be run, does not end in time, or the connection is lost
 */
export async function exec(api: ClusterApi, pod: ObjectPlace, execution: Execution): Promise<ExecResult> {
  const socket = open(api, pod, execution.command, await api.access());
  const timers: NodeJS.Timeout[] = [];
  let stop = () => {};
  try {
    return await new Promise<ExecResult>((done, fail) => {
      stop = () => fail(api.connectionFailure(undefined));
      api.signal.addEventListener('abort', stop, { once: true });
      receive(socket, { api, execution, timers, done, fail });
    });
  } finally {
    for (const timer of timers) {
      clearTimeout(timer);
    }
    api.signal.removeEventListener('abort', stop);
    // What arrives after the result is not read any more.
    socket.on('error', () => {});
    socket.terminate();
  }
}

function open(api: ClusterApi, { namespace, name }: ObjectPlace, command: readonly string[], access: Access): Socket {
  const path = `/api/v1/namespaces/${segment(namespace)}/pods/${segment(name)}/exec`;
  const query = [['stdout', 'true'], ['stderr', 'true'], ...command.map((argument) => ['command', argument])];
  const url = api.urlOf(path, query as [string, string][]);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new api.client.WebSocket(url, PROTOCOLS, {
    headers: access.headers,
    agent: access.agent,
    followRedirects: false,
    perMessageDeflate: false,
    maxPayload: LARGEST_FRAME,
  }) as Socket;
}

interface Receiver {
  readonly api: ClusterApi;
  readonly execution: Execution;
  readonly timers: NodeJS.Timeout[];
  readonly done: (result: ExecResult) => void;
  readonly fail: (reason: unknown) => void;
}

function receive(socket: Socket, { api, execution, timers, done, fail }: Receiver): void {
  const [program = ''] = execution.command;
  const limit = Math.min(execution.limit, LONGEST);
  const frames = new ExecFrames(program, (text) => api.clean(text));
  const closed = `the connection to ${api.server} was closed while ${program} was running`;
  const opening = setTimeout(() => {
    fail(api.connectionFailure(new Error(`no answer within ${durationText(api.timing.answer)}`)));
  }, api.timing.answer);
  const late = new ApiFailure(FailureKind.REFUSED, `${program} did not end within ${durationText(limit)}`);
  timers.push(
    opening,
    setTimeout(() => fail(late), limit),
  );
  socket
    .on('open', () => clearTimeout(opening))
    .on('error', (error) => fail(api.connectionFailure(error)))
    .on('close', () => fail(new ApiFailure(FailureKind.UNREACHABLE, closed)))
    .on('unexpected-response', (_, { statusCode = 0 }) => fail(openingFailure(statusCode, api)))
    .on('message', (data, isBinary) => {
      try {
        const result = frames.read(data, isBinary);
        if (result !== undefined) {
          done({ ...result, output: api.mask(result.output) });
        }
      } catch (error) {
        fail(error);
      }
    });
}

/** Only the status code is read of a response that does not open a web socket. */
function openingFailure(status: number, api: ClusterApi): ApiFailure {
  if (status === 403) {
    return new ApiFailure(
      FailureKind.FORBIDDEN,
      'executing in the pod is forbidden (get and create on pods/exec); the roles that VerifierRole creates allow it',
    );
  }
  return status >= 300 && status < 400
    ? redirectFailure(api, status)
    : new ApiFailure(FailureKind.REFUSED, `the server answered ${status} to exec`);
}
