import { createHmac, hkdfSync } from 'node:crypto';
import type { Clock, IdSource, Instant, PartnerId, Random, Secret } from '@sampan/primitives';
import { type Connection, inTransaction, type Writer } from '#database';
import { placeOf, type SecretBox, sealing } from '#secrets';
import { type CountedTry, countTryOf, forgive, type KnownDevice } from '#sign-in';
import type { Member, MemberId } from './member.ts';
import {
  readTotp,
  storeBegun,
  storeConfirmed,
  storeRecoveryCodes,
  storeStep,
  takeRecoveryCode,
  totpBegunColumn,
  totpKeyColumn,
} from './second-factor.postgres.ts';
import { StaffLog } from './staff-log.postgres.ts';
import { base32, matchTotp, totpAddress } from './totp.ts';

const keyBytes = 20;
const recoveryCodes = 10;

export interface SecondFactorOptions {
  readonly writer: Pick<Writer, 'write'>;
  readonly openConnection: () => Promise<Connection>;
  /** Business time, for the log. */
  readonly clock: Clock;
  /** The machine's time, which apps follow. */
  readonly machineClock: Clock;
  readonly ids: IdSource;
  readonly random: Random;
  readonly secrets: SecretBox;
  /** Shared by all processes; recovery codes are authenticated with a key derived from it. */
  readonly secret: Secret<string>;
}

export type CodeRefused =
  | { readonly outcome: 'code-refused' }
  /** It was right some minutes ago, or has counted. */
  | { readonly outcome: 'code-old'; readonly minutes: number }
  | { readonly outcome: 'locked'; readonly until: Instant; readonly now: Instant };

export type CodeChecked = CodeRefused | { readonly outcome: 'right' };

export type SetUp =
  | CodeRefused
  | { readonly outcome: 'nothing-begun' }
  | { readonly outcome: 'set'; readonly recoveryCodes: readonly string[] };

/**
 * Apps of one-time codes, and the recovery codes for who has lost the app. Tries are counted before a code is compared; they
 * need the right password, and a known device has its own count. A code counts once.
 */
export class SecondFactor {
  readonly #options: SecondFactorOptions;
  readonly #recoveryKey: Buffer;
  readonly #log: StaffLog;

  constructor(options: SecondFactorOptions) {
    this.#options = options;
    const shared = options.secret.reveal();
    this.#recoveryKey = Buffer.from(hkdfSync('sha256', shared, '', 'sampan recovery codes', 32));
    this.#log = new StaffLog(options);
  }

