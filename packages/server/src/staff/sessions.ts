import type { Clock, Random } from '@sampan/primitives';
import type { Connection, Reader, Writer } from '#database';
import type { Member, MemberId } from './member.ts';
import {
  endOtherStaffSessions,
  endStaffSessions,
  type ListedStaffSession,
  type LivingStaffSession,
  listStaffSessions,
  type NewStaffSession,
  openStaffSession,
  readStaffSession,
  type StaffSessionHash,
  staffSessionHash,
  touchStaffSession,
} from './sessions.postgres.ts';

export interface StaffSessionsOptions {
  readonly reader: Pick<Reader, 'read'>;
  readonly writer: Pick<Writer, 'write'>;
  /** The machine's time. */
  readonly clock: Clock;
  readonly random: Random;
}

/** The sessions of people who are signed in. They end after 12 hours without use, and after seven days. */
export class StaffSessions {
  readonly #options: StaffSessionsOptions;

  constructor(options: StaffSessionsOptions) {
    this.#options = options;
  }

  /** Finds who has a session, and stores its use. `beside` reads more of this person over the same connection. */
  async find<Beside>(
    hash: StaffSessionHash,
    beside: (connection: Connection, member: Member) => Promise<Beside>,
  ): Promise<(LivingStaffSession & { readonly beside: Beside }) | undefined> {
    const { reader, writer, clock } = this.#options;
    const { result } = await reader.read(async (connection) => {
      const found = await readStaffSession(connection, hash, clock.now());
      return found && { ...found, beside: await beside(connection, found.member) };
    });
    if (result?.isToBeTouched) {
      await writer.write((connection) => touchStaffSession(connection, hash, clock.now()));
    }
    return result;
  }

  /** Begins a session on a device; the token is always a new one. */
  async open(
    memberId: MemberId,
    { deviceName, secondFactor }: { readonly deviceName: string; readonly secondFactor: boolean },
  ): Promise<NewStaffSession> {
    const { writer, clock, random } = this.#options;
    const wanted = { memberId, deviceName, secondFactor, now: clock.now() };
    const { result } = await writer.write((connection) =>
      openStaffSession(connection, wanted, random),
    );
    return result;
  }

  /** Replaces all sessions of a person by one: after a change of the password or of the second factor. */
  async renew(
    memberId: MemberId,
    given: { readonly deviceName: string; readonly secondFactor: boolean },
  ): Promise<NewStaffSession> {
    const session = await this.open(memberId, given);
    const kept = staffSessionHash(session.token.reveal());
    await this.#options.writer.write((connection) =>
      endOtherStaffSessions(connection, memberId, kept),
    );
    return session;
  }

  /** The living sessions of a person, the one that was used last first. */
  async list(memberId: MemberId): Promise<readonly ListedStaffSession[]> {
    const { reader, clock } = this.#options;
    const { result } = await reader.read((connection) =>
      listStaffSessions(connection, memberId, clock.now()),
    );
    return result;
  }

  /** Ends a session of the person by its id, or all of them; answers those that were there. */
  async end(memberId: MemberId, id?: string): Promise<readonly StaffSessionHash[]> {
    const { writer } = this.#options;
    const { result } = await writer.write((connection) =>
      endStaffSessions(connection, memberId, id),
    );
    return result;
  }
}
