import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** The port itself, or for 0 a free one; fails like a server that listens there. */
export async function freePort(host: string, wanted: number): Promise<number> {
  const probe = createServer();
  probe.listen(wanted, host);
  await once(probe, 'listening');
  const { port }: AddressInfo = Object(probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
}