  /** Makes a key for an app, which counts once a code of it was given. */
  async begin(
    { id, login }: Pick<Member, 'id' | 'login'>,
    issuer: string,
  ): Promise<{ readonly key: string; readonly address: string }> {
    const { random, secrets } = this.#options;
    const key = Buffer.from(Array.from({ length: keyBytes }, () => random.below(256)));
    await this.#change(async (connection) => {
      const seal = await sealing(connection, secrets);
      const sealed = seal(key.toString('base64url'), placeOf(totpBegunColumn, id));
      await storeBegun(connection, id, sealed);
    });
    return { key: base32(key), address: totpAddress(key, issuer, login) };
  }

  /** Ends what was begun, by a code of the app: from now on sign-ins need one. */
  async confirm(
    { id, name, partnerId }: Pick<Member, 'id' | 'name' | 'partnerId'>,
    code: string,
  ): Promise<SetUp> {
    const { secrets, machineClock, writer, random } = this.#options;
    const counted = await this.#count(id, undefined);
    const now = machineClock.now();
    if (counted.outcome === 'locked') return { ...counted, now };
    const { result: stored } = await writer.write((connection) => readTotp(connection, id));
    const { begun } = stored ?? {};
    if (begun === undefined) return { outcome: 'nothing-begun' };
    const key = keyOf(secrets.open(begun, placeOf(totpBegunColumn, id)));
    const matched = matchTotp(key, code, { now, lastStep: undefined });
    if (matched.outcome === 'old') return { outcome: 'code-old', minutes: matched.minutes };
    if (matched.outcome === 'wrong') return { outcome: 'code-refused' };
    const codes = Array.from({ length: recoveryCodes }, () => drawRecoveryCode(random));
    const isSet = await this.#change(async (connection) => {
      const seal = await sealing(connection, secrets);
      const sealed = seal(key.toString('base64url'), placeOf(totpKeyColumn, id));
      const { step } = matched;
      if (!(await storeConfirmed(connection, id, { begun, key: sealed, step }))) return false;
      const digests = codes.map((each) => this.#digest(id, each));
      await storeRecoveryCodes(connection, id, digests);
      await this.#note(connection, { id, name, partnerId }, 'second-factor.set');
      return true;
    });
    if (!isSet) return { outcome: 'nothing-begun' };
    await this.#forgive(id, undefined);
    return { outcome: 'set', recoveryCodes: codes };
  }

  /** Whether a code is right: of the app, or a recovery code, which is gone then. */
  async check(
    member: Pick<Member, 'id' | 'name' | 'partnerId'>,
    code: string,
    device: KnownDevice | undefined,
  ): Promise<CodeChecked> {
    const { id } = member;
    const counted = await this.#count(id, device);
    const now = this.#options.machineClock.now();
    if (counted.outcome === 'locked') return { ...counted, now };
    const checked = code.includes('-')
      ? await this.#checkRecovery(member, code)
      : await this.#checkApp(id, code, now);
    if (checked.outcome === 'right') await this.#forgive(id, device);
    return checked;
  }

  async #checkApp(id: MemberId, code: string, now: Instant): Promise<CodeChecked> {
    const { secrets, writer } = this.#options;
    const { result: stored } = await writer.write((connection) => readTotp(connection, id));
    if (stored?.key === undefined) return { outcome: 'code-refused' };
    const key = keyOf(secrets.open(stored.key, placeOf(totpKeyColumn, id)));
    const matched = matchTotp(key, code, { now, lastStep: stored.lastStep });
    if (matched.outcome === 'old') return { outcome: 'code-old', minutes: matched.minutes };
    if (matched.outcome === 'wrong') return { outcome: 'code-refused' };
    const { result: isFirst } = await writer.write((connection) =>
      storeStep(connection, id, matched.step),
    );
    return isFirst ? { outcome: 'right' } : { outcome: 'code-old', minutes: 0 };
  }

  async #checkRecovery(
    member: Pick<Member, 'id' | 'name' | 'partnerId'>,
    code: string,
  ): Promise<CodeChecked> {
    const digest = this.#digest(member.id, code);
    const isTaken = await this.#change(async (connection) => {
      if (!(await takeRecoveryCode(connection, member.id, digest))) return false;
      await this.#note(connection, member, 'recovery-code.used');
      return true;
    });
    return { outcome: isTaken ? 'right' : 'code-refused' };
  }

  async #count(id: MemberId, device: KnownDevice | undefined): Promise<CountedTry> {
    const { writer, machineClock } = this.#options;
    const { result } = await writer.write((connection) =>
      countTryOf(connection, subjectOf(id, device), machineClock.now()),
    );
    return result;
  }

  async #forgive(id: MemberId, device: KnownDevice | undefined): Promise<void> {
    await this.#options.writer.write((connection) => forgive(connection, subjectOf(id, device)));
  }

  async #note(
    connection: Connection,
    {
      id,
      name,
      partnerId,
    }: Pick<Member, 'id' | 'name'> & { readonly partnerId: PartnerId | undefined },
    what: string,
  ): Promise<void> {
    if (partnerId === undefined) return;
    const doer = { partnerId, memberId: id, who: name };
    await this.#log.add(connection, doer, { what, subject: id });
  }

  #digest(id: MemberId, code: string): string {
    return createHmac('sha256', this.#recoveryKey).update(`${id} ${code}`).digest('base64url');
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

const keyOf = (opened: Secret<string>): Buffer => Buffer.from(opened.reveal(), 'base64url');

/** 51 bits: `k3v9q-2mx7d`. */
const drawRecoveryCode = (random: Random): string => `${random.letters(5)}-${random.letters(5)}`;

/** Who knows the password can use up the tries of unknown devices only. */
const subjectOf = (id: MemberId, device: KnownDevice | undefined): string =>
  device ? `staff-code/${id}/${device.id}` : `staff-code/${id}`;
