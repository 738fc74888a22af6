import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Different ports of the loopback interface that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
  const listeners = Array.from({ length: count }, () => createServer());
  const ports: number[] = [];
  for (const listener of listeners) {
    await once(listener.listen(0, '127.0.0.1'), 'listening');
    ports.push((listener.address() as AddressInfo).port);
  }
  for (const listener of listeners) {
    await once(listener.close(), 'close');
  }
  return ports;
}
