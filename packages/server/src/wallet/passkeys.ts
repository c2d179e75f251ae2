import { after, type IdSource, type Instant, type Random, type WalletId } from '@sampan/primitives';
import type { Reader, Writer } from '#database';
import {
  AddressBucket,
  type Asserted,
  type Attested,
  challengeOf,
  checkAsserted,
  checkAttested,
  type PasskeyPlace,
} from '#sign-in';
import {
  deletePasskey,
  listPasskeys,
  type Passkey,
  readPasskey,
  storeChallenge,
  storePasskey,
  takeChallengeFor,
  usePasskey,
} from './passkey.postgres.ts';
import { challengesOfAddress, challengeValidity } from './passkey-limits.ts';
import { noteWalletEvent } from './wallet-events.postgres.ts';
import type { WalletEventKind } from './wallet-events.ts';

export interface PasskeysOptions {
  readonly reader: Pick<Reader, 'read'>;
  readonly writer: Pick<Writer, 'write'>;
  readonly clock: { now(): Instant };
  readonly random: Random;
  readonly ids: IdSource;
}

/** What a challenge is for; it counts for nothing else. */
export type PasskeyPurpose = 'sign-in' | `add ${WalletId}` | `pay ${WalletId} ${string}`;

export interface PasskeyChallenge {
  readonly challenge: string;
  readonly expiresAt: Instant;
}

/**
 * Passkeys of buyers' devices. A challenge is stored, counts once and for one purpose: an answer that is
 * replayed, late, or meant for something else is refused. Any process may take the answer to another's challenge.
 */
export class Passkeys {
  readonly #options: PasskeysOptions;
  readonly #addresses = new AddressBucket(challengesOfAddress);

  constructor(options: PasskeysOptions) {
    this.#options = options;
  }

  /** Until when an address has begun too many sign-ins, if it has. */
  spentUntil(address: string, now: Instant): Instant | undefined {
    return this.#addresses.take(address, now);
  }

  async challenge(purpose: PasskeyPurpose): Promise<PasskeyChallenge> {
    const { writer, clock, random } = this.#options;
    const now = clock.now();
    // 50 of 36 symbols: 258 bits.
    const challenge = Buffer.from(random.letters(50)).toString('base64url');
    const expiresAt = after(now, challengeValidity);
    await writer.write((connection) =>
      storeChallenge(connection, challenge, { purpose, now, expiresAt }),
    );
    return { challenge, expiresAt };
  }

  async list(walletId: WalletId): Promise<readonly Passkey[]> {
    const { result } = await this.#options.reader.read((connection) =>
      listPasskeys(connection, walletId),
    );
    return result;
  }

  /** Adds what the device has answered to the wallet's own challenge. */
  async add(
    attested: Attested,
    {
      walletId,
      device,
      place,
    }: { readonly walletId: WalletId; readonly device: string; readonly place: PasskeyPlace },
  ): Promise<'added' | 'refused' | 'too-many'> {
    const challenge = await this.#take(attested.clientData, `add ${walletId}`);
    const key = challenge && (await checkAttested(attested, challenge, place));
    if (!key) return 'refused';
    const { writer, clock } = this.#options;
    const now = clock.now();
    const passkey = { ...key, walletId, device, addedAt: now, usedAt: undefined };
    const { result: isStored } = await writer.write(async (connection) => {
      if (!(await storePasskey(connection, passkey))) return false;
      await noteWalletEvent(connection, this.#event(walletId, 'passkey-added', now, device));
      return true;
    });
    return isStored ? 'added' : 'too-many';
  }

  /** The wallet whose passkey has answered a challenge of this purpose. */
  async check(
    asserted: Asserted,
    purpose: PasskeyPurpose,
    place: PasskeyPlace,
  ): Promise<WalletId | undefined> {
    const { reader, writer, clock } = this.#options;
    const challenge = await this.#take(asserted.clientData, purpose);
    if (challenge === undefined) return undefined;
    const { result: key } = await reader.read((connection) =>
      readPasskey(connection, asserted.passkeyId),
    );
    if (!key || !isOf(key.walletId, asserted.userHandle)) return undefined;
    const counter = await checkAsserted(asserted, challenge, { place, key });
    if (counter === undefined) return undefined;
    const { result: isFirst } = await writer.write((connection) =>
      usePasskey(connection, key.id, { counter, now: clock.now() }),
    );
    return isFirst ? key.walletId : undefined;
  }

  /** False when the wallet has no such passkey. */
  async remove(walletId: WalletId, id: string): Promise<boolean> {
    const { writer, clock } = this.#options;
    const { result } = await writer.write(async (connection) => {
      const isRemoved = await deletePasskey(connection, walletId, id);
      if (!isRemoved) return false;
      await noteWalletEvent(connection, this.#event(walletId, 'passkey-removed', clock.now(), ''));
      return true;
    });
    return result;
  }

  /** The challenge of an answer, if it was given for this purpose, is not over and was not answered before. */
  async #take(clientData: string, purpose: PasskeyPurpose): Promise<string | undefined> {
    const { writer, clock } = this.#options;
    const challenge = challengeOf(clientData);
    if (challenge === undefined) return undefined;
    const { result: isGood } = await writer.write((connection) =>
      takeChallengeFor(connection, challenge, { purpose, now: clock.now() }),
    );
    return isGood ? challenge : undefined;
  }

  #event(walletId: WalletId, kind: WalletEventKind, at: Instant, detail: string) {
    return { id: this.#options.ids.next(at), walletId, kind, at, detail };
  }
}

/** The wallet as a device keeps it beside its passkey. */
export const userHandleOf = (walletId: WalletId): string =>
  Buffer.from(walletId).toString('base64url');

/** A device that names the buyer must name this one. */
const isOf = (walletId: WalletId, userHandle: string | undefined): boolean =>
  userHandle === undefined || userHandle === userHandleOf(walletId);
