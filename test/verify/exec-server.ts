import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** What the key of a web socket is hashed with (RFC 6455). */
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/**
 * What a program that is started in a pod prints, and how it ends; `hang` leaves it running, `cut` ends the line, a number
 * is the status of a response that opens no web socket, a location that of a redirect, and frames are sent as they are.
 */
export type Execution =
  | { readonly output: string; readonly status: object }
  | { readonly frames: readonly Buffer[] }
  | { readonly location: string }
  | 'hang'
  | 'cut'
  | number;

/** Answers an upgrade to a web socket as an API server does to `exec`. */
export function answerExec(request: IncomingMessage, socket: Duplex, execution: Execution): void {
  if (typeof execution === 'number') {
    socket.end(`HTTP/1.1 ${execution} Refused\r\nContent-Length: 0\r\n\r\n`);
    return;
  }
  if (typeof execution === 'object' && 'location' in execution) {
    socket.end(`HTTP/1.1 302 Found\r\nLocation: ${execution.location}\r\nContent-Length: 0\r\n\r\n`);
    return;
  }
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${MAGIC}`).digest('base64');
  socket.write(
    [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept}`,
      'Sec-WebSocket-Protocol: v4.channel.k8s.io',
      '\r\n',
    ].join('\r\n'),
  );
  if (execution === 'cut') {
    setTimeout(() => socket.destroy(), 100);
  } else if (execution !== 'hang' && 'frames' in execution) {
    for (const bytes of execution.frames) {
      socket.write(bytes);
    }
  } else if (execution !== 'hang') {
    socket.write(frame(1, execution.output));
    socket.write(frame(3, JSON.stringify(execution.status)));
  }
  socket.on('error', () => {});
}

/** A binary frame: the number of the channel, and what it carries. */
export function frame(channel: number, text: string | Buffer): Buffer {
  return webSocketFrame(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
}

/** A frame of a web socket, which is binary unless its opcode is 1. */
export function webSocketFrame(payload: Buffer, opcode = 2): Buffer {
  const { length } = payload;
  const size = Buffer.alloc(9);
  size.writeUInt8(length < 126 ? length : length < 65_536 ? 126 : 127);
  if (length < 65_536) {
    size.writeUInt16BE(length, 1);
  } else {
    size.writeBigUInt64BE(BigInt(length), 1);
  }
  const used = length < 126 ? 1 : length < 65_536 ? 3 : 9;
  return Buffer.concat([Buffer.from([0x80 | opcode]), size.subarray(0, used), payload]);
}
