/** Opens the port through which partners fetch their files. */
import type { PartnerId } from '@sampan/primitives';
import { type FileShelf, SftpServer } from '@sampan/sftp-server';
import { failureLog } from '#log';
import type { Platform } from '#platform';
import { listenNear } from '#ports';
import { hostKeys, LogIn, sharedFolder } from '#sftp';
import type { Surroundings, Worlds } from './public-server.ts';
import type { ServeOptions } from './serve-options.ts';

export interface SftpParts {
  readonly platform: Pick<Platform, 'reader' | 'clock' | 'timers' | 'secrets'>;
  readonly shelf: FileShelf<PartnerId>;
  readonly worlds?: Worlds | undefined;
}

export interface SftpPort {
  readonly port: number;
  /** Of the key that clients of today are shown: `SHA256:…`. */
  readonly fingerprint: string;
}

/** Undefined without the role `sftp`. */
export async function openSftpPort(
  { host, ports, roles, sandbox, sftpLegacy: legacy, log: serverLog }: ServeOptions,
  { platform, shelf, worlds }: SftpParts,
  { opened, metrics }: Surroundings,
): Promise<SftpPort | undefined> {
  if (!roles.includes('sftp')) return undefined;
  const log = serverLog.about('sftp');
  const { reader, clock, timers, secrets } = platform;
  if (legacy) {
    log.warn(
      'SFTP: --sftp-legacy lets in programs that only know SHA-1; replace them, then leave it out',
    );
  }
  const { result: keys } = await reader.read((connection) => hostKeys(connection, secrets));
  // In a sandbox, a partner without a list of addresses may come from everywhere.
  const own = { logIn: new LogIn({ reader, timers, openToAll: sandbox, legacy }), shelf };
  const server = new SftpServer<string>({
    hostKeys: keys,
    ...(worlds ? worlds.sftp(own) : own),
    folder: sharedFolder,
    clock,
    timers,
    legacy,
    onFailure: failureLog(log, timers),
  });
  const port = await listenNear(ports.sftp, (wanted) => server.listen(host, wanted), log.warn);
  metrics.watchSftp(() => server.connections);
  opened.entrance('the SFTP port', () => server.stop());
  return { port, fingerprint: keys[0]?.fingerprint ?? '' };
}
