import type { Clock, Instant } from '@sampan/primitives';
import type { Writer } from '#database';
import {
  type CountedTry,
  countStrangersTry,
  countTryOf,
  forgive,
  giveBackStrangersTry,
  type KnownDevice,
  slotOf,
  untilWhenLocked,
} from '#sign-in';
import type { Member, MemberId, Realm } from './member.ts';
import { type Claimed, readByLogin, readPassword, storePassword } from './sign-in.postgres.ts';

/** Whose tries count: those of a known device, or those of all unknown devices at a login. */
export interface TriedBy {
  /** The digest of realm and login. */
  readonly digest: string;
  readonly device: KnownDevice | undefined;
}

export interface CountedStaffSignIn {
  readonly claimed: Claimed | undefined;
  /** The end of the delay, when the try may not be made yet. */
  readonly lockedUntil: Instant | undefined;
}

/** What sign-in keeps in the database. A try is counted in the round trip that reads what it is compared with. */
export class StaffSignInStore {
  readonly #writer: Pick<Writer, 'write'>;
  readonly #clock: Clock;

  constructor({
    writer,
    clock,
  }: { readonly writer: Pick<Writer, 'write'>; readonly clock: Clock }) {
    this.#writer = writer;
    this.#clock = clock;
  }

  async tryToSignIn(realm: Realm, login: string, by: TriedBy): Promise<CountedStaffSignIn> {
    const now = this.#clock.now();
    const { result } = await this.#writer.write((connection) =>
      Promise.all([
        readByLogin(connection, realm, login),
        by.device
          ? untilWhenLocked(countTryOf(connection, triesOf(by.device), now))
          : countStrangersTry(connection, slotOf(by.digest), now),
      ]),
    );
    const [claimed, lockedUntil] = result;
    return { claimed, lockedUntil };
  }

  /** The password was right: the try does not count. */
  async forgive({ digest, device }: TriedBy): Promise<void> {
    await this.#writer.write((connection) =>
      device
        ? forgive(connection, triesOf(device))
        : giveBackStrangersTry(connection, slotOf(digest)),
    );
  }

  /** Counts a try of a person whose session, or whose password, is known already. */
  async countOwn(subject: string): Promise<CountedTry> {
    const { result } = await this.#writer.write((connection) =>
      countTryOf(connection, subject, this.#clock.now()),
    );
    return result;
  }

  async forgiveOwn(subject: string): Promise<void> {
    await this.#writer.write((connection) => forgive(connection, subject));
  }

  async readPassword(memberId: MemberId): Promise<string | undefined> {
    const { result } = await this.#writer.write((connection) => readPassword(connection, memberId));
    return result;
  }

  async changePassword({ id }: Pick<Member, 'id'>, hashed: string): Promise<Instant> {
    const now = this.#clock.now();
    await this.#writer.write((connection) => storePassword(connection, id, hashed, now));
    return now;
  }
}

const triesOf = ({ id }: KnownDevice): string => `staff-device/${id}`;
