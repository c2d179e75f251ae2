/**
 * Opens the ports and serves.
 *
 * A STUB for now: it listens, says that it is not ready, and stops. The real one migrates, seeds the
 * demo world, starts the lanes and mounts gateway, wallet, portal, operations and SFTP here.
 */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listenNear, type PortWish } from './ports.ts';

export type Role = 'gateway' | 'wallet' | 'portal' | 'worker' | 'sftp';

export interface ServeOptions {
  /** For the server's role, and for the owner who migrates. */
  readonly database: { readonly url: string; readonly ownerUrl: string };
  readonly dataFolder: string;
  readonly host: string;
  readonly ports: Readonly<Record<'gateway' | 'admin' | 'sftp', PortWish>>;
  readonly roles: readonly Role[];
  readonly workers: number;
  readonly sandbox: boolean;
  readonly demo: boolean;
  readonly production: boolean;
  /** How the public port is reached from outside; by default its own address. */
  readonly publicUrl: string | undefined;
  /** Opens the operations port outside the sandbox. */
  readonly adminToken: string;
  readonly log: (line: string) => void;
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT/gateway.do` */
  readonly gateway: string;
  /** `http://127.0.0.1:PORT` */
  readonly admin: string;
  /** `127.0.0.1:PORT` */
  readonly sftp: string;
  /** Takes no new requests, finishes those it has, and lets go of the database. */
  stop(): Promise<void>;
}

export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { host, ports, log } = options;
  const gateway = await openStub(host, ports.gateway, log);
  const admin = await openStub('127.0.0.1', ports.admin, log);
  const sftp = await openStub(host, ports.sftp, log);
  return {
    gateway: `http://127.0.0.1:${gateway.port}/gateway.do`,
    admin: `http://127.0.0.1:${admin.port}`,
    sftp: `127.0.0.1:${sftp.port}`,
    async stop() {
      await Promise.all([gateway.close(), admin.close(), sftp.close()]);
    },
  };
}

async function openStub(host: string, wish: PortWish, log: (line: string) => void) {
  const answer: RequestListener = (_request, response) => {
    response.writeHead(503).end('not served yet\n');
  };
  const server = createServer(answer);
  const port = await listenNear(
    wish,
    async (wanted) => {
      server.listen(wanted, host);
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    },
    log,
  );
  return {
    port,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
