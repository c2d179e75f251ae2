/** Signs cashiers in by PIN, and lets a second person agree. */
import { createHash } from 'node:crypto';
import { secret } from '@sampan/primitives';
import { hashSecret, isHashOf, nobodysSecret } from '@sampan/primitives/node';
import type { CashierView, ListedCashierView } from '../api/index.ts';
import type { TillParts } from '../parts.ts';
import { known, Refusal, refuseUnless } from '../refusal.ts';
import { timeText } from '../times.ts';
import { type Cashier, isLocked, tried, triesLeft, triesMax, unlocked } from './cashier.ts';
import { historyForMs, isLive, type Session } from './session.ts';

export interface Approval {
  readonly cashierId: string;
  readonly pin: string;
}

export interface Cashiers {
  listed(): readonly ListedCashierView[];
  view(id: string): CashierView;
  /** Answers the token of the new session. */
  signIn(given: Approval, device: string): Promise<string>;
  signOut(session: Session): void;
  /** The live session of a token. */
  session(token: string): Session | undefined;
  /** Whether it goes on. */
  isLive(session: Session): boolean;
  changeOwnPin(
    session: Session,
    given: { readonly pin: string; readonly newPin: string },
  ): Promise<CashierView>;
  /** A supervisor agrees; `besides` may not agree with itself. */
  approve(given: Approval, besides?: string): Promise<Cashier>;
  unlockHistory(session: Session, given: Approval): Promise<number>;
  mayReadHistory(session: Session): boolean;
  add(given: NewCashier): Promise<CashierView>;
  setPin(id: string, pin: string): Promise<CashierView>;
  remove(id: string): void;
  /** Makes the first supervisor of a new till; answers its PIN, once. */
  first(name: string): Promise<string | undefined>;
  isSupervisor(cashierId: string): boolean;
}

export interface NewCashier {
  readonly id: string;
  readonly name: string;
  readonly role: Cashier['role'];
  readonly pin: string;
}

/** `shown`: the time in which people read when a PIN is unlocked. */
export function createCashiers(parts: TillParts, shown: TillParts['time']): Cashiers {
  const { records, database, time, random, hub } = parts;
  const find = (id: string): Cashier => {
    const cashier = records.cashiers.get(id);
    return known(
      cashier?.isRemoved ? undefined : cashier,
      'cashier-unknown',
      `There is no cashier ${id}`,
    );
  };
  const here = (): readonly Cashier[] =>
    records.cashiers.find({}).filter(({ isRemoved }) => !isRemoved);
  const hash = (pin: string): Promise<string> => hashSecret(secret(pin), random);

  /** The last try of each cashier. */
  const checking = new Map<string, Promise<unknown>>();

  /** One after the other: tries at the same time, on several tablets, would count as wrong ones. */
  function check(given: Approval): Promise<Cashier> {
    const { cashierId } = given;
    const checked = (checking.get(cashierId) ?? Promise.resolve()).then(() => checkAlone(given));
    const ended = checked
      .catch(() => undefined)
      .then(() => {
        if (checking.get(cashierId) === ended) checking.delete(cashierId);
      });
    checking.set(cashierId, ended);
    return checked;
  }

  /** The cashier whose PIN it is; each try counts before it is checked. */
  async function checkAlone({ cashierId, pin }: Approval): Promise<Cashier> {
    const cashier = database.transaction(() => {
      const found = find(cashierId);
      const now = time.now();
      refuseUnless(
        !isLocked(found, now),
        'pin-locked',
        `${triesMax} PINs were wrong; wait, or ask a supervisor`,
      );
      records.cashiers.put(tried(found, now));
      return found;
    });
    const isRight = await isHashOf(secret(pin), cashier.pinHash || nobodysSecret);
    const after = find(cashierId);
    if (!isRight) throw new Refusal('pin-wrong', `${triesLeft(after, time.now())} tries are left`);
    records.cashiers.put(unlocked(after));
    return after;
  }

  async function approve(given: Approval, besides?: string): Promise<Cashier> {
    refuseUnless(
      given.cashierId !== besides,
      'second-person-needed',
      'Another person has to agree',
    );
    const cashier = await check(given);
    refuseUnless(cashier.role === 'supervisor', 'supervisor-needed', 'Only a supervisor may agree');
    return cashier;
  }

  const view = ({ id, name, role }: Cashier): CashierView => ({ id, name, role });

  async function add({ id, name, role, pin }: NewCashier): Promise<CashierView> {
    const pinHash = await hash(pin);
    const before = records.cashiers.get(id);
    if (before) return view(before);
    const cashier: Cashier = { id, name, role, pinHash, wrongTries: 0, isRemoved: false };
    records.cashiers.put(cashier);
    return view(cashier);
  }

  async function setPin(id: string, pin: string): Promise<CashierView> {
    const pinHash = await hash(pin);
    const cashier = { ...unlocked(find(id)), pinHash };
    records.cashiers.put(cashier);
    // Who knew the old PIN may be signed in by it.
    for (const session of records.sessions.find({ cashier_id: id })) end(session);
    return view(cashier);
  }

  const end = (session: Session): void => {
    if (session.endedAt !== undefined) return;
    records.sessions.put({ ...session, endedAt: time.now() });
    hub.publish('session', {});
  };

  return {
    listed: () =>
      here().map((cashier) => ({
        ...view(cashier),
        triesLeft: triesLeft(cashier, time.now()),
        ...(isLocked(cashier, time.now()) &&
          cashier.lockedUntil !== undefined && {
            lockedUntil: timeText(cashier.lockedUntil + shown.now() - time.now()),
          }),
      })),
    view: (id) => view(find(id)),
    async signIn(given, device) {
      const { id: cashierId } = await check(given);
      const token = random.letters(40);
      records.sessions.put({ id: digest(token), device, cashierId, signedInAt: time.now() });
      return token;
    },
    signOut: end,
    session(token) {
      const session = records.sessions.get(digest(token));
      return session && isLive(session, time.now()) ? session : undefined;
    },
    isLive({ id }) {
      const session = records.sessions.get(id);
      return session !== undefined && isLive(session, time.now());
    },
    async changeOwnPin({ cashierId }, { pin, newPin }) {
      await check({ cashierId, pin });
      return setPin(cashierId, newPin);
    },
    approve,
    async unlockHistory(session, given) {
      await approve(given);
      const historyUntil = time.now() + historyForMs;
      records.sessions.put({ ...session, historyUntil });
      return historyUntil;
    },
    mayReadHistory: ({ historyUntil = 0 }) => time.now() < historyUntil,
    add,
    setPin,
    remove(id) {
      database.transaction(() => {
        const cashier = find(id);
        const others = here().filter((other) => other.id !== id && other.role === 'supervisor');
        const isLast = cashier.role === 'supervisor' && others.length === 0;
        refuseUnless(!isLast, 'last-supervisor', 'A till needs a supervisor');
        records.cashiers.put({ ...cashier, isRemoved: true });
        for (const session of records.sessions.find({ cashier_id: id })) end(session);
      });
    },
    async first(name) {
      if (here().length > 0) return undefined;
      const pin = random.digits(6);
      await add({ id: `first-${random.letters(8)}`, name, role: 'supervisor', pin });
      return pin;
    },
    isSupervisor: (cashierId) => records.cashiers.get(cashierId)?.role === 'supervisor',
  };
}

/** A token has too much chance in it to be guessed from its digest. */
export const digest = (token: string): string =>
  createHash('sha256').update(token).digest('base64url');
