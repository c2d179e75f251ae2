import type { Instant, PartnerId } from '@sampan/primitives';
import type { Reader, Writer } from '#database';
import type { SftpChange, SftpUser } from './sftp-user.ts';
import { changeSftpUser, readSftpUser } from './users.postgres.ts';

export interface SftpUsersOptions {
  readonly reader: Pick<Reader, 'read'>;
  readonly writer: Pick<Writer, 'write'>;
  readonly clock: { now(): Instant };
}

/** The log-ins of partners: looked up over a reader, changed over a writer. */
export class SftpUsers {
  readonly #options: SftpUsersOptions;

  constructor(options: SftpUsersOptions) {
    this.#options = options;
  }

  /** The partner's log-in; undefined when it has none. */
  async find(partnerId: PartnerId): Promise<SftpUser | undefined> {
    const { reader } = this.#options;
    return (await reader.read((connection) => readSftpUser(connection, partnerId))).result;
  }

  /** Changes a partner's log-in, or creates it. */
  async change(partnerId: PartnerId, change: SftpChange): Promise<SftpUser> {
    const { writer, clock } = this.#options;
    const { result } = await writer.write((connection) =>
      changeSftpUser(connection, partnerId, change, clock.now()),
    );
    return result;
  }
}
