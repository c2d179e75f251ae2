/** The options of `serve`, and the running server. */
import type { Paint } from '@sampan/cli';
import type { DatabaseUrls, FirstKeys } from '#installation';
import type { Log } from '#log';
import type { NotificationChoices } from '#notification';
import type { PortWish, Role } from '#ports';
import type { Machine } from './machine.ts';
import type { Keeping } from './retention-options.ts';

export interface ServeOptions {
  readonly machine: Machine;
  /** For the server's role, and for the owner who migrates. */
  readonly database: DatabaseUrls;
  readonly dataFolder: string;
  /** The database is not the embedded one. */
  readonly external: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Begun while the database was created. */
  readonly firstKeys?: FirstKeys | undefined;
  readonly host: string;
  readonly ports: Readonly<Record<'gateway' | 'admin' | 'sftp' | 'till', PortWish>>;
  readonly roles: readonly Role[];
  readonly workers: number;
  readonly sandbox: boolean;
  /** Keeps the record of exchanges. */
  readonly record: boolean;
  readonly demo: boolean;
  readonly production: boolean;
  /** How the public port is reached from outside; by default `publicHost` and its port. */
  readonly publicUrl: string | undefined;
  readonly publicHost: string;
  readonly notification: Partial<NotificationChoices>;
  /** Addresses and networks of proxies in front of the public port. */
  readonly trustedProxies: readonly string[];
  /** How long what is not money is kept. */
  readonly retention: Keeping;
  /** Lets SFTP programs in that know nothing newer than SHA-1. */
  readonly sftpLegacy: boolean;
  /** Opens the operations port outside the sandbox. */
  readonly adminToken: string;
  readonly log: Log;
  /** The wish to stop, which may come while the server is still being opened. */
  readonly wish?: AbortSignal;
}

/** A demo world as `start` prints it. */
export interface DemoAnnouncement {
  /** More keys of the JSON object. */
  readonly view: object;
  /** Of the demo till's page. */
  readonly till: string | undefined;
  lines(data: string, paint: Pick<Paint, 'bold'>): readonly string[];
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT/gateway.do`; empty without the role `gateway`. */
  readonly gateway: string;
  /** `http://127.0.0.1:PORT`; empty without a role of the public port. */
  readonly publicPort: string;
  /** `http://127.0.0.1:PORT` */
  readonly admin: string;
  /** `127.0.0.1:PORT`; empty without the role `sftp`. */
  readonly sftp: string;
  /** `SHA256:…`, by which clients know the SFTP server. */
  readonly sftpHostKey: string;
  /** Whom to pay as and to, when a demo world was asked for. */
  readonly demo: DemoAnnouncement | undefined;
  /** Makes ready in the background what the first new world of a sandbox needs. */
  prepareWorlds(): void;
  /**
   * Takes no new requests, finishes those it has, and lets go of the database; within 20 seconds.
   * Answers what it had to give up.
   */
  stop(): Promise<readonly string[]>;
}
