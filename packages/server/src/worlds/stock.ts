/** What a new world has: a partner of each contract, and a wallet of each kind. */
import type { NewWorldView } from '@sampan/api';
import { demoBalance } from '@sampan/demo';
import {
  assert,
  type Currency,
  type PartnerId,
  type PaymentInst,
  parseAmount,
  required,
} from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import { type StoringParts, storePartner, type WorldWanted } from '#app-api';
import { type BusinessClock, type Connection, inTransaction } from '#database';
import { currentMd5Key, type NewPartner } from '#partner';
import { acquiringOver } from '#platform';
import { currencyOf, newWallet, setHashedPin } from '#wallet';
import { removePartner } from './databases.postgres.ts';
import type { WorldsParts } from './worlds-parts.ts';

/** The standard contract settles in a currency whose rate every sandbox has. */
const currencies: Readonly<Record<Contract, Currency>> = { hk: 'HKD', global: 'AUD' };

const contracts: readonly Contract[] = ['hk', 'global'];
const insts: readonly PaymentInst[] = ['ALIPAYHK', 'ALIPAYCN'];

interface StockedPartner {
  readonly id: PartnerId;
  readonly contract: Contract;
  readonly md5Key: string;
}

export interface Stock {
  readonly partners: readonly StockedPartner[];
  readonly wallets: NewWorldView['wallets'];
}

/** A PIN of a buyer, as it is typed and as it is stored. */
export interface HashedPin {
  readonly pin: string;
  readonly hash: string;
}

export interface StockParts
  extends Pick<WorldsParts, 'ids' | 'timers' | 'random' | 'secrets' | 'businessClock'> {
  readonly pin: HashedPin;
}

/** Fills a new database over one connection: a system over it would open five, and take ten times as long. */
export async function stock(connection: Connection, parts: StockParts): Promise<Stock> {
  const { random, secrets } = parts;
  const clock = parts.businessClock();
  const wallets = await stockWallets(connection, clock, parts);
  const partners: StockedPartner[] = [];
  for (const contract of contracts) {
    const stored = { partner: asStocked(contract, {}) };
    const { partner, keys } = await storePartner(connection, stored, {
      ...{ now: clock.now(), random, secrets },
    });
    partners.push({ id: partner.id, contract, md5Key: currentMd5Key(partner.id, keys).reveal() });
  }
  return { partners, wallets };
}

/** Their balance is booked, so they go through a lane. */
async function stockWallets(
  connection: Connection,
  clock: BusinessClock,
  { ids, timers, random, pin: { pin, hash } }: StockParts,
): Promise<Stock['wallets']> {
  const { openWallet } = await acquiringOver(connection, { clock, ids, timers, random });
  const wallets = await Promise.all(
    insts.map(async (inst) => {
      const balance = required(
        parseAmount(demoBalance, currencyOf(inst)),
        'the demo has an amount',
      );
      const wallet = newWallet({ inst, balance }, random);
      const { outcome } = await openWallet({ wallet, entryId: ids.next(clock.now()) });
      assert(outcome === 'opened', 'no other wallet of the database has its number');
      return wallet;
    }),
  );
  await inTransaction(connection, async () => {
    for (const { id } of wallets) await setHashedPin(connection, id, hash, clock.now());
  });
  return wallets.map(({ id, loginId, inst }) => ({ walletId: id, loginId, inst, pin }));
}

type PartnerWanted = Pick<WorldWanted, 'partnerId' | 'md5Key'>;

function asStocked(contract: Contract, { partnerId, md5Key }: PartnerWanted): NewPartner {
  return {
    ...{ contract, currency: currencies[contract] },
    ...(partnerId !== undefined && { id: partnerId }),
    ...(md5Key !== undefined && { md5Key: md5Key.reveal() }),
    ...{ timestampExpires: false, restrictsCancel: false },
  };
}

/** Replaces a partner by one with the id or the key that the caller has chosen, before the world is opened. */
export async function restock(
  owner: Connection,
  { partners, wallets }: Stock,
  { contract = 'hk', ...wanted }: WorldWanted,
  storing: StoringParts,
): Promise<Stock> {
  for (const { id } of partners.filter((each) => each.contract === contract)) {
    await removePartner(owner, id);
  }
  const stored = { partner: asStocked(contract, wanted) };
  const { partner, keys } = await storePartner(owner, stored, storing);
  const md5Key = currentMd5Key(partner.id, keys).reveal();
  const own = { id: partner.id, contract, md5Key };
  return { partners: partners.map((each) => (each.contract === contract ? own : each)), wallets };
}
