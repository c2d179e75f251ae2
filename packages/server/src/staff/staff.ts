import type { Role } from '@sampan/api';
import type { Clock, IdSource, PartnerId, Random, Secret } from '@sampan/primitives';
import { type Connection, inTransaction, type Reader } from '#database';
import { drawInvitation, invitationDigest, type NewInvitation } from './invitations.ts';
import { type Member, type MemberId, usualStaffLogin } from './member.ts';
import {
  acceptInvitation,
  insertMember,
  inviteAgain,
  listMembers,
  lockActive,
  readInvited,
  readMember,
  storeLeft,
  storeRole,
} from './members.postgres.ts';
import { StaffLog } from './staff-log.postgres.ts';
import type { Doer } from './staff-log.ts';

export interface StaffOptions {
  readonly reader: Pick<Reader, 'read'>;
  /** For changes, each in a transaction of its own. */
  readonly openConnection: () => Promise<Connection>;
  /** Business time, for the log. */
  readonly clock: Clock;
  /** The machine's time, for invitations. */
  readonly machineClock: Clock;
  readonly ids: IdSource;
  readonly random: Random;
}

export interface Invited {
  readonly outcome: 'invited';
  readonly member: Member;
  readonly token: Secret<string>;
}

export type Changed =
  | { readonly outcome: 'changed'; readonly member: Member }
  | { readonly outcome: 'unknown' | 'left' | 'last-owner' };

/** The people of one partner: who they are, what they may, and when that ends. */
export class Staff {
  readonly #options: StaffOptions;
  readonly #log: StaffLog;

  constructor(options: StaffOptions) {
    this.#options = options;
    this.#log = new StaffLog(options);
  }

  async list(partnerId: PartnerId): Promise<readonly Member[]> {
    const { result } = await this.#options.reader.read((connection) =>
      listMembers(connection, partnerId),
    );
    return result;
  }

  async invite(
    doer: Doer,
    wanted: { readonly login: string; readonly name: string; readonly role: Role },
  ): Promise<Invited | { readonly outcome: 'login-taken' }> {
    const { ids, clock, machineClock, random } = this.#options;
    const invitation = drawInvitation(machineClock.now(), random);
    const id = ids.next(clock.now());
    const { name, role } = wanted;
    const login = usualStaffLogin(wanted.login);
    return this.#change(async (connection) => {
      const member = newMember(id, doer, { login, name, role }, machineClock.now());
      if (!(await insertMember(connection, member, stored(invitation, doer)))) {
        return { outcome: 'login-taken' };
      }
      const detail = { login, role };
      await this.#log.add(connection, doer, { what: 'member.invited', subject: id, detail });
      return invitedAs(await this.#read(connection, id), invitation);
    });
  }

  /** Ends password, second factor and sessions of a person, who comes back by a new invitation. */
  async inviteAgain(
    doer: Doer,
    id: string,
  ): Promise<Invited | { readonly outcome: 'unknown' | 'left' | 'last-owner' }> {
    const { machineClock, random } = this.#options;
    const invitation = drawInvitation(machineClock.now(), random);
    return this.#change(async (connection) => {
      const found = await this.#lock(connection, doer.partnerId, id);
      if (!found) return { outcome: 'unknown' };
      if (found.member.status === 'left') return { outcome: 'left' };
      if (found.isLastOwner && doer.memberId !== undefined) return { outcome: 'last-owner' };
      const { member } = found;
      await inviteAgain(connection, member.id, stored(invitation, doer));
      await this.#log.add(connection, doer, { what: 'member.invited-again', subject: member.id });
      return invitedAs(await this.#read(connection, member.id), invitation);
    });
  }

  async changeRole(doer: Doer, id: string, role: Role, why?: string): Promise<Changed> {
    return this.#change(async (connection) => {
      const found = await this.#lock(connection, doer.partnerId, id);
      if (!found) return { outcome: 'unknown' };
      const { member, isLastOwner } = found;
      if (member.status === 'left') return { outcome: 'left' };
      if (isLastOwner && role !== 'owner') return { outcome: 'last-owner' };
      await storeRole(connection, member.id, role);
      const detail = { from: member.role, to: role };
      await this.#log.add(connection, doer, {
        ...{ what: 'member.role-changed', subject: member.id, why, detail },
      });
      return { outcome: 'changed', member: await this.#read(connection, member.id) };
    });
  }

  /** Ends the access for good: sessions, password and second factor are gone. */
  async end(doer: Doer, id: string, why?: string): Promise<Changed> {
    return this.#change(async (connection) => {
      const found = await this.#lock(connection, doer.partnerId, id);
      if (!found) return { outcome: 'unknown' };
      const { member, isLastOwner } = found;
      if (isLastOwner && doer.memberId !== undefined) return { outcome: 'last-owner' };
      if (member.status !== 'left') {
        await storeLeft(connection, member.id);
        await this.#log.add(connection, doer, { what: 'member.left', subject: member.id, why });
      }
      return { outcome: 'changed', member: await this.#read(connection, member.id) };
    });
  }

  /** The person of an invitation that can be accepted. */
  async findInvited(token: Secret<string>): Promise<Member | undefined> {
    const { reader, machineClock } = this.#options;
    const { result } = await reader.read((connection) =>
      readInvited(connection, invitationDigest(token), machineClock.now()),
    );
    return result;
  }

  /** Accepts an invitation with a hashed password; undefined when it is over or was accepted meanwhile. */
  async accept(
    token: Secret<string>,
    { name, password }: { readonly name: string; readonly password: string },
  ): Promise<Member | undefined> {
    const { machineClock } = this.#options;
    const [invitation, now] = [invitationDigest(token), machineClock.now()];
    return this.#change(async (connection) => {
      const invited = await readInvited(connection, invitation, now);
      if (!invited) return undefined;
      const accepting = { invitation, name, password, now };
      if (!(await acceptInvitation(connection, accepting))) return undefined;
      if (invited.partnerId !== undefined) {
        const doer = { partnerId: invited.partnerId, memberId: invited.id, who: name };
        await this.#log.add(connection, doer, { what: 'invitation.accepted', subject: invited.id });
      }
      return this.#read(connection, invited.id);
    });
  }

  /** A person of the partner, while its owners stay as they are. */
  async #lock(connection: Connection, partnerId: PartnerId, id: string) {
    const owners = await lockActive(connection, { partnerId, role: 'owner' });
    const member = await readMember(connection, id);
    if (member?.partnerId !== partnerId) return undefined;
    return { member, isLastOwner: owners.length === 1 && owners[0] === member.id };
  }

  async #read(connection: Connection, id: MemberId): Promise<Member> {
    const member = await readMember(connection, id);
    if (!member) throw new Error(`There is no member ${id}`);
    return member;
  }

  async #change<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    const connection = await this.#options.openConnection();
    try {
      return await inTransaction(connection, () => work(connection));
    } finally {
      await connection.close();
    }
  }
}

const stored = ({ digest, endsAt }: NewInvitation, { who }: Doer) => ({ digest, endsAt, by: who });

const invitedAs = (member: Member, { token }: NewInvitation): Invited => ({
  outcome: 'invited',
  member,
  token,
});

const newMember = (
  id: MemberId,
  { partnerId }: Doer,
  given: { readonly login: string; readonly name: string; readonly role: Role },
  createdAt: Member['createdAt'],
) => ({ id, partnerId, ...given, createdAt });
