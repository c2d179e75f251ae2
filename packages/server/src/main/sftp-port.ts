/** The port through which partners fetch their files. */
import type { PartnerId } from '@sampan/primitives';
import { type FileShelf, SftpServer } from '@sampan/sftp-server';
import { failureLog, type Log } from '#log';
import type { Platform } from '#platform';
import { listenNear, type PortWish } from '#ports';
import { hostKeys, LogIn, sharedFolder } from '#sftp';

export interface SftpPortOptions {
  readonly platform: Pick<Platform, 'reader' | 'clock' | 'timers' | 'secrets'>;
  readonly shelf: FileShelf<PartnerId>;
  readonly host: string;
  readonly wish: PortWish;
  /** There, a partner without a list of addresses may come from everywhere. */
  readonly sandbox: boolean;
  /** Lets in programs that know nothing newer than SHA-1. */
  readonly legacy: boolean;
  readonly log: Log;
}

export interface SftpPort {
  readonly port: number;
  /** Of the key that clients of today are shown: `SHA256:…`. */
  readonly fingerprint: string;
  /** How many clients are connected. */
  readonly connections: () => number;
  /** Ends all sessions. */
  stop(): Promise<void>;
}

export async function openSftpPort(options: SftpPortOptions): Promise<SftpPort> {
  const { platform, shelf, host, wish, sandbox, legacy, log } = options;
  const { reader, clock, timers, secrets } = platform;
  if (legacy) {
    log.warn(
      'SFTP: --sftp-legacy lets in programs that only know SHA-1; replace them, then leave it out',
    );
  }
  const { result: keys } = await reader.read((connection) => hostKeys(connection, secrets));
  const server = new SftpServer({
    hostKeys: keys,
    logIn: new LogIn({ reader, timers, openToAll: sandbox, legacy }),
    shelf,
    folder: sharedFolder,
    clock,
    timers,
    legacy,
    onFailure: failureLog(log, timers),
  });
  const port = await listenNear(wish, (wanted) => server.listen(host, wanted), log.warn);
  return {
    port,
    fingerprint: keys[0]?.fingerprint ?? '',
    connections: () => server.connections,
    stop: () => server.stop(),
  };
}
